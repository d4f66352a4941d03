"""Every clause that a program can check has an answer; every veto that can be seen offline has its rule."""

from __future__ import annotations

import pytest

from portalkit.basis.clauses import regulations
from portalkit.basis.coverage import Demand, Veto, coverage, vetoes
from portalkit.model.finding import Severity
from portalkit.reports.handbook import registry_mistakes
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Scope

CODES = {rule.code for rule in RULES}
MISTAKES = {mistake.code for mistake in registry_mistakes()}
DEMANDS = [(id_, demand) for id_, demands in coverage().items() for demand in demands]
ARTICLES = {
    "huaihua-2020": "第二条 第三条 第四条 第五条 第六条 第七条 第八条 第十条",
    "xiji-2021": "第一至三条 第四至六条 第七条 第八条 第九条 第十条 第十一条 第十二条 第十三条 第十四条 第十五条"
    " 第十六条 第十七条 第十八条 第十九条 第二十条 第二十一条 第二十二条 第二十三条 第二十四条 第二十七条 第二十九条"
    " 第三十一条 第三十二条 第三十四条 第三十五条 第三十七至三十九条 第四十条 第四十一条 第四十四条",
    "heyuan-2016": "二、（一） 二、（二） 二、（三） 二、（四） 三、（一） 三、（二） 三、（三） 三、（四） 三、（五）"
    " 三、（六） 四、（三）",
    "anning-2021": "第四至五条 第六条 第七至九条 第十一至十三条 第十四至十五条 第十六条 第十七条 第十八条 第十九条"
    " 第二十条 第二十一条 第二十四条 第二十五条 第二十六条 第二十七条 第三十条 第三十二条 第三十五条 第四十条",
    "guangdong-2019": "三、（一） 三、（二） 三、（三） 三、（四） 三、（五） 三、（六） 四、（二） 四、（四）",
}
"""Articles of the five documents that ask for something a program can check."""


@pytest.mark.parametrize(("id_", "demand"), DEMANDS, ids=lambda each: each if isinstance(each, str) else each.at)
def test_a_demand_has_an_answer_that_exists(id_: str, demand: Demand) -> None:
    assert id_ in regulations()
    assert demand.kind in ("B", "T")
    assert set(demand.codes) <= CODES | MISTAKES
    assert demand.codes or demand.how or len(demand.why_not) >= 8


@pytest.mark.parametrize("id_", ARTICLES)
def test_no_article_is_without_an_answer(id_: str) -> None:
    assert set(ARTICLES[id_].split()) <= {demand.at for demand in coverage()[id_]}


@pytest.mark.parametrize("veto", vetoes(), ids=lambda veto: veto.item)
def test_a_veto_that_can_be_seen_offline_has_its_rule(veto: Veto) -> None:
    assert set(veto.codes) <= CODES
    if veto.offline:
        grave = {rule.code for rule in RULES if rule.severity is Severity.VETO}
        assert set(veto.codes) & grave or veto.how
    else:
        assert veto.why_not


def test_every_veto_about_upkeep_is_one_of_the_national_list() -> None:
    listed = {code for veto in vetoes() for code in veto.codes}
    assert {rule.code for rule in RULES if rule.scope is Scope.UPKEEP and rule.severity is Severity.VETO} <= listed
