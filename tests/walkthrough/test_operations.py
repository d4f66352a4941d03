"""The way from an empty machine to a live portal, exactly as docs/operations.md tells it, command by command."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
STEP = re.compile(r"<!-- try: (admin|portalkit) -->\n```\n(.*?)```\n", re.S)
OFFLINE = {
    "python3 -m venv .venv": 'ln -s "$KIT_VENV" .venv',
    ".venv/bin/pip install --only-binary :all: -c constraints.txt -e '.[publish]'": "true",
    ".venv/bin/invoke build\n": ".venv/bin/invoke build || test $? = 1\n",
}
"""What needs the network (`.ci/run` does exactly this with the README's commands), and the exit code that is told."""
PHONE = "sed -i 's/phone: .*/phone: 0954-9999999/' /srv/portalkit/tenants/shili/portal.yaml\n"
BEFORE = {'--why "日常更新"': PHONE, "flock ": "mkdir ~/backup\n"}
"""What happens on the machine before a step, by what stands in the step: something to publish, a place for copies."""
AFTERWARDS = {
    '--why "日常更新"': "curl -fsS https://www.shili.gov.cn/ | grep 0954-9999999 >/dev/null\n",
    "--resume": "curl -fsS https://www.shili.gov.cn/ | grep 0954-9999999 >/dev/null\n",
    "flock ": "tar -tzf ~/backup/*.tgz | grep /library/ >/dev/null\n",
}
"""What must hold after a step."""
AFTER = """
set -e
cd /srv/portalkit
.venv/bin/python - <<'END'
import json, ssl, urllib.request
from urllib.parse import quote
def get(url):
    return urllib.request.urlopen(url, timeout=10)
page = get("http://www.shili.gov.cn/")
assert page.url == "https://www.shili.gov.cn/" and "示例县人民政府" in page.read().decode(), page.url
packed = get(urllib.request.Request("https://www.shili.gov.cn/", headers={"Accept-Encoding": "gzip"}))
assert packed.headers["Content-Encoding"] == "gzip"
found = json.load(get("https://www.shili.gov.cn/search/api?q=" + quote("食盐")))
assert found["total"] > 0, found
print("the portal is live")
END
"""

needed = (
    *("unshare", "ip", "curl", "nginx", "sshd", "ssh", "openssl"),
    *("runuser", "useradd", "update-ca-certificates", "git"),
)
PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"
lacking = [name for name in needed if not shutil.which(name, path=PATH)]


def may_make_a_machine() -> bool:
    if lacking or os.geteuid() != 0:
        return False
    done = subprocess.run(["unshare", "--mount", "--net", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True)
    return done.returncode == 0


pytestmark = pytest.mark.skipif(
    not may_make_a_machine(),
    reason=f"needs root, mount namespaces and {', '.join(lacking) or 'nothing else'}: "
    "apt-get install iproute2 nginx openssh-server openssl git",
)


def steps() -> list[tuple[str, str]]:
    return STEP.findall((ROOT / "docs/operations.md").read_text(encoding="utf-8"))


def test_a_portal_is_live_after_the_steps_of_the_handbook(tmp_path: Path) -> None:
    repository = Path("/tmp") / f"portalkit-{os.getpid()}"
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    for name in names.stdout.split("\n"):
        if name and (ROOT / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, repository / name)
    folder = tmp_path / "steps"
    folder.mkdir()
    for number, (who, text) in enumerate(steps(), 1):
        text = text.replace("git clone <程序仓库地址> /srv/portalkit", f"cp -r {repository}/. /srv/portalkit")
        for online, offline in OFFLINE.items():
            text = text.replace(online, offline)
        text = text.replace("/backup/", "/home/portalkit/backup/")
        for mark, more in BEFORE.items():
            text = more + text if mark in text else text
        for mark, more in AFTERWARDS.items():
            text = text + more if mark in text else text
        (folder / f"{number:02}-{who}").write_text(text, encoding="utf-8")
    (folder / "99-portalkit").write_text(AFTER, encoding="utf-8")
    environment = {**os.environ, "STEPS": str(folder), "PYTHON": sys.executable, "ROOT": str(ROOT), "PATH": PATH}
    environment.pop("PORTALKIT_STATE", None)
    try:
        done = subprocess.run(
            [
                "unshare",
                "--mount",
                "--net",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "bash",
                str(HERE / "machine.sh"),
            ],
            env=environment,
            capture_output=True,
            text=True,
            timeout=500,
        )
    finally:
        shutil.rmtree(repository)
    print(done.stdout, done.stderr)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    for number in (1, 2, 4, 5):
        assert f"第 {number} 号发布已在 cloud 上线" in done.stdout
    assert "已回退到第 1 号发布的内容（新编号 3）" in done.stdout
    assert done.stdout.count("没有发现问题。") == 4, "verify, patrol, and the two looks after an alarm"
    assert done.stdout.count("从外面核对了") == 5, "each release, by the publisher"
    assert "the portal is live" in done.stdout


def test_the_handbook_tells_every_step() -> None:
    assert [who for who, _ in steps()] == [
        "admin",
        *["portalkit"] * 2,
        "admin",
        "portalkit",
        "admin",
        "portalkit",
        "admin",
        *["portalkit"] * 3,
        "admin",
        *["portalkit"] * 2,
    ]
