"""What somebody types to verify a portal: honest exit codes, words that help, JSON that programs read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.county import ROOT
from support.releases import Press

from portalkit.workflows.outside import default_journal

PAGES = {"index.html": "<title>示例县人民政府</title>", "404.html": "x", "a/yan.html": "<title>食盐</title>"}


def invoke(*words: str, state: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PORTALKIT_STATE": str(state)}
    command = [str(Path(sys.executable).parent / "invoke"), *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


class Medium:
    """A released tree on a medium, with a key beside it."""

    def __init__(self, root: Path) -> None:
        from datetime import datetime

        from portalkit.workflows.workspace import CHINA

        self.press = Press(root / "press")
        sealed = self.press.seal(PAGES, now=datetime.now(CHINA))
        self.folder, self.state = root / "medium", root / "state"
        shutil.copytree(self.press.root, self.folder / "tree")
        (self.folder / "documents").mkdir()
        for name, raw in sealed.documents().files().items():
            (self.folder / "documents" / name).write_bytes(raw)
        self.key = self.press.keys / "ed25519.pub"

    def verify(self, *words: str, verb: str = "verify") -> subprocess.CompletedProcess[str]:
        return invoke(verb, str(self.folder), "--key", str(self.key), *words, state=self.state)


@pytest.fixture
def medium(tmp_path: Path) -> Medium:
    return Medium(tmp_path)


def test_what_is_as_released_ends_with_0(medium: Medium) -> None:
    done = medium.verify()
    assert (done.returncode, done.stderr) == (0, "")
    assert "第 1 号发布，签名无误" in done.stdout
    assert "没有发现问题" in done.stdout


def test_what_is_not_ends_with_1_and_says_what_to_do(medium: Medium) -> None:
    (medium.folder / "tree" / "a/yan.html").write_text("<script>x()</script>", encoding="utf-8")
    done = medium.verify()
    assert done.returncode == 1
    assert "【页面被改动】1 处" in done.stdout
    assert "/a/yan.html" in done.stdout
    assert "怎么办：" in done.stdout


def test_programs_read_json(medium: Medium) -> None:
    (medium.folder / "tree" / "x.html").write_text("x", encoding="utf-8")
    done = medium.verify("--json", "--sample", "0")
    told = json.loads(done.stdout)
    assert (done.returncode, told["clean"], told["full"], told["seen"]["number"]) == (1, False, False, 1)
    assert "x.html" in {alarm["path"] for alarm in told["alarms"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("/nonexistent",), "没有发布的网站"),
        (("ftp://x/",), "没有发布的网站"),
        (("https://x/y",), "不是网站的首页地址"),
        (("s3://bucket",), "--endpoint"),
        (("https://x/", "--sample", "many"), "--sample"),
        (("https://x/", "--at-once", "0"), "--at-once"),
        (("https://x/", "--address", "nowhere"), "--address"),
    ],
)
def test_what_was_typed_wrongly_ends_with_2(medium: Medium, words: tuple[str, ...], said: str) -> None:
    done = invoke("verify", *words, "--key", str(medium.key), state=medium.state)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("key", ["", "/nonexistent.pub", "private"])
def test_a_key_that_is_none_ends_with_2(medium: Medium, key: str) -> None:
    typed = str(medium.press.keys / "ed25519.key") if key == "private" else key
    done = invoke("verify", str(medium.folder), "--key", typed, state=medium.state)
    assert done.returncode == 2
    assert "公钥" in done.stderr


def test_a_patrol_leaves_its_report_where_the_handbook_says(medium: Medium) -> None:
    done = medium.verify(verb="patrol")
    assert done.returncode == 0, done.stderr
    journal = default_journal(medium.state, str(medium.folder))
    assert {file.suffix for file in (journal / "reports").iterdir()} == {".md", ".html", ".json"}
    (medium.folder / "tree" / "index.html").unlink()
    assert medium.verify(verb="patrol").returncode == 1
    assert (journal / "alarm.json").is_file()


def test_every_target_has_a_journal_of_its_own(tmp_path: Path) -> None:
    targets = [
        "https://www.shili.gov.cn/",
        "http://www.shili.gov.cn/",
        "/srv/portal/shili",
        "/srv/other/shili",
        "s3://a/b",
        "s3://a-b/",
    ]
    folders = {default_journal(tmp_path, target) for target in targets}
    assert len(folders) == len(targets)
    assert all(folder.parent == tmp_path / "patrol" for folder in folders)
