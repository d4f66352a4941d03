"""The table of mistakes: codes once, remedies that say what to do, clauses that exist."""

from __future__ import annotations

import re

from portalkit.basis.clauses import known
from portalkit.model.finding import Severity
from portalkit.model.tenant import Tenant
from portalkit.tenancy import mistakes
from portalkit.tenancy.mistakes import Mistake
from portalkit.tenancy.rulebook import built_in
from portalkit.tenancy.words import FIELD_NAMES, called

TABLE = [value for value in vars(mistakes).values() if isinstance(value, Mistake)]


def test_every_code_is_given_once_and_in_order() -> None:
    codes = [mistake.code for mistake in TABLE]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"TN\d{3}", code) for code in codes)


def test_every_cited_clause_exists() -> None:
    cited = {key for mistake in TABLE for key in mistake.basis} | {limit.basis for limit in built_in()}
    assert cited <= known()


def test_every_mistake_has_a_clause_and_a_remedy_in_one_sentence() -> None:
    for mistake in TABLE:
        assert mistake.basis, mistake.code
        assert mistake.fix.endswith("。"), mistake.code
        assert mistake.fix.count("。") == 1, mistake.code
        assert not re.search(r"[,;!]", mistake.fix), mistake.code


def test_a_veto_is_kept_for_sites_that_may_not_be() -> None:
    assert [mistake.title for mistake in TABLE if mistake.severity is Severity.VETO] == [
        "一县多个门户网站",
        "部门、乡镇或专题自设网站",
        "乡镇或部门单独开设网站",
        "专项活动单独开设网站",
        "县级部门开设网站",
        "部门网站未经批准",
        "门户网站关停",
        "未具备上线条件",
        "整合迁移未经批准",
    ]


def test_people_read_the_chinese_name_of_a_field() -> None:
    assert called("contact.phone") == "contact.phone（电话）"
    assert called("people[2].id") == "people[2].id（编号）"
    assert called("limits.home_items") == "limits.home_items "


def test_every_simple_field_of_a_tenant_has_a_chinese_name() -> None:
    ours = {"portal", "file", "site", "topic", "legacy"}
    assert set(Tenant.__dataclass_fields__) - ours <= set(FIELD_NAMES)
