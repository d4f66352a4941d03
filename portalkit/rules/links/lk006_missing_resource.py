"""LK006: a picture or attachment that the output lacks."""

from __future__ import annotations

from collections.abc import Iterator

from portalkit.model.finding import Hit, Severity
from portalkit.rules.built import BuiltPage
from portalkit.rules.links.targets import Sort, missing
from portalkit.rules.pages import PageContext
from portalkit.rules.rule import Scope, rule


@rule(
    "LK006",
    "附件或图片缺失",
    scope=Scope.PAGE,
    severity=Severity.DEDUCT,
    basis=("guoban-2019-19#usability", "guoban-2017-47#annex-links"),
    fix="把文件放进稿件所在的文件夹，改成引用自己的文件，重新审签。",
)
def missing_resource(page: BuiltPage, context: PageContext) -> Iterator[Hit]:
    """稿件里的图片和附件都要在生成结果里。稿件自己的附件缺失由 PT004 管；这里多半是引用了别的稿件的文件，
    不因此影响整个门户上线。

    反例: 页面引用 /shichang/policy/202603/yan/biao.docx，生成结果里没有
    正例: 引用的文件都在
    """
    for target in missing(page, context, Sort.FILE):
        yield Hit(page.where, f"文件“/{target}”不在生成结果里，读者打不开。")
