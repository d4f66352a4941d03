"""Fixtures of the search tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from search.articles import holdings, make

from portalkit.search.document import SearchDocument


@pytest.fixture
def article() -> Callable[..., SearchDocument]:
    """Make an article; what is not said is the same for all."""
    return make


@pytest.fixture
def paths() -> Callable[[Path], dict[str, str]]:
    """Read paths and keys of an index that agrees with itself."""
    return holdings
