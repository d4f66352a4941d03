"""One live portal for a module, published anew for each test."""

from __future__ import annotations

import shutil

import pytest
from support.livesite import LiveSite


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> LiveSite:
    return LiveSite.founded(tmp_path_factory.mktemp("live"))


@pytest.fixture
def live(founded: LiveSite) -> LiveSite:
    """Published, with no journal and no traces of the test before."""
    for left in (founded.site, founded.root / "journal", founded.press.depot.folder):
        shutil.rmtree(left, ignore_errors=True)
    founded.publish()
    return founded
