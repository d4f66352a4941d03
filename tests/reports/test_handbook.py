"""The generated pages: what they say comes from the tables in the code, and writing them is safe to repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from portalkit.content import fields
from portalkit.model.finding import ClauseKey, Hit, Severity
from portalkit.reports import handbook
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Rule, Scope, rule
from portalkit.tenancy.rulebook import built_in
from portalkit.workflows.handbook import write_handbook

BY_CODE = {each.code: each for each in RULES}


@rule(
    "ZZ001",
    "示范规则",
    scope=Scope.RECORD,
    severity=Severity.VETO,
    basis=("xiji-2021#13",),
    fix="把 <b> 改成“|”。",
)
def demonstration() -> Iterator[Hit]:
    """为什么有这条规则，
    分两行说。

    反例: 转载:
            原文链接: <script>
    正例: 转载:
            原文链接: https://www.gov.cn/
            原发布时间: 2026-02-28
    """
    yield from ()


def of(severity: Severity, scope: Scope) -> Rule:
    return replace(demonstration, severity=severity, scope=scope)


def test_a_rule_page_reads_from_the_top_as_an_editor_needs_it() -> None:
    assert handbook.rule_page(demonstration) == (
        "> 本页由 `invoke docs` 按程序里的登记自动生成，请不要手工修改。\n\n"
        "# ZZ001 示范规则\n\n"
        "**级别**：单项否决（这一篇暂缓发布，以前签发过的版本继续保留在网上）\n\n"
        "**检查对象**：稿件\n\n"
        "为什么有这条规则，分两行说。\n\n"
        "## 怎么改\n\n"
        "把 &lt;b> 改成“\\|”。检查结果里写了更具体改法的，以检查结果为准。\n\n"
        "## 反例\n\n```text\n转载:\n  原文链接: <script>\n```\n\n"
        "## 正例\n\n```text\n转载:\n  原文链接: https://www.gov.cn/\n  原发布时间: 2026-02-28\n```\n\n"
        "## 依据\n\n"
        "- 《西吉县政府网站及新媒体建设运营管理制度》（2021-12-08）第十三条："
        "迁移前在首页显眼处挂出公告，迁移后在门户说明内容去向，公告至少保留 30 天\n\n"
        "[全部规则](README.md)\n"
    )


@pytest.mark.parametrize("scope", [Scope.PAGE, Scope.TENANT])
def test_a_veto_on_a_page_or_a_unit_is_told_to_stop_the_whole_portal(scope: Scope) -> None:
    assert "单项否决（整个门户不换新页面，原有页面保持不变）" in handbook.rule_page(of(Severity.VETO, scope))


@pytest.mark.parametrize("scope", [Scope.FILE, Scope.RECORD, Scope.LEDGER, Scope.CORPUS])
def test_a_veto_on_an_article_is_told_to_hold_back_that_article(scope: Scope) -> None:
    assert "单项否决（这一篇暂缓发布，" in handbook.rule_page(of(Severity.VETO, scope))


def test_a_rule_with_a_number_shows_the_number_and_the_clause_that_sets_it() -> None:
    page = handbook.rule_page(BY_CODE["LC001"])
    assert "- 网站整合迁移时，公告至少保留多久：30 天\n" in page
    assert "第十三条：迁移前在首页显眼处挂出公告" in page


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.code)
def test_every_rule_page_has_its_remedy_both_examples_and_its_clauses(each: Rule) -> None:
    page = handbook.rule_page(each)
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## 怎么改",
        "## 反例",
        "## 正例",
        *(["## 限值"] if each.limits else []),
        "## 依据",
    ]
    assert page.count("\n- 《") >= len(set(each.basis))


def test_the_index_lists_every_rule_once_in_code_order() -> None:
    codes = re.findall(r"^\| \[(\w+)\]\(\1\.md\) \|", handbook.rules_index(), re.M)
    assert codes == [each.code for each in RULES]


def test_every_limit_has_a_meaning_a_direction_and_a_clause() -> None:
    page = handbook.limits_page()
    for limit in built_in():
        way = "只能更大" if limit.stricter == "higher" else "只能更小"
        assert re.search(
            rf"^\| `{limit.name}` \| [^|]+ \| {limit.value} {limit.unit} \| {way} \| [^|]+ \|$", page, re.M
        )


def test_every_field_has_one_row_that_says_whether_it_must_be_written() -> None:
    page = handbook.fields_page()
    for name, field in fields.every():
        must = "必填" if field.required else ""
        assert page.count(f"| {field.chinese} | `{name.rpartition('.')[2]}` | {must} |") == 1


def test_every_registry_mistake_is_in_exactly_one_group() -> None:
    page = handbook.registry_mistakes_page()
    known = [mistake.code for mistake in handbook.registry_mistakes()]
    assert re.findall(r"^\| (TN\d{3}) \|", page, re.M) == known
    assert len(set(known)) == len(known)


def test_a_placeholder_in_angle_brackets_is_no_tag() -> None:
    assert "新建“&lt;门户编号>/portal.yaml”，登记本级门户网站。" in handbook.registry_mistakes_page()


@pytest.mark.parametrize("name", sorted(handbook.pages()))
def test_every_page_says_first_that_it_is_generated_and_how(name: str) -> None:
    assert handbook.pages()[name].startswith("> 本页由 `invoke docs` 按程序里的登记自动生成，请不要手工修改。\n\n# ")


@pytest.mark.parametrize("name", sorted(handbook.pages()))
def test_every_row_of_a_table_has_as_many_cells_as_its_head(name: str) -> None:
    for table in re.findall(r"(?:^\|.*\|\n)+", handbook.pages()[name], re.M):
        cells = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(cells) == 1, table.splitlines()[0]


def test_writing_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    first = write_handbook(tmp_path)
    assert set(first) == set(handbook.pages())
    assert write_handbook(tmp_path) == ()
    assert handbook.stale(tmp_path / "docs") == ()


def test_an_edited_page_is_stale_and_written_again(tmp_path: Path) -> None:
    handbook.write(tmp_path)
    (tmp_path / "limits.md").write_text("旧的\n", encoding="utf-8")
    assert handbook.stale(tmp_path) == ("limits.md",)
    assert handbook.write(tmp_path) == ("limits.md",)
    assert (tmp_path / "limits.md").read_text(encoding="utf-8") == handbook.limits_page()


def test_the_page_of_a_rule_that_is_gone_is_removed_and_other_files_stay(tmp_path: Path) -> None:
    handbook.write(tmp_path)
    (tmp_path / "rules" / "ZZ001.md").write_text(handbook.rule_page(demonstration), encoding="utf-8")
    (tmp_path / "rules" / "notes.md").write_text("# 人写的\n", encoding="utf-8")
    assert handbook.write(tmp_path) == ("rules/ZZ001.md",)
    assert not (tmp_path / "rules" / "ZZ001.md").exists()
    assert (tmp_path / "rules" / "notes.md").read_text(encoding="utf-8") == "# 人写的\n"


def test_a_clause_that_nobody_knows_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        handbook.rule_page(replace(demonstration, basis=(ClauseKey("nowhere#1"),)))
