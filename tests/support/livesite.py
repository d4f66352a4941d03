"""A small portal, built, sealed and live behind nginx with the generated configuration; and what is done to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from support.county import County
from support.releases import NOON, Press
from support.webserver import WebServer, certificate, free_port

from portalkit.model.patrol import Alarm, AlarmKind, Round
from portalkit.release.depot import Sealed
from portalkit.server.nginx import shared_config, site_config
from portalkit.server.plan import Machine, plan_for
from portalkit.tenancy.load import load
from portalkit.workflows.outside import Asked, verify

HOST = "www.shili.gov.cn"
LATER = NOON + timedelta(hours=1)


@dataclass
class LiveSite:
    """``root/site`` is the portal's folder on its server."""

    root: Path
    county: County
    press: Press
    server: WebServer
    machine: Machine
    authority: Path
    config: str
    released: dict[str, bytes]

    @classmethod
    def founded(cls, root: Path) -> LiveSite:
        """Build and seal a small county, and configure the server."""
        county = County.founded(root / "county")
        for day in range(1, 5):
            county.article("shichang/policy", f"2026-03-0{day}-yan-{day}", title=f"关于食盐安全检查的通知（{day}）")
        county.article("portal/news", "2026-11-20-dongji", body="见[国务院](https://www.gov.cn/zhengce/)。")
        county.file("portal/notices/2026", "表.csv", "名称,数量\n食盐,1\n".encode())
        county.article("portal/notices/2026", "2026-11-20-tongzhi", body="见[附表](表.csv)。")
        outcome = county.build()
        assert outcome.placed
        released = county.tree()
        press = Press(root / "press")
        server = WebServer(root / "nginx")
        machine = Machine(
            site=str(root / "site"),
            tables=str(root / "nginx/tables"),
            certificates=str(root / "nginx/certificates"),
            logs=str(root / "nginx/logs"),
            http_port=free_port(),
            https_port=free_port(),
            ipv6=False,
        )
        authority = certificate(root / "nginx/certificates" / HOST, HOST, "shili.gov.cn")
        platform, _ = load(county.root / "tenants", today=date(2026, 11, 21))
        assert platform
        config = site_config(plan_for(platform.portals[0], machine, today=date(2026, 11, 21)))
        for name in ("moved", "former"):
            (root / f"nginx/tables/shili.{name}.map").touch()
        server.configure("00-portalkit", shared_config(machine))
        server.configure("shili", config)
        return cls(root, county, press, server, machine, authority, config, released)

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def tree(self) -> Path:
        return self.site / "live" / "tree"

    def publish(self, *, now: datetime = NOON, days: int = 30, pages: dict[str, bytes] | None = None) -> Sealed:
        """Seal a tree and put it live, as the activator leaves it."""
        sealed = self.press.seal(pages or self.released, now=now, days=days)
        slot = self.site / ("b" if self.site.exists() and (self.site / "live").readlink() == Path("a") else "a")
        shutil.rmtree(slot, ignore_errors=True)
        shutil.copytree(self.press.root, slot / "tree")
        (slot / "documents").mkdir()
        for name, raw in sealed.documents().files().items():
            (slot / "documents" / name).write_bytes(raw)
        for name in sealed.gone():
            (slot / "gone" / name).parent.mkdir(parents=True, exist_ok=True)
            (slot / "gone" / name).touch()
        fresh = self.site / "live.new"
        fresh.symlink_to(slot.name)
        fresh.replace(self.site / "live")
        return sealed

    def change(self, name: str, raw: bytes | str) -> None:
        """Write into the live tree, as an intruder does."""
        file = self.tree / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw.encode() if isinstance(raw, str) else raw)

    def inject(self, name: str, what: str, *, before: str = "</body>") -> None:
        """Put something into a live page."""
        page = (self.tree / name).read_text(encoding="utf-8")
        assert before in page
        self.change(name, page.replace(before, f"{what}{before}", 1))

    @contextmanager
    def up(self, *, conf: str = "") -> Iterator[None]:
        """Run nginx; ``conf`` takes the place of the generated configuration."""
        self.server.configure("shili", conf or self.config)
        with self.server.running(self.machine.https_port):
            yield

    def asked(self, **more: Any) -> Asked:
        fixed = Asked(
            target=f"https://{HOST}/",
            keys=(self.press.keys / "ed25519.pub",),
            journal=self.root / "journal",
            now=LATER,
            address=f"127.0.0.1:{self.machine.https_port}",
            authority=str(self.authority),
            patience=10.0,
        )
        return replace(fixed, **more)

    def verify(self, **more: Any) -> Round:
        """Look at the site from outside."""
        return verify(self.asked(**more))

    def verify_folder(self, **more: Any) -> Round:
        """Look at the folder on the server."""
        return verify(self.asked(target=str(self.site), address="", authority="", **more))


def kinds(one: Round) -> set[AlarmKind]:
    """Which kinds of alarms a round raised."""
    return {alarm.kind for alarm in one.alarms}


def of_kind(one: Round, kind: AlarmKind) -> list[Alarm]:
    """The alarms of one kind."""
    return [alarm for alarm in one.alarms if alarm.kind is kind]
