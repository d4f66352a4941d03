"""JUnit XML: one suite for each unit, one case for each rule, as build servers show it.

A case fails when a finding of its rule makes the check fail (``--fail-on``); lesser findings are its output,
what is to come is that of the suite, and a rule of which everything was waived is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from portalkit.basis.clauses import cite
from portalkit.model.finding import Finding
from portalkit.model.foreseen import Foreseen
from portalkit.model.outcome import Waived
from portalkit.model.tenant import Tenant
from portalkit.reports.account import Account, PortalAccount, of_unit, owner_of, waiver_words
from portalkit.reports.handbook import registry_mistakes
from portalkit.rules.registry import RULES
from portalkit.rules.rule import Scope

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_junit(account: Account) -> bytes:
    """The report as the bytes of an XML file in UTF-8."""
    root = etree.Element("testsuites", name="portalkit")
    for portal in account.portals:
        for tenant in portal.units:
            _suite(root, account, portal, tenant)
    cases = root.findall("testsuite")
    for name in ("tests", "failures", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in cases)))
    root.set("errors", "0")
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _suite(root: etree._Element, account: Account, portal: PortalAccount, tenant: Tenant) -> None:
    name = f"{portal.tree.id}/{tenant.folder}"
    suite = etree.SubElement(root, "testsuite", name=f"{name} {tenant.name}")
    suite.set("timestamp", f"{account.today}T00:00:00")
    findings = list(of_unit(portal.findings, tenant, portal.tree))
    let_pass = {waived.finding: waived for waived in portal.waived}
    waived = [let_pass[finding] for finding in of_unit(let_pass, tenant, portal.tree)]
    cases = [
        _case(
            suite,
            name,
            account,
            code,
            title,
            [finding for finding in findings if finding.code == code],
            [each for each in waived if each.finding.code == code],
        )
        for code, title in _checks(findings)
    ]
    _set_counts(suite, cases)
    to_come = [each for each in portal.foreseen if owner_of(each.tenant, portal.tree) is tenant]
    if to_come:
        etree.SubElement(suite, "system-out").text = _clean("\n".join(_to_come(to_come)))


def _set_counts(suite: etree._Element, cases: list[etree._Element]) -> None:
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("errors", "0")
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    suite.set("time", "0")


def _checks(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Every rule of content and registry; rules of pages, and mistakes of the registry, only where they were found."""
    found = {finding.code for finding in findings}
    yield from ((rule.code, rule.title) for rule in RULES if rule.scope is not Scope.PAGE or rule.code in found)
    yield from ((mistake.code, mistake.title) for mistake in registry_mistakes() if mistake.code in found)


def _case(
    suite: etree._Element,
    unit: str,
    account: Account,
    code: str,
    title: str,
    findings: list[Finding],
    waived: list[Waived],
) -> etree._Element:
    case = etree.SubElement(suite, "testcase", name=f"{code} {title}", classname=unit.replace("/", "."), time="0")
    failing = [finding for finding in findings if account.fails(finding)]
    lesser = [finding for finding in findings if not account.fails(finding)]
    if failing:
        failure = etree.SubElement(case, "failure", type=failing[0].severity.value)
        failure.set("message", _clean(f"{len(failing)} 处：{failing[0].what}"))
        failure.text = _clean("\n\n".join(_words(finding, account) for finding in failing))
    elif waived and not findings:
        words = "；".join(f"{each.finding.where}（{waiver_words(each)}）" for each in waived)
        etree.SubElement(case, "skipped", message=_clean(f"已批准豁免：{words}"))
    if lesser:
        etree.SubElement(case, "system-out").text = _clean("\n\n".join(_words(finding, account) for finding in lesser))
    return case


def _words(finding: Finding, account: Account) -> str:
    line = f":{finding.where.line}" if finding.where.line else ""
    basis = "；".join(f"《{cite(key).regulation.name}》{cite(key).article}" for key in finding.basis)
    return (
        f"{account.folders.file_of(finding)}{line}\n"
        f"问题：{finding.what}\n怎么改：{finding.fix}\n依据：{basis}（{finding.severity.value}）"
    )


def _to_come(foreseen: Iterable[Foreseen]) -> Iterator[str]:
    yield "预警："
    for each in foreseen:
        yield f"{each.on} {each.what}"


def _clean(text: str) -> str:
    """Characters that XML cannot hold are shown as a question mark in a box."""
    return _NO_XML.sub("\ufffd", text)
