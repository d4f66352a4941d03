"""整改通知单: what one unit has to mend, as a document that can be signed, printed and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from portalkit.basis.clauses import cite
from portalkit.model.finding import ClauseKey, Finding, Severity
from portalkit.model.foreseen import Foreseen
from portalkit.model.outcome import Waived
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Tenant, TenantKind
from portalkit.reports.account import PortalAccount, duty_at, mends, owner_of, waiver_words
from portalkit.reports.notice import counted

if TYPE_CHECKING:
    from jinja2 import Template

MADE = "portalkit-notice"
"""Stands in every file, so that a later run of the day knows which ones it may take away."""

_NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long a severity may stand: working days, and the last of them (``None``: no calendar for that year)."""

    workdays: int
    day: date | None

    def __str__(self) -> str:
        if self.day is None:
            return f"自收到之日起 {self.workdays} 个工作日内改正"
        return f"{chinese(self.day)}以前改正（{self.workdays} 个工作日）"


@dataclass(frozen=True, slots=True)
class Notice:
    """One unit's notice. ``findings`` gravest first; ``foreseen`` what will come to them by itself."""

    number: str
    tree: PortalTree
    tenant: Tenant
    today: date
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    foreseen: tuple[Foreseen, ...]
    deadlines: Mapping[Severity, Deadline]
    elsewhere: tuple[tuple[str, int], ...] = ()
    """Other units that answer for columns of this one, and how many findings each of them was told of."""

    @property
    def to(self) -> str:
        """Whom it is for."""
        tenant = self.tenant
        return tenant.operator or tenant.owner if tenant.kind is TenantKind.PORTAL else tenant.owner or tenant.name

    @property
    def office(self) -> str:
        """Who sends it: the office that runs the portal."""
        return self.tree.portal.operator or self.tree.portal.owner

    @property
    def opening(self) -> str:
        """The first paragraph."""
        about = "本级栏目" if self.tenant.kind is TenantKind.PORTAL else f"你单位（{self.tenant.name}）负责的栏目"
        return (
            f"{chinese(self.today)}，我们对{self.tree.portal.name}网站{about}和登记信息进行了检查，"
            f"发现问题 {len(self.findings)} 个（{counted(self.findings)}）。现将问题和整改要求通知如下，"
            f"请在规定期限内改正，并填写所附《整改反馈单》报送{self.office}。"
        )

    @property
    def groups(self) -> tuple[tuple[Severity, str, tuple[Finding, ...]], ...]:
        """Severity, heading and findings, gravest first."""
        present = [s for s in Severity if any(finding.severity is s for finding in self.findings)]
        return tuple(
            (severity, f"{_NUMBERS[n]}、{severity.value}（{len(same)} 个），{self.deadlines[severity]}", same)
            for n, severity in enumerate(present)
            for same in (tuple(finding for finding in self.findings if finding.severity is severity),)
        )

    @property
    def numbered(self) -> tuple[tuple[int, Finding], ...]:
        """Every finding with its number in the notice."""
        return tuple(enumerate((finding for _, _, same in self.groups for finding in same), 1))

    @property
    def basis(self) -> tuple[ClauseKey, ...]:
        """Every clause that is cited, once."""
        return tuple(dict.fromkeys(key for _, finding in self.numbered for key in finding.basis))

    def cited(self, finding: Finding) -> str:
        """Its clauses by their numbers in the list at the end."""
        return "、".join(str(self.basis.index(key) + 1) for key in finding.basis)

    @property
    def contact(self) -> str:
        """Where the answer goes."""
        contact = self.tree.portal.contact
        if contact is None:
            return ""
        named = (("电话", contact.phone), ("邮箱", contact.email))
        return "，".join(f"{name} {value}" for name, value in named if value)

    def heading(self, place: int) -> str:
        """The number of a section after those of the findings."""
        return _NUMBERS[len(self.groups) + place]

    def place(self, finding: Finding) -> str:
        """Where, seen from the unit's own folder; a column by its name, one of another unit with that unit's."""
        path, own = finding.where.path, f"{self.tree.id}/{self.tenant.folder}"
        if path == own:
            return "整个单位"
        inside, tenant, of = path.removeprefix(f"{own}/"), self.tenant, ""
        if not path.startswith(f"{own}/"):
            tenant = owner_of(finding.tenant, self.tree)
            if tenant is self.tenant or not path.startswith(f"{self.tree.id}/{tenant.folder}/"):
                return path
            inside, of = path.removeprefix(f"{self.tree.id}/{tenant.folder}/"), f"{tenant.short_name} "
        column = tenant.column(inside)
        return f"{of}“{column.name}”栏目（{inside}）" if column else f"{of}{inside}"

    def answers(self, finding: Finding) -> str:
        """The office and the person who answer for the column; empty where nobody is named."""
        duty = duty_at(finding.where.path, self.tree)
        if duty is None:
            return ""
        office = "" if duty.office == self.tenant.short_name else duty.office
        return " ".join(part for part in (office, duty.person) if part)

    @property
    def told_elsewhere(self) -> str:
        """One sentence on what other units were told of; empty where nothing was."""
        if not self.elsewhere:
            return ""
        names = "、".join(f"{name} {count} 个" for name, count in self.elsewhere)
        total = sum(count for _, count in self.elsewhere)
        return f"由其他单位负责的栏目另有问题 {total} 个，已分别通知责任单位：{names}。"


