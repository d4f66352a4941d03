"""The theme's static files: named by their content, so that a browser never keeps an old one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from portalkit.errors import RenderError

FINGERPRINTED = (".css", ".js")


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file: where it lies in the theme and the site path it gets."""

    origin: Path
    url: str


@dataclass(frozen=True, slots=True)
class Assets:
    """All static files of the theme, by their name below ``static/``."""

    by_name: dict[str, Asset]

    def url(self, name: str) -> str:
        """Site path of a static file; raises ``RenderError`` for one the theme does not have."""
        asset = self.by_name.get(name)
        if asset is None:
            raise RenderError(f"主题缺少文件 static/{name}。", "请恢复 theme/static 目录下的这个文件。")
        return asset.url


def collect(theme: Path) -> Assets:
    """Read ``theme/static``: style sheets and scripts get eight digits of their digest into the name."""
    static = theme / "static"
    found = {}
    for origin in sorted(path for path in static.rglob("*") if path.is_file()):
        name = origin.relative_to(static).as_posix()
        url = f"/static/{name}"
        if origin.suffix in FINGERPRINTED:
            digest = hashlib.sha256(origin.read_bytes()).hexdigest()[:8]
            url = f"/static/{name.removesuffix(origin.suffix)}.{digest}{origin.suffix}"
        found[name] = Asset(origin, url)
    return Assets(found)
