"""Fixtures shared by all tests: the small county."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.county import County


@pytest.fixture
def county(tmp_path: Path) -> County:
    """A county with a registry and no article yet."""
    return County.founded(tmp_path)
