"""Releases for tests: a depot, a pair of keys, and trees made of a few files."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from portalkit.model.group import BuiltFile, GroupKind, PageGroup
from portalkit.release.depot import Depot, Sealed
from portalkit.release.keys import load_keyring, load_signer, make_keys
from portalkit.release.sealing import Occasion, contents_of, seal
from portalkit.release.signing import Keyring, Signer

CHINA = timezone(timedelta(hours=8))
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=CHINA)


@dataclass
class Press:
    """Seals trees. ``root`` is the output folder that was "built"."""

    folder: Path
    portal: str = "shili"

    def __post_init__(self) -> None:
        self.keys = self.folder / "keys" / self.portal
        self.root = self.folder / "output" / self.portal
        self.depot = Depot(self.folder / "depot" / self.portal)
        make_keys(self.keys, sm2=False)

    @property
    def signer(self) -> Signer:
        return load_signer(self.keys)

    @property
    def keyring(self) -> Keyring:
        return load_keyring(self.keys)

    def built(self, pages: Mapping[str, str | bytes]) -> list[BuiltFile]:
        """Write a tree; a path below ``a/`` belongs to the article of that name, others to the portal."""
        built = []
        shutil.rmtree(self.root, ignore_errors=True)
        for path, text in sorted(pages.items()):
            raw = text.encode() if isinstance(text, str) else text
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
            group = PageGroup.of(GroupKind.UNIT, "portal")
            if path.startswith("a/"):
                group = PageGroup.of(GroupKind.ARTICLE, "shichang", f"shili/shichang/{Path(path).stem}.md")
            built.append(BuiltFile(path, group.key, len(raw), hashlib.sha256(raw).hexdigest()))
        return built

    def seal(self, pages: Mapping[str, str | bytes], *, now: datetime = NOON, days: int = 30, least: int = 1) -> Sealed:
        """Build and seal a tree."""
        contents = contents_of(self.depot, self.root, self.built(pages))
        occasion = Occasion(self.portal, f"www.{self.portal}.gov.cn", now, timedelta(days=days), "c0ffee", least=least)
        return seal(self.depot, contents, self.signer, occasion)
