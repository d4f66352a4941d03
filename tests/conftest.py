"""Fixtures shared by all tests: the small county."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from support.county import County


@pytest.fixture
def county(tmp_path: Path) -> County:
    """A county with a registry and no article yet."""
    return County.founded(tmp_path)


# No test is timed: the machine may be busy with something else.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
