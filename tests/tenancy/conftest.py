"""A registry in a temporary folder: the good one, with changes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portalkit.model.finding import Finding
from portalkit.model.platform import Platform
from portalkit.tenancy.load import load

GOOD = Path(__file__).parent.parent / "invalid" / "good"
TODAY = date(2026, 11, 21)


@pytest.fixture
def good() -> Path:
    """The registry without a mistake; not to be written to."""
    return GOOD


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    """A copy of the good registry."""
    root = tmp_path / "tenants"
    shutil.copytree(GOOD, root)
    return root


@pytest.fixture
def loaded() -> Callable[[Path], tuple[Platform | None, tuple[Finding, ...]]]:
    """Load a registry on the day of the tests."""
    return lambda root: load(root, today=TODAY)