def notices(account: PortalAccount, today: date, deadlines: Mapping[Severity, Deadline]) -> Iterator[Notice]:
    """A notice for each unit that has something to mend, in the order of the registry."""
    tree = account.tree
    for place, tenant in enumerate(tree, 1):
        if tenant not in account.units:
            continue
        findings = [f for f in account.findings if mends(f.where.path, f.tenant, tree) is tenant]
        if not findings:
            continue
        others = Counter(
            mends(f.where.path, f.tenant, tree).short_name
            for f in account.findings
            if owner_of(f.tenant, tree) is tenant and mends(f.where.path, f.tenant, tree) is not tenant
        )
        yield Notice(
            number=f"整改〔{today.year}〕{today:%m%d}-{place:02}号",
            tree=tree,
            tenant=tenant,
            today=today,
            findings=tuple(sorted(findings, key=lambda finding: finding.sort_key)),
            waived=tuple(w for w in account.waived if mends(w.finding.where.path, w.finding.tenant, tree) is tenant),
            foreseen=tuple(f for f in account.foreseen if mends(f.path, f.tenant, tree) is tenant),
            deadlines=deadlines,
            elsewhere=tuple(sorted(others.items())),
        )


def to_markdown(notice: Notice) -> str:
    """The notice as Markdown, for mail and for a repository."""
    lines = [
        f"<!-- {MADE} -->",
        "# 政府网站问题整改通知单",
        "",
        f"编号：{notice.number}",
        "",
        f"**{_text(notice.to)}**：",
        "",
        _text(notice.opening),
        "",
    ]
    number = 0
    for _, heading, same in notice.groups:
        lines += [f"## {heading}", "", "| 序号 | 位置 | 问题 | 怎么改 | 依据（见后） |", "|---|---|---|---|---|"]
        for finding in same:
            number += 1
            line = f" 第{finding.where.line}行" if finding.where.line else ""
            who = f"（责任人：{notice.answers(finding)}）" if notice.answers(finding) else ""
            cells = (
                f"{notice.place(finding)}{line}{who}",
                f"{finding.what}（{finding.code}）",
                finding.fix,
                notice.cited(finding),
            )
            lines.append(f"| {number} | {' | '.join(map(_text, cells))} |")
        lines.append("")
    if notice.told_elsewhere:
        lines += [_text(notice.told_elsewhere), ""]
    headings = iter(notice.heading(place) for place in range(3))
    if notice.foreseen:
        lines += [f"## {next(headings)}、近期将出现的问题，请提前处理", ""]
        lines += [f"- {chinese(each.on)}：{_text(_to_come(each))}" for each in notice.foreseen]
        lines.append("")
    if notice.waived:
        lines += [f"## {next(headings)}、已批准豁免，不需要整改", ""]
        lines += [
            f"- {_text(str(each.finding.where))}：{_text(each.finding.what)}（{_text(waiver_words(each))}）"
            for each in notice.waived
        ]
        lines.append("")
    lines += [f"## {next(headings)}、引用的规定", "", *_listed(notice), ""]
    lines += [_text(notice.office), "", chinese(notice.today), "", "---", "", "# 整改反馈单", ""]
    lines += [f"对应通知单：{notice.number}", "", f"反馈单位（盖章）：{_text(notice.to)}", ""]
    lines += ["| 序号 | 问题 | 整改情况 | 完成日期 | 整改人 | 审核人 |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {number} | {_text(finding.title)}（{finding.code}） |  |  |  |  |" for number, finding in notice.numbered
    ]
    lines += ["", "没有按期改完的，写明原因和预计完成日期：", "", "单位负责人（签字）：　　　　　　　　日期：", ""]
    if notice.contact:
        lines += [f"反馈给：{_text(notice.office)}，{_text(notice.contact)}", ""]
    return "\n".join(lines)


def _to_come(each: Foreseen) -> str:
    return f"{each.what}。届时{each.finding.what}" if each.finding else each.what


def _listed(notice: Notice) -> Iterator[str]:
    for number, key in enumerate(notice.basis, 1):
        yield f"{number}. {_text(str(cite(key)))}"


def to_html(notice: Notice) -> str:
    """The notice as one HTML file that prints on A4; nothing in it is fetched from anywhere."""
    return _template().render(n=notice, made=MADE, chinese=chinese, cite=cite, waived=waiver_words)


def chinese(day: date) -> str:
    """A day as official documents write it."""
    return f"{day.year}年{day.month}月{day.day}日"


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("portalkit.reports", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("rectification.html.j2")


def _text(text: str) -> str:
    """Text in Markdown: no mark-up comes out of what an article holds."""
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())
