"""What an article means for findings about others: found again when it changes, and only then."""

from __future__ import annotations

import pytest
from support.county import County

from portalkit.model.outcome import Outcome
from portalkit.workflows import judging

DOCUMENT = "公文:\n  文号: {number}\n  索引号: {index}\n  发文机关: 示例县人民政府\n  成文日期: 2026-02-20\n"


def document(number: str, index: str = "640499/2026-000001") -> str:
    return DOCUMENT.format(number=number, index=index)


def said(outcome: Outcome, *codes: str) -> list[tuple[str, str]]:
    return sorted((f.code, f.where.path.rpartition("/")[2]) for f in outcome.findings if f.code in codes)


BETWEEN = ("DC004", "DC007", "DC009", "IP001")


def test_a_number_that_is_taken_up_twice_is_told_until_one_of_the_two_is_mended(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", head=document("示政办发〔2026〕1号"))
    county.article("nongye/policy", "2026-03-02-liang", head=document("示政办发〔2026〕2号"), title="关于粮食的通知")
    assert said(county.build(), *BETWEEN) == [("DC004", "2026-03-02-liang.md")]
    county.article(
        "nongye/policy",
        "2026-03-02-liang",
        head=document("示政办发〔2026〕1号", "640499/2026-000002"),
        title="关于粮食的通知",
    )
    assert said(county.build(), *BETWEEN) == [("DC007", "2026-03-02-liang.md")]
    (county.root / "content/shili/shichang/policy/2026-03-01-yan.md").unlink()
    assert said(county.build(), *BETWEEN) == []


def test_an_explanation_waits_for_its_document(county: County) -> None:
    county.article("portal/interpretation", "2026-03-02-jiedu", head="解读: 示政办发〔2026〕1号\n")
    assert said(county.build(), *BETWEEN) == [("IP001", "2026-03-02-jiedu.md")]
    county.article("shichang/policy", "2026-03-01-yan", head=document("示政办发〔2026〕1号"))
    assert said(county.build(), *BETWEEN) == []


def test_a_document_is_told_to_be_repealed_as_long_as_another_one_says_so(county: County) -> None:
    county.article("shichang/policy", "2024-03-01-yan", head=document("示政办发〔2024〕1号", "640499/2024-000001"))
    county.article("shichang/policy", "2026-03-01-xin", body="示政办发〔2024〕1号同时废止。")
    assert said(county.build(), *BETWEEN) == [("DC009", "2024-03-01-yan.md")]
    county.article("shichang/policy", "2026-03-01-xin", body="另行规定。")
    assert said(county.build(), *BETWEEN) == []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Codes of the rules about upkeep that were asked since the list was last emptied."""
    codes: list[str] = []
    ask = judging.check_upkeep_apart

    def noted(*args: object, **options: object) -> tuple[judging.Said, ...]:
        said = ask(*args, **options)  # type: ignore[arg-type]
        codes.extend(one.code for one in said)
        return said

    monkeypatch.setattr(judging, "check_upkeep_apart", noted)
    return codes


def test_other_words_in_an_article_make_no_rule_about_upkeep_be_asked_again(county: County, asked: list[str]) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    first = county.build()
    assert "UK002" in asked
    asked.clear()
    county.article("shichang/policy", "2026-03-01-yan", body="改过的正文。")
    second = county.build()
    assert asked == []
    assert second.findings == first.findings


def test_a_new_article_makes_only_those_be_asked_that_look_at_columns_or_days(county: County, asked: list[str]) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.build()
    asked.clear()
    county.article("shichang/dynamics", "2026-11-20-xin")
    county.build()
    assert {"UK001", "UK002", "UK004"} <= set(asked)
    assert not {"IP002", "IP003", "IA003", "SV002", "UK009"} & set(asked)


def test_a_document_that_ought_to_be_explained_asks_who_explains_it(county: County, asked: list[str]) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.build()
    asked.clear()
    county.article(
        "shichang/policy", "2026-11-02-fangan", head=document("示政办发〔2026〕1号"), title="关于印发工作方案的通知"
    )
    assert said(county.build(), "IP002") == [("IP002", "2026-11-02-fangan.md")]
    assert {"IP002", "IP003"} <= set(asked)


def test_every_rule_about_upkeep_is_asked_on_another_day(county: County, asked: list[str]) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.build()
    everything = sorted(asked)
    asked.clear()
    county.build(today="2026-11-22")
    assert sorted(asked) == everything
    asked.clear()
    county.build(today="2026-11-22")
    assert asked == []
