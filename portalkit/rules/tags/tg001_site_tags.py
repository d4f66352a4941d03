"""TG001: the tags that name the site, on every page."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.rules.built import BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule


@rule(
    "TG001",
    "网站标签缺失或不符",
    scope=Scope.PAGE,
    severity=Severity.VETO,
    basis=("guoban-2017-47#annex-tags",),
    fix="核对主题模板的网页标签和 portal.yaml 的登记，改一致后重新生成。",
)
def site_tags(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """每个页面都有 SiteName、SiteDomain、SiteIDCode 三个网站标签，各一个，与登记一致。

    反例: 部门的页面上 SiteName 写成了部门名称
    正例: 所有页面的 SiteName 都是门户名称
    """
    expected = context.identity_of(page)
    registered = {
        "SiteName": expected.name,
        "SiteDomain": expected.site.domain,
        "SiteIDCode": expected.site.site_code,
    }
    for name, value in registered.items():
        found = page.meta(name)
        if not found:
            yield Hit(page.where, f"页面缺少网站标签 {name}。")
        elif len(found) > 1:
            yield Hit(page.where, f"网站标签 {name} 出现了 {len(found)} 次，只能有一个。")
        elif found[0] != value:
            yield Hit(page.where, f"网站标签 {name} 写的是“{found[0]}”，登记的是“{value}”。")
