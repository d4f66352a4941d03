"""DC001: an index number of another form than the portal's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from portalkit.model.finding import Hit, Location, Severity
from portalkit.model.record import Record
from portalkit.patterns import regex
from portalkit.rules.content.check_digits import is_credit_code, is_organisation_code
from portalkit.rules.rule import Scope, rule
from portalkit.rules.subjects import RecordContext

_ORG9 = regex(r"(?P<unit>\d{8}[\dX])/\d{4}-\d{5}", re.ASCII)
_USCC = regex(r"(?P<unit>[0-9A-Z]{18})/\d{4}-\d{5}", re.ASCII)
_DIV6 = regex(r"\d{6}/\d{4}-\d{6}", re.ASCII)
_SIX = regex(r"[0-9A-Za-z]{1,12}(?:-[0-9A-Za-z]{1,12}){3}-\d{4}(?:-?\d{2}){0,2}-\d{1,6}", re.ASCII)


def _org9(number: str) -> bool:
    found = _ORG9.fullmatch(number)
    return found is not None and is_organisation_code(found["unit"])


def _uscc(number: str) -> bool:
    found = _USCC.fullmatch(number)
    return found is not None and is_credit_code(found["unit"])


_SCHEMES: dict[str, tuple[Callable[[str], bool], str, str]] = {
    "org9": (_org9, "九位组织机构代码、斜杠、年份、短横线、五位流水号", "000014349/2026-00110"),
    "uscc": (_uscc, "十八位统一社会信用代码、斜杠、年份、短横线、五位流水号", "11441700007280420Y/2026-00050"),
    "div6": (
        lambda number: _DIV6.fullmatch(number) is not None,
        "六位行政区划代码、斜杠、年份、短横线、六位流水号",
        "640499/2026-000123",
    ),
    "six": (
        lambda number: _SIX.fullmatch(number) is not None,
        "地区、部门、类别、分组、生成日期、顺序号，用短横线连接",
        "640499-01-02-01-20260301-0012",
    ),
}


def fits_scheme(number: str, scheme: str) -> bool:
    """Whether an index number has the form of a scheme of the registry."""
    return scheme in _SCHEMES and _SCHEMES[scheme][0](number)


@rule(
    "DC001",
    "索引号不规范",
    scope=Scope.RECORD,
    severity=Severity.DEDUCT,
    basis=("tiaoli-2019#12", "gongkai-2019-61#2"),
    fix="按本门户规定的编法重新编索引号。",
)
def index_number(record: Record, context: RecordContext) -> Iterator[Hit]:
    """索引号按门户登记的一种编法编，全平台一致，公众才查得到。

    反例: 索引号: 640499-2026-123
    正例: 索引号: 640499/2026-000123
    """
    site = context.tree.portal.site
    if record.document is None or not record.document.index_number or site is None:
        return
    scheme = _SCHEMES.get(site.index_scheme)
    if scheme is None:
        return
    fits, form, example = scheme
    number = record.document.index_number
    if not fits(number):
        field = "document.index_number"
        where = Location(record.path.text, record.field_lines.get(field), field)
        yield Hit(where, f"索引号“{number}”不是规定的编法。", f"写成“{example}”的形式：{form}。")
