"""A registry without mistakes becomes a platform, with every value where it belongs."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portalkit.model.column import ColumnPath
from portalkit.model.duty import duty_for
from portalkit.model.finding import Finding, Severity
from portalkit.model.platform import Platform
from portalkit.model.review import ReviewStage
from portalkit.model.rulebook import LinkExemption
from portalkit.model.tenant import FormerColumn, Level, TenantKind, TenantStatus
from portalkit.tenancy.load import load
from portalkit.tenancy.rulebook import built_in
from portalkit.workdays import workdays

ROOT = Path(__file__).parent.parent.parent
CORPUS = Path(os.environ.get("PORTALKIT_CORPUS") or ROOT.parent / "shared" / "corpus")
Loaded = Callable[[Path], tuple[Platform | None, tuple[Finding, ...]]]


@pytest.fixture
def platform(good: Path, loaded: Loaded) -> Platform:
    platform, findings = loaded(good)
    assert findings == ()
    assert platform is not None
    return platform


def test_portals_and_members_come_in_the_order_of_their_names(platform: Platform) -> None:
    assert [(tree.id, [member.id for member in tree.members]) for tree in platform.portals] == [
        ("shili", ["beishan", "fangxun", "nongyewang", "shichang"]),
        ("shishi", ["jiaoyu"]),
    ]


def test_a_portal_carries_its_identity(platform: Platform) -> None:
    portal = platform.portals[0].portal
    assert portal.site is not None
    assert (portal.kind, portal.site.level, portal.status) == (TenantKind.PORTAL, Level.COUNTY, TenantStatus.LIVE)
    assert portal.site.identity.domain == "www.shili.gov.cn"
    assert portal.site.identity.site_code == "6404990001"
    assert portal.site.identity.badge.kind == "red"
    assert portal.contact is not None
    assert portal.contact.postcode == "756200"
    assert portal.site.opening is not None
    assert portal.site.opening.security_test_report == "宁测〔2026〕8号"
    assert [account.account for account in portal.site.media_accounts] == ["shilifabu"]
    assert [period.end for period in portal.site.offline_periods] == [date(2025, 3, 10)]
    assert portal.file == "shili/portal.yaml"
    assert not portal.site.demo


def test_a_bureau_has_no_site_and_carries_unified_and_own_columns(platform: Platform) -> None:
    bureau = platform.portals[0].by_folder("shichang")
    assert bureau is not None
    assert bureau.site is None
    assert [column.id for column in bureau.columns] == ["notices", "policy", "dynamics", "food"]
    food = bureau.column("food")
    assert food is not None
    assert food.at == {"bureau"}
    assert food.stages == (ReviewStage.FINAL,)
    assert bureau.people[0].stages == tuple(ReviewStage)


def test_a_column_says_who_answers_for_it_and_the_informant_for_the_rest(registry: Path, loaded: Loaded) -> None:
    file = registry / "shili" / "shichang.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "  - policy\n", "  - {id: policy, responsible_unit: 法规股, responsible_person: 赵六}\n"
    )
    assert "法规股" in text
    file.write_text(f"{text}informant: 王五\n", encoding="utf-8")
    platform, findings = loaded(registry)
    assert (platform is not None, findings) == (True, ())
    assert platform is not None
    tree = platform.portals[0]
    bureau = tree.by_folder("shichang")
    assert bureau is not None
    policy, notices = bureau.column("policy"), bureau.column("notices")
    assert policy is not None
    assert notices is not None
    assert (policy.name, policy.update_days) == ("政策文件", tree.portal.column("policy").update_days)
    assert str(duty_for(tree, bureau, policy)) == "法规股 赵六"
    assert str(duty_for(tree, bureau, notices)) == "王五"


def test_another_unit_is_meant_by_its_id_its_name_and_its_short_name(registry: Path, loaded: Loaded) -> None:
    platform, _ = loaded(registry)
    assert platform is not None
    tree = platform.portals[0]
    policy = tree.portal.column("policy")
    assert policy is not None
    other = tree.by_folder("shichang")
    for word in ("shichang", "示例县市场监督管理局", "市场监管局"):
        duty = duty_for(tree, tree.portal, replace(policy, responsible_unit=word))
        assert (duty.unit, duty.office, duty.elsewhere) == (other, "市场监管局", True)
    assert duty_for(tree, tree.portal, replace(policy, responsible_unit="市场监管")).unit is tree.portal


def test_short_name_and_operator_fall_back(platform: Platform) -> None:
    township = platform.portals[0].by_folder("beishan")
    topic = platform.portals[0].by_folder("fangxun")
    assert township is not None
    assert township.short_name == "示例县北山乡人民政府"
    assert topic is not None
    assert topic.operator == "示例县应急管理局"
    assert topic.topic is not None
    assert topic.topic.archived(date(2026, 11, 21))


def test_a_legacy_website_tells_of_the_columns_it_was_merged_into(platform: Platform) -> None:
    legacy = platform.portals[0].of_kind(TenantKind.LEGACY)[0].legacy
    assert legacy is not None
    assert legacy.former_columns == (
        FormerColumn("政策文件", ColumnPath("shichang", "policy")),
        FormerColumn("通知公告", ColumnPath("portal", "notices")),
    )
    assert legacy.announced == date(2026, 11, 1)
    assert legacy.approval.authority == "示例县人民政府办公室"


def test_an_agency_site_takes_place_and_level_from_its_city(platform: Platform) -> None:
    agency = platform.portals[1].members[0]
    assert agency.site is not None
    assert (agency.site.level, agency.site.place, agency.site.division_code) == (Level.CITY, "示例市", "640400")
    assert agency.approval is not None
    assert agency.site.identity.domain == "jyj.shishi.gov.cn"


def test_limits_come_from_the_kit_the_platform_and_the_county(platform: Platform) -> None:
    county, city = (tree.rulebook for tree in platform.portals)
    assert (county.limit("offline_days").value, city.limit("offline_days").value) == (20, 30)
    assert (county.limit("notice_keep_days").value, city.limit("notice_keep_days").value) == (45, 45)
    assert county.limit("list_page_items").value == 15
    assert [limit.name for limit in county.limits] == [limit.name for limit in built_in()]


def test_exemptions_are_kept_with_their_place(platform: Platform) -> None:
    rulebook = platform.portals[0].rulebook
    assert rulebook.exemptions == (
        LinkExemption(
            "www.example.org.cn",
            "公益合作项目",
            "王安",
            "示政公开函〔2026〕5号",
            date(2027, 6, 30),
            "shili/links.yaml",
            1,
        ),
    )
    assert [(waiver.rule, waiver.until) for waiver in rulebook.waivers] == [("PV001", date(2026, 12, 31))]


def test_every_built_in_limit_has_its_clause() -> None:
    assert {(limit.name, limit.value, limit.unit, limit.basis, limit.stricter) for limit in built_in()} == {
        ("home_days", 14, "天", "guoban-2019-19#veto", "lower"),
        ("dynamic_days", 14, "天", "guoban-2019-19#veto", "lower"),
        ("notice_days", 183, "天", "guoban-2019-19#veto", "lower"),
        ("lost_days", 30, "天", "house#archive", "higher"),
        ("lost_percent", 20, "%", "house#archive", "lower"),
        ("change_days", 365, "天", "xiji-2021#16", "higher"),
        ("stale_key_columns", 5, "个", "guoban-2019-19#veto", "lower"),
        ("blank_columns", 5, "个", "guoban-2019-19#veto", "lower"),
        ("stale_other_columns", 10, "个", "guoban-2019-19#veto", "lower"),
        ("long_stale_days", 365, "天", "guoban-2019-19#veto", "lower"),
        ("home_workday_items", 0, "条", "heyuan-2016#2.1", "higher"),
        ("unit_weekly_items", 0, "条", "heyuan-2016#2.1", "higher"),
        ("topic_idle_days", 180, "天", "guoban-2017-47#annex-columns", "lower"),
        ("disclosure_workdays", 20, "个工作日", "tiaoli-2019#26", "lower"),
        ("interpretation_workdays", 3, "个工作日", "guoban-2017-47#4.2", "lower"),
        ("relay_hours", 12, "小时", "guoban-2017-47#8", "lower"),
        ("backdating_days", 7, "天", "guoban-2019-19#veto", "lower"),
        ("message_days", 90, "天", "guoban-2019-19#veto", "lower"),
        ("message_workdays", 7, "个工作日", "heyuan-2016#2.3", "lower"),
        ("message_complex_workdays", 15, "个工作日", "heyuan-2016#2.3", "lower"),
        ("survey_result_days", 30, "天", "guoban-2019-19#interaction", "lower"),
        ("guide_missing_elements", 4, "项", "guoban-2019-19#veto", "lower"),
        ("guide_bad_items", 5, "个", "guoban-2019-19#veto", "lower"),
        ("media_days", 14, "天", "guangdong-2019#4.4", "lower"),
        ("media_filing_workdays", 10, "个工作日", "xiji-2021#39", "lower"),
        ("notice_keep_days", 30, "天", "xiji-2021#13", "higher"),
        ("offline_per_year", 1, "次", "xiji-2021#15", "lower"),
        ("offline_days", 30, "天", "xiji-2021#15", "lower"),
        ("link_exemption_days", 365, "天", "house#links", "lower"),
        ("waiver_days", 365, "天", "house#waivers", "lower"),
        ("mend_refuse_workdays", 1, "个工作日", "house#rectification", "lower"),
        ("mend_veto_workdays", 1, "个工作日", "house#rectification", "lower"),
        ("mend_deduct_workdays", 5, "个工作日", "house#rectification", "lower"),
        ("mend_advise_workdays", 10, "个工作日", "house#rectification", "lower"),
        ("list_page_items", 20, "条", "house#lists", "lower"),
        ("home_items", 8, "条", "house#lists", "lower"),
        ("attachment_megabytes", 20, "兆字节", "house#files", "lower"),
        ("article_kilobytes", 2048, "千字节", "house#files", "lower"),
    }


def test_without_a_rulebook_the_built_in_limits_hold(registry: Path, loaded: Loaded) -> None:
    (registry / "rulebook.yaml").unlink()
    (registry / "shili" / "rulebook.yaml").unlink()
    platform, findings = loaded(registry)
    assert findings == ()
    assert platform is not None
    assert all(tree.rulebook.limits == built_in() for tree in platform.portals)


def test_without_a_date_nothing_is_over(registry: Path) -> None:
    path = registry / "shili" / "links.yaml"
    path.write_text(path.read_text("utf-8").replace("2027-06-30", "2019-06-30"), "utf-8")
    platform, findings = load(registry)
    assert findings == ()
    assert platform is not None
    assert [finding.code for finding in load(registry, today=date(2026, 11, 21))[1]] == ["TN097"]


def test_a_demonstration_may_use_placeholders(registry: Path, loaded: Loaded) -> None:
    path = registry / "shili" / "portal.yaml"
    text = path.read_text("utf-8")
    text = text.replace("0954-3010001", "0954-0000000").replace("宁ICP备2026000123号-1", "宁ICP备00000000号-1")
    path.write_text(text + "demo: true\n", "utf-8")
    bureau = registry / "shili" / "shichang.yaml"
    bureau.write_text(bureau.read_text("utf-8").replace("0954-3010002", "0954-0000000"), "utf-8")
    platform, findings = loaded(registry)
    assert findings == ()
    assert platform is not None
    assert platform.portals[0].portal.site is not None
    assert platform.portals[0].portal.site.demo


def test_the_same_folder_gives_the_same_answer_wherever_it_lies(registry: Path, good: Path, loaded: Loaded) -> None:
    assert loaded(registry) == loaded(good)


def test_findings_carry_portal_and_tenant(registry: Path, loaded: Loaded) -> None:
    (registry / "shili" / "beishan.yaml").write_text("id: beishan\n", "utf-8")
    _, findings = loaded(registry)
    assert [(f.portal, f.tenant, f.where.field, f.what) for f in findings] == [
        ("shili", "beishan", "kind", "缺少 kind（类型）。")
    ]


@pytest.mark.skipif(not (CORPUS / "tenants").is_dir(), reason="the corpus is not here")
def test_the_corpus_registry_loads() -> None:
    platform, findings = load(CORPUS / "tenants", today=date(2026, 11, 21))
    assert [f for f in findings if f.severity is not Severity.ADVISE] == []
    assert platform is not None
    assert [(tree.id, len(tree.members)) for tree in platform.portals] == [("shili", 22)]


@pytest.mark.skipif(not (ROOT / "tenants").is_dir(), reason="the example platform is not here")
def test_the_example_registry_loads() -> None:
    platform, findings = load(ROOT / "tenants", today=date(2026, 11, 21))
    assert findings == ()
    assert platform is not None
    assert {member.kind for member in platform.portals[0].members} >= {
        TenantKind.BUREAU,
        TenantKind.TOWNSHIP,
        TenantKind.TOPIC,
        TenantKind.LEGACY,
    }


def test_adopting_a_document_takes_its_numbers_and_of_two_the_stricter(registry: Path) -> None:
    (registry / "rulebook.yaml").write_text("profiles: [anning-2021]\n", "utf-8")
    (registry / "shili" / "rulebook.yaml").write_text(
        "profiles: [guangdong-2019]\nlimits:\n  offline_days: {value: 20, unit: 天, basis: xiji-2021#15}\n", "utf-8"
    )
    platform, findings = load(registry, today=date(2026, 11, 21))
    assert platform is not None, findings
    county, city = (tree.rulebook for tree in platform.portals)
    assert (county.limit("media_filing_workdays").value, city.limit("media_filing_workdays").value) == (3, 7)
    assert county.limit("media_filing_workdays").basis == "guangdong-2019#4.2"
    assert (county.limit("media_days").value, county.limit("offline_days").value) == (1, 20)


def test_a_county_may_not_loosen_what_it_adopted(registry: Path) -> None:
    (registry / "shili" / "rulebook.yaml").write_text(
        "profiles: [guangdong-2019]\nlimits:\n"
        "  media_filing_workdays: {value: 7, unit: 个工作日, basis: anning-2021#16}\n",
        "utf-8",
    )
    _, findings = load(registry, today=date(2026, 11, 21))
    assert [(f.code, f.where.line) for f in findings] == [("TN093", 3)]


def test_the_platform_s_own_calendar_reaches_every_county(registry: Path) -> None:
    (registry / "workdays.yaml").write_text(
        "years:\n  2027: {source: 通知, holidays: [2027-01-01], workdays: [2027-01-02]}\n", "utf-8"
    )
    platform, findings = load(registry, today=date(2026, 11, 21))
    assert platform is not None, findings
    for tree in platform.portals:
        known = workdays(tree.rulebook.calendar)
        assert known.is_workday(date(2027, 1, 2))
        assert not known.is_workday(date(2027, 1, 1))
