"""A tree of files as a manifest: sorted paths, sizes, SHA-256."""

from __future__ import annotations

import hashlib
from pathlib import Path

from portalkit.model.release import Manifest, ManifestLine


def manifest_of(root: Path) -> Manifest:
    """List every file below ``root``; links are not followed and count as files of their own content."""
    lines = []
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        lines.append(ManifestLine(path.relative_to(root).as_posix(), len(raw), hashlib.sha256(raw).hexdigest()))
    return Manifest(tuple(sorted(lines)))
