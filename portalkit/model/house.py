"""The shared house of all tenants: one theme, one plugin set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class House:
    """Where the shared theme and the shared plugin set lie."""

    theme: Path
    plugins: Path
