"""What ``invoke publish`` and ``invoke rollback`` end with when readers do not get what was put live.

Real servers: sshd takes the upload, nginx shows the tree, and a gateway in front of it goes on showing an old copy.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.county import ROOT
from support.livesite import HOST, LiveSite
from support.servers import WebServer, may_name_accounts
from support.webserver import needs_nginx

from portalkit.release.keys import make_keys

pytestmark = [
    needs_nginx,
    pytest.mark.skipif(not may_name_accounts(), reason="root uploads nothing, and needs unshare --mount to be another"),
]


@dataclass
class Front:
    """A portal that is published over SSH; what nginx shows is behind a link that a test may turn."""

    live: LiveSite
    server: WebServer

    def invoke(self, *words: str) -> subprocess.CompletedProcess[str]:
        places = [f"--{name}={self.live.county.root / name}" for name in ("tenants", "content", "output")]
        command = [sys.executable, "-m", "invoke", *words, *places]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    def publish(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.invoke("publish", "--by=王安", "--why=日常更新", "--today=2026-11-21", *words)

    def show(self, site: Path) -> None:
        """From now on readers get this folder."""
        fresh = self.live.root / "site.new"
        fresh.symlink_to(site)
        fresh.replace(self.live.root / "site")

    def freeze(self) -> None:
        """Readers go on getting what is live now, whatever the server switches to."""
        frozen = self.live.root / "frozen"
        shutil.copytree(self.server.root, frozen, symlinks=True, ignore=shutil.ignore_patterns("incoming", "lock"))
        self.show(frozen)

    def told(self) -> list[str]:
        """The ledger, oldest first."""
        return self.invoke("ledger").stdout.splitlines()


@pytest.fixture
def front(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    live = LiveSite.founded(tmp_path)
    keys = tmp_path / "keys"
    make_keys(keys / "shili", sm2=False)
    server = WebServer(tmp_path / "server", keys / "shili", account="up-shili")
    front = Front(live, server)
    front.show(server.root)
    live.county.tenant(
        "targets",
        "targets:\n"
        f"- {{id: cloud, kind: server, host: 127.0.0.1, port: {server.port}, user: {server.target.user},\n"
        f"   host_key: {server.host_key}, website: 'https://{HOST}/',\n"
        f"   address: '127.0.0.1:{live.machine.https_port}'}}\n",
    )
    monkeypatch.setenv("PORTALKIT_KEYS", str(keys))
    monkeypatch.setenv("PORTALKIT_STATE", str(tmp_path / "states"))
    monkeypatch.setenv("SSL_CERT_FILE", str(live.authority))
    with server.up(), live.up():
        yield front


def test_publish_and_rollback_end_with_1_while_readers_get_something_else(front: Front) -> None:
    first = front.publish()
    assert first.returncode == 0, first.stdout + first.stderr
    assert "第 1 号发布已在 cloud 上线" in first.stdout
    assert "与发布的一致" in first.stdout

    front.freeze()
    front.live.county.article("shichang/notices", "2026-03-04-cuo", title="一篇有错的公告")
    second = front.publish()
    assert second.returncode == 1, second.stdout + second.stderr
    assert "第 2 号发布已在 cloud 上线" in second.stdout
    assert "与发布的一致" not in second.stdout
    assert "cloud 已经换版，但从外面核对不符：网站上是第 1 号发布，不是刚发布的第 2 号。" in second.stderr
    assert "查网关、CDN 的缓存" in second.stderr

    back = front.invoke("rollback", "--by=王安", "--why=有错")
    assert back.returncode == 1, back.stdout + back.stderr
    assert "已回退到第 1 号发布的内容（新编号 3）" in back.stdout
    assert "网站上是第 1 号发布，不是刚发布的第 3 号。" in back.stderr

    front.show(front.server.root)
    again = front.publish("--resume")
    assert again.returncode == 0, again.stdout + again.stderr
    told = [line.split(" ", 2)[2].partition(" cloud")[0] for line in front.told() if " cloud" in line]
    assert told == [
        "发布 第 1 号", "外部核对无误 第 1 号", "发布 第 2 号", "外部核对不符 第 2 号",
        "回退 第 3 号", "外部核对不符 第 3 号", "发布 第 4 号", "外部核对无误 第 4 号",
    ]  # fmt: skip
