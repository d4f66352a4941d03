"""What the tests of several workflows begin with."""

from __future__ import annotations

import pytest
from support.county import County
from support.office import Office


@pytest.fixture
def office(county: County, monkeypatch: pytest.MonkeyPatch) -> Office:
    county.article("shichang/policy", "2026-03-01-yan", title="关于食盐安全的通知")
    county.article("shichang/notices", "2026-03-02-cha", title="关于春季检查的公告")
    return Office(county, monkeypatch)
