"""NM003: a new-media account whose name does not tell whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.tenant import Tenant
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import TreeContext

_SUFFIXES = ("自治县", "自治旗", "自治州", "地区", "林区", "特区", "县", "市", "区", "旗", "州", "盟", "省")


@rule(
    "NM003",
    "新媒体名称看不出单位",
    scope=Scope.TENANT,
    severity=Severity.ADVISE,
    basis=("xiji-2021#39", "anning-2021#15"),
    fix="名称里写上地名或单位名称，例如“示例县发布”，并在认证信息里写明主办单位。",
)
def name(tenant: Tenant, context: TreeContext) -> Iterator[Hit]:
    """新媒体的名称要与地名、单位名称有明确的关联，公众一看就知道是谁办的。

    反例: name: 美丽家园
    正例: name: 示例县发布
    """
    site = context.tree.portal.site
    place = _stem(site.place) if site else ""
    for account in tenant.site.media_accounts if tenant.site else ():
        units = {_stem(unit.short_name) for unit in context.tree if account.owner in (unit.owner, unit.name)}
        if account.status != "closed" and not any(word and word in account.name for word in {place, *units}):
            what = f"{account.platform}“{account.name}”的名称里没有地名，也没有单位名称。"
            yield Hit(Location(tenant.file, None, "media_accounts"), what)


def _stem(place: str) -> str:
    suffix = next((suffix for suffix in _SUFFIXES if place.endswith(suffix) and len(place) > len(suffix) + 1), "")
    return place.removesuffix(suffix)
