"""Approved exceptions with an end: outside hosts (links.yaml) and rules (waivers.yaml)."""

from __future__ import annotations

import re
from datetime import date, timedelta

import idna

from portalkit.model.rulebook import Limit, LinkExemption, Waiver
from portalkit.tenancy import mistakes
from portalkit.tenancy.formats import is_host
from portalkit.tenancy.reader import Fields
from portalkit.tenancy.report import Report
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import Listing, Node, clip

_RULE = re.compile(r"[A-Z]{2}\d{3}", re.ASCII)
_OPEN_SUFFIX = frozenset(("com.cn", "net.cn", "org.cn", "gov.cn", "edu.cn", "ac.cn", "mil.cn"))
"""Hosts of two labels that are no host: everybody below them would be exempt."""


def read_exemptions(node: Node, report: Report, limit: Limit, *, today: date | None) -> tuple[LinkExemption, ...]:
    """Read links.yaml. Expired ones stay in the list: whoever uses them judges by the date."""
    exemptions: list[LinkExemption] = []
    for fields in _entries(node, report, "links"):
        host = _host(fields)
        approved_on = fields.optional_day("approved_on")
        exemption = LinkExemption(
            host=host,
            reason=fields.text("reason"),
            approved_by=fields.text("approved_by"),
            approval=fields.text("approval"),
            until=fields.day("until"),
            file=report.path,
            line=fields.line or 1,
        )
        fields.finish()
        if host and any(other.host == host for other in exemptions):
            fields.note(mistakes.SAME_EXEMPTION, "host", f"域名“{host}”登记了两次豁免。")
        _judge_term(exemption, fields, limit, start=approved_on or today)
        if today and date.min < exemption.until < today:
            what = f"域名“{host}”的外链豁免已于 {exemption.until} 到期。"
            fields.note(mistakes.LINK_EXPIRED, "until", what)
        exemptions.append(exemption)
    return tuple(exemptions)


def read_waivers(node: Node, report: Report, limit: Limit, *, today: date | None) -> tuple[Waiver, ...]:
    """Read waivers.yaml. What only rules can tell, and which are over or of no use, is judged there."""
    waivers: list[Waiver] = []
    for fields in _entries(node, report, "waivers"):
        approved_on = fields.optional_day("approved_on")
        waiver = Waiver(
            rule=_rule(fields),
            path=_path(fields, report.portal or ""),
            reason=fields.text("reason"),
            approved_by=fields.text("approved_by"),
            approval=fields.text("approval"),
            until=fields.day("until"),
            file=report.path,
            line=fields.line or 1,
        )
        fields.finish()
        if waiver.rule and any((w.rule, w.path) == (waiver.rule, waiver.path) for w in waivers):
            what = f"规则 {waiver.rule} 对“{clip(waiver.path)}”登记了两次豁免。"
            fields.note(mistakes.SAME_EXEMPTION, "rule", what)
        start = approved_on or today
        days = (waiver.until - start).days if start else 0
        if start and days > limit.value:
            what = f"规则 {waiver.rule} 的豁免长达 {days} 天，上限是 {limit.value} {limit.unit}。"
            latest = start + timedelta(days=limit.value)
            fields.note(mistakes.WAIVER_TOO_LONG, "until", what, fix=f"把 until 改到 {latest} 或更早，到期后重新审批。")
        waivers.append(waiver)
    return tuple(waivers)


def _entries(node: Node, report: Report, name: str) -> list[Fields]:
    if not isinstance(node, Listing):
        report.note(mistakes.SHAPE, "文件应当是一个列表，每条以“- ”开头。", line=node.line)
        return []
    table = Fields(None, report)
    parts = [table.item(item, name, number) for number, item in enumerate(node.items, 1)]
    return [part for part in parts if not part.absent]


def _host(fields: Fields) -> str:
    text = fields.text("host")
    if not text:
        return ""
    try:
        host = idna.encode(text.rstrip("."), uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        host = ""
    if not is_host(host) or host in _OPEN_SUFFIX:
        what = f"{called(fields.field('host'))}写的是“{clip(text, 80)}”，不是一个完整的域名。"
        fields.note(mistakes.HOST, "host", what)
        return ""
    return host


def _judge_term(exemption: LinkExemption, fields: Fields, limit: Limit, *, start: date | None) -> None:
    if start is None or exemption.until == date.min:
        return
    days = (exemption.until - start).days
    if days > limit.value:
        what = f"域名“{exemption.host}”的外链豁免长达 {days} 天，上限是 {limit.value} {limit.unit}。"
        latest = start + timedelta(days=limit.value)
        fields.note(mistakes.TOO_LONG, "until", what, fix=f"把 until 改到 {latest} 或更早，到期后重新审批。")


def _rule(fields: Fields) -> str:
    text = fields.text("rule")
    if text and (_RULE.fullmatch(text) is None or text.startswith("TN")):
        what = f"{called(fields.field('rule'))}写的是“{clip(text)}”，不是可以豁免的规则。"
        fields.note(mistakes.VALUE, "rule", what, fix="写检查结果里的规则编号，例如“PV001”；登记错误（TN）不能豁免。")
        return ""
    return text


def _path(fields: Fields, portal: str) -> str:
    """An article, a folder or a unit of this portal, without a slash at its end; never the portal as a whole."""
    text = fields.text("path")
    path = text.rstrip("/")
    if not text:
        return ""
    if text.startswith("/") or "\\" in text or {"..", ".", ""} & set(path.split("/")):
        what = f"{called(fields.field('path'))}写的是“{clip(text, 80)}”，应当是内容文件夹之下的相对路径。"
        fields.note(mistakes.VALUE, "path", what, fix="写成“shili/shichang/policy/2026-03-01-yan.md”的形式。")
    elif not path.startswith(f"{portal}/"):
        what = (
            f"{called(fields.field('path'))}写的是“{clip(text, 80)}”，豁免只管本门户的一个单位、一个文件夹或一篇稿件。"
        )
        fields.note(mistakes.VALUE, "path", what, fix=f"从“{portal}/单位/”写起，门户本级写“{portal}/portal/”。")
    return path
