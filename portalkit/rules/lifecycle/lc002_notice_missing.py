"""LC002: a merge that the home page does not tell of."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.model.tenant import Tenant
from portalkit.rules.built import HOME_FILE, BuiltPage
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule


@rule(
    "LC002",
    "首页缺少迁移公告",
    scope=Scope.PAGE,
    severity=Severity.VETO,
    basis=("guoban-2017-47#3.2",),
    fix="核对主题的首页模板和整合迁移网站的登记，恢复公告后重新生成。",
    limits=("notice_keep_days",),
)
def notice_missing(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """有网站正在整合迁移时，首页要有它的公告，公告要能点开；迁移完成后还要保留规定的天数。

    反例: 示例县农业信息网正在迁移，首页没有它的公告
    正例: 首页有“关于示例县农业信息网整合迁移的公告”
    """
    if page.path != HOME_FILE:
        return
    days = context.limit("notice_keep_days")
    for tenant in context.tree.members:
        if tenant.legacy is None or not tenant.legacy.notice_is_due(days=days, today=context.today):
            continue
        if not _announced(page, context, tenant):
            yield Hit(page.where, f"{tenant.name}整合迁移的公告不在首页上，或者点不开。")
        if f"{tenant.id}/{HOME_FILE}" not in context.files:
            yield Hit(page.where, f"{tenant.name}原网站首页（/{tenant.id}/）没有生成，原网站的读者看不到公告。")


def _announced(page: BuiltPage, context: PageContext, tenant: Tenant) -> bool:
    links = (ref for ref in page.references if tenant.name in ref.text and "公告" in ref.text and not ref.hidden)
    targets = (context.target(page, ref.url) for ref in links)
    return any(target is not None and context.exists(target) for target in targets)
