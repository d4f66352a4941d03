"""The registry of rules keeps its promises."""

from __future__ import annotations

import sys
import typing
from pathlib import Path

import pytest

import portalkit.rules
from portalkit.basis.clauses import known
from portalkit.model.finding import Severity
from portalkit.model.holdings import Holdings
from portalkit.model.record import Problem, ProblemKind, Record
from portalkit.model.relatives import Relatives
from portalkit.model.rulebook import Waiver
from portalkit.model.tenant import Tenant
from portalkit.rules.built import BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Scope
from portalkit.rules.scopes import rules_of
from portalkit.rules.subjects import RecordContext, Slip, TreeContext
from portalkit.rules.waiving import WaiverContext
from portalkit.tenancy.rulebook import built_in

CASES = Path(__file__).parent / "cases"
PACKAGE = Path(portalkit.rules.__file__).parent
SUBJECTS = {
    Scope.FILE: [Slip],
    Scope.LEDGER: [Slip],
    Scope.RECORD: [Record, RecordContext],
    Scope.CORPUS: [Relatives, TreeContext],
    Scope.TENANT: [Tenant, TreeContext],
    Scope.UPKEEP: [Holdings, TreeContext],
    Scope.PAGE: [BuiltPage, PageContext],
    Scope.WAIVER: [Waiver, WaiverContext],
}


def test_codes_are_unique_and_in_order():
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("scope", Scope)
def test_a_list_has_the_rules_of_its_scope_in_order(scope):
    assert [rule.code for rule in rules_of(scope)] == [rule.code for rule in RULES if rule.scope is scope]


def test_every_rule_file_is_in_the_registry_under_its_code():
    files = {path.stem[:5].upper(): path for path in PACKAGE.glob("*/[a-z][a-z][0-9][0-9][0-9]_*.py")}
    assert sorted(files) == [rule.code for rule in RULES]
    for rule in RULES:
        assert rule.check.__module__ == f"portalkit.rules.{files[rule.code].parent.name}.{files[rule.code].stem}"


def test_every_case_folder_belongs_to_a_rule():
    assert sorted(path.name for path in CASES.iterdir() if path.is_dir() and path.name[0] != ".") == [
        rule.code for rule in RULES
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_complete(rule):
    assert rule.basis
    assert set(rule.basis) <= known()
    assert set(rule.limits) <= {limit.name for limit in built_in()}
    assert 2 <= len(rule.title) <= 14
    assert rule.fix.endswith("。")
    assert "反例: " in rule.doc
    assert "正例: " in rule.doc.split("反例: ")[1]
    assert all((CASES / rule.code / side).is_dir() for side in ("good", "bad"))
    assert (CASES / rule.code / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_check_takes_the_subject_of_its_scope(rule):
    hints = typing.get_type_hints(rule.check)
    hints.pop("return")
    assert list(hints.values()) == SUBJECTS[rule.scope]


def test_only_what_concerns_a_file_is_refused():
    assert {rule.scope for rule in RULES if rule.severity is Severity.REFUSE} == {Scope.FILE}


@pytest.mark.parametrize("readable", [True, False])
@pytest.mark.parametrize("kind", list(ProblemKind), ids=lambda kind: kind.value)
def test_every_kind_of_problem_is_handled_by_exactly_one_rule(kind, readable):
    slip = Slip("shili/shichang/policy/2026-03-01-yan.md", Problem(kind, "事实。", 3, "改。"), readable)
    rules = [rule for rule in RULES if rule.kind is kind and list(rule.check(slip))]
    assert len(rules) == 1
    assert rules[0].scope is (Scope.LEDGER if kind is ProblemKind.LEDGER else Scope.FILE)


def test_only_rules_about_slips_name_a_kind():
    assert all((rule.kind is not None) == (rule.scope in (Scope.FILE, Scope.LEDGER)) for rule in RULES)


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if rule.scope in (Scope.FILE, Scope.LEDGER, Scope.RECORD, Scope.CORPUS)],
    ids=lambda rule: rule.code,
)
def test_only_rules_that_are_asked_every_day_ask_what_day_it_is(rule):
    """An article is judged again when it is touched, not when a day has passed: what time does is for UPKEEP."""
    source = Path(sys.modules[rule.check.__module__].__file__).read_text(encoding="utf-8")
    assert ".today" not in source
