"""The account of a build is drawn up without reading every finding; it has to say what the full one says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from support.county import County

from portalkit.model.outcome import Outcome
from portalkit.reports.summary import summary_text
from portalkit.workflows.build import build
from portalkit.workflows.progress import silent

PERSON = "张某，身份证号11010519491231002X。"
OWN = "转载:\n  原文链接: https://www.nx.gov.cn/\n  原发布时间: 2026-02-28 17:05\n"


def nothing(_: County) -> None:
    """A county with what is always found in an empty one."""


def held(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-mingdan", title="人员名单", body=PERSON)
    county.article("portal/notices", "2026-03-01-yan", head=OWN)


def waived(county: County) -> None:
    held(county)
    lines = (
        f"- {{rule: {rule}, path: {path}, reason: 原稿无误, approved_by: 王安, approval: 示政函〔2026〕9号, "
        "until: 2026-12-31}\n"
        for rule, path in (("PV002", "shili/portal"), ("PR001", "shili/shichang"), ("LK005", "shili/nongye"))
    )
    county.tenant("waivers", "".join(lines))


def account(county: County, *, brief: bool) -> Outcome:
    (outcome,) = build(county.workspace(), silent(), brief=brief)
    return replace(outcome, seconds=None)


@pytest.mark.parametrize("change", [nothing, held, waived], ids=lambda change: change.__name__)
def test_a_brief_account_says_what_the_full_one_says(county: County, change: Callable[[County], None]) -> None:
    change(county)
    county.build()
    full, brief = account(county, brief=False), account(county, brief=True)
    assert summary_text(brief) == summary_text(full)
    assert (brief.found, brief.worst(), brief.waived) == (full.found, full.worst(), full.waived)
    assert full.found == Counter(finding.severity for finding in full.findings)
    assert brief.findings == tuple(f for f in full.findings if f.severity.blocks_publication)


def test_an_article_that_is_mended_leaves_the_count(county: County) -> None:
    held(county)
    before = account(county, brief=True)
    county.article("portal/notices", "2026-03-01-yan")
    after = account(county, brief=True)
    assert sum(before.found.values()) == sum(after.found.values()) + 1
