"""A county with keys, an article and a folder to publish to."""

from __future__ import annotations

import shutil

import pytest
from support.county import County

from portalkit.release.delta import Change
from portalkit.release.keys import make_keys
from portalkit.workflows.carrying import accept
from portalkit.workflows.counter import Asked
from portalkit.workflows.progress import silent
from portalkit.workflows.publishing import Options, Published, publish
from portalkit.workflows.rollback import RolledBack, rollback

ASKED = Asked.typed(by="王安", why="日常更新")


class Office:
    """A county with keys, an article and a folder to publish to."""

    def __init__(self, county: County, monkeypatch: pytest.MonkeyPatch) -> None:
        self.county = county
        self.media = county.root / "media"
        self.media.mkdir()
        self.keys = county.root / "keys" / "shili"
        monkeypatch.setenv("PORTALKIT_KEYS", str(county.root / "keys"))
        county.tenant("targets", f"targets:\n- {{id: usb, kind: folder, path: {self.media}}}\n")
        make_keys(self.keys, sm2=False)
        self.shown: list[tuple[str, Change]] = []

    def publish(self, **options: object) -> Published:
        self.shown.clear()
        workspace = self.county.workspace()
        (done,) = publish(workspace, silent(), ASKED, Options(**options), lambda *it: self.shown.append(it))  # type: ignore[arg-type]
        return done

    def rollback(self, number: int | None = None, *, dry: bool = False) -> RolledBack:
        asked = Asked(ASKED.by, "首页有错", ASKED.now)
        show = lambda *it: self.shown.append(it)  # noqa: E731
        return rollback(self.county.workspace(), silent(), asked, number=number, only="", dry=dry, show=show)

    def gone_in(self, number: int) -> tuple[str, ...]:
        """What a release says was withdrawn."""
        gone = self.county.root / "state" / "releases" / "shili" / f"{number:06d}" / "GONE"
        return tuple(gone.read_text("utf-8").splitlines())

    def taken(self, number: int) -> dict[str, str]:
        """What the receiving side gets out of a bundle."""
        into = self.county.root / "taken"
        shutil.rmtree(into, ignore_errors=True)
        accept(self.media / f"shili-{number:06d}.portalkit", into, self.keys, portal="shili", asked=ASKED)
        files = (p for p in (into / "tree").rglob("*") if p.is_file())
        return {p.relative_to(into / "tree").as_posix(): p.read_text("utf-8", "replace") for p in files}
