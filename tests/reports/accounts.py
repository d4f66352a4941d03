"""A small account of a check: a real registry, two findings, one waived, one foreseen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reports.samples import finding

from portalkit.model.finding import ClauseKey, Finding, Location, Severity
from portalkit.model.foreseen import Foreseen
from portalkit.model.outcome import Waived
from portalkit.model.platform import PortalTree
from portalkit.model.rulebook import Waiver
from portalkit.reports.account import Account, PortalAccount
from portalkit.tenancy.load import load

TODAY = date(2026, 11, 21)
WAIVER = Waiver(
    rule="PV002",
    path="shili/nongye",
    reason="原稿无误",
    approved_by="王安",
    approval="示政函〔2026〕9号",
    until=date(2026, 12, 31),
    file="shili/waivers.yaml",
    line=1,
)
COLUMN = Finding(
    "FR002",
    "栏目更新超期",
    Severity.DEDUCT,
    Location("shili/shichang/policy"),
    "“政策文件”已有 184 天没有更新。",
    "补充更新。",
    (ClauseKey("huaihua-2020#4"),),
    "shili",
    "shichang",
)


def tree() -> PortalTree:
    """The small registry of the rule cases."""
    platform, _ = load(Path(__file__).parents[1] / "rules" / "registry", today=TODAY)
    assert platform is not None
    return platform.portals[0]


def account(
    *findings: Finding, waived: bool = True, foreseen: bool = True, limit: Severity | None = Severity.VETO
) -> Account:
    """A check of the small county; without findings, one veto and one deduction."""
    one = tree()
    stands = findings or (finding("LK001", Severity.VETO), finding())
    let_pass = finding("PV001", path="shili/nongye/policy/2026-03-01-a.md")
    to_come = Foreseen(
        on=date(2026, 11, 26),
        place="市场监管局/政策文件",
        what="市场监管局/政策文件 将于3个工作日后超期",
        path="shili/shichang/policy",
        portal="shili",
        tenant="shichang",
        workdays=3,
        finding=COLUMN,
    )
    return Account(
        today=TODAY,
        portals=(
            PortalAccount(
                tree=one,
                findings=stands,
                waived=(Waived(let_pass, WAIVER),) if waived else (),
                foreseen=(to_come,) if foreseen else (),
                units=tuple(one),
                articles=7,
            ),
        ),
        limit=limit,
        until=date(2026, 12, 31) if foreseen else None,
    )
