"""Write the generated pages of the handbook: fields, limits, rules, registry mistakes."""

from __future__ import annotations

from pathlib import Path

from portalkit.reports.handbook import write


def write_handbook(root: Path) -> tuple[str, ...]:
    """Bring ``docs/`` of the checkout at ``root`` up to date; returns the pages that changed, relative to ``docs/``."""
    return write(root / "docs")
