"""NM004: a new-media account of nobody on the platform, or of an internal office."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.tenant import Tenant
from portalkit.patterns import regex
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

_INTERNAL = regex(r"(?:股|科|处)室?$|(?:局|委|部)办公室$|专班$|工作组$")


@rule(
    "NM004",
    "新媒体主办单位不对",
    scope=Scope.TENANT,
    severity=Severity.ADVISE,
    basis=("anning-2021#12", "xiji-2021#39", "guangdong-2019#4.2"),
    fix="owner 写平台上登记的单位全称；内设机构开的账号，改由单位主办或者关停。",
)
def owner(tenant: Tenant, context: TreeContext) -> Iterator[Hit]:
    """新媒体由单位主办，不用内设机构和个人的名义；主办单位要在平台上登记，出了问题找得到人。

    反例: owner: 市场监管局宣传股
    正例: owner: 示例县市场监督管理局
    """
    known = {name for unit in context.tree for name in (unit.name, unit.owner, unit.operator)}
    for account in tenant.site.media_accounts if tenant.site else ():
        if account.status == "closed" or (account.owner in known and not _INTERNAL.search(account.owner)):
            continue
        said = "是内设机构" if _INTERNAL.search(account.owner) else "没有在平台上登记"
        what = f"{account.platform}“{account.name}”的主办单位“{account.owner}”{said}。"
        yield Hit(Location(tenant.file, None, "media_accounts"), what)
