"""The unified column system (columns.yaml), and the columns that one tenant carries."""

from __future__ import annotations

from dataclasses import replace

from portalkit.model.column import Column, ColumnId
from portalkit.model.tenant import TenantKind
from portalkit.tenancy import mistakes
from portalkit.tenancy.formats import is_id
from portalkit.tenancy.reader import Fields, nearest
from portalkit.tenancy.report import Report
from portalkit.tenancy.reserved import RESERVED
from portalkit.tenancy.words import called
from portalkit.tenancy.yamltree import Listing, Node, Scalar, clip

COLUMN_TYPES = (
    "首页", "概况信息", "机构职能", "负责人信息", "工作动态", "通知公告", "政策文件", "信息公开指南", "信息公开制度",
    "信息公开目录", "信息公开年报", "依申请公开", "依法申请公开", "信息公开", "数据发布", "数据开放", "政策解读",
    "回应关切", "办事服务", "咨询投诉", "征集调查", "在线访谈", "专题专栏",
)  # fmt: skip
"""ColumnType of the national meta-tag table (国办发〔2017〕47号 附件), with the parts of 政府信息公开."""

MAX_UPDATE_DAYS = 3660

_CARRIERS = tuple(kind.value for kind in TenantKind if kind is not TenantKind.LEGACY)


def read_unified(node: Node, report: Report) -> tuple[Column, ...]:
    """Read columns.yaml: a list of columns with unique ids and names."""
    if not isinstance(node, Listing):
        report.note(mistakes.SHAPE, "统一栏目表应当是一个列表，每个栏目以“- ”开头。", line=node.line)
        return ()
    table = Fields(None, report)
    columns: list[Column] = []
    for number, item in enumerate(node.items, 1):
        fields = table.item(item, "columns", number)
        if fields.absent:
            continue
        column = _column(fields, at=None)
        fields.finish()
        if column.id:
            _note_twin(column, columns, fields)
            columns.append(column)
    return tuple(columns)


def carried(fields: Fields, kind: TenantKind, unified: tuple[Column, ...] | None) -> tuple[Column, ...]:
    """Read ``columns`` of one tenant: ids of the unified system, alone or with who answers, or own columns.

    Without the unified system (``None``: it could not be read) ids are not judged.
    """
    columns: list[Column] = []
    for number, node in enumerate(fields.items("columns", required=True), 1):
        part: Fields | None = None
        if isinstance(node, Scalar):
            found = _named(node, fields, kind, unified)
        else:
            part = fields.item(node, "columns", number)
            found = None if part.absent else _mapped(part, fields, kind, unified)
        if found is None:
            continue
        twin = next((column for column in columns if column.id == found.id), None)
        if twin is not None:
            what = f"栏目“{found.id}”列了两次。"
            fields.report.note(mistakes.SAME_COLUMN, what, line=node.line, field=fields.field("columns"))
            continue
        same = next((column for column in columns if column.name == found.name), None)
        if same is not None and found.name:
            what = f"栏目“{found.id}”与“{same.id}”同名，都叫“{found.name}”。"
            fields.report.note(mistakes.SAME_NAME, what, line=node.line, field=fields.field("columns"))
        columns.append(found)
    return tuple(columns)


def _named(node: Scalar, fields: Fields, kind: TenantKind, unified: tuple[Column, ...] | None) -> Column | None:
    if unified is None:
        return None
    name = node.text.strip()
    where = fields.field("columns")
    column = next((column for column in unified if column.id == name), None)
    if column is None:
        near = nearest(name, [column.id for column in unified])
        by_name = next((column.id for column in unified if column.name == name), None)
        meant = by_name or near
        what = f"统一栏目表里没有栏目“{clip(name)}”。"
        fix = f"改成“{meant}”，或在 columns.yaml 里登记这个栏目。" if meant else None
        fields.report.note(mistakes.NO_COLUMN, what, line=node.line, field=where, fix=fix)
        return None
    if column.at and kind.value not in column.at and not (kind is TenantKind.AGENCY_SITE and "bureau" in column.at):
        kinds = "、".join(k.chinese for k in TenantKind if k.value in column.at)
        what = f"栏目“{name}”（{column.name}）只能设在{kinds}，不能设在{kind.chinese}。"
        fix = f"删去这个栏目，或在 columns.yaml 里该栏目的 at 中加上“{kind.value}”。"
        fields.report.note(mistakes.NOT_HERE, what, line=node.line, field=where, fix=fix)
        return None
    return column


def _mapped(part: Fields, fields: Fields, kind: TenantKind, unified: tuple[Column, ...] | None) -> Column | None:
    """A column written as a mapping: one of the unified system with who answers for it here, or an own one."""
    if set(part.keys()) <= {"id", "responsible_unit", "responsible_person"}:
        name = Scalar(part.text("id"), part.line_of("id") or 0, plain=True)
        column = _named(name, fields, kind, unified) if name.text else None
        unit, person = _responsible(part)
        return replace(column, responsible_unit=unit, responsible_person=person) if column else None
    return _own(part, kind, unified or ())


def _responsible(part: Fields) -> tuple[str, str]:
    return part.text("responsible_unit", required=False), part.text("responsible_person", required=False)


def _own(part: Fields, kind: TenantKind, unified: tuple[Column, ...]) -> Column | None:
    column = _column(part, at=kind)
    unit, person = _responsible(part)
    if not column.id:
        return None
    if any(column.id == other.id for other in unified):
        what = f"自设栏目“{column.id}”与统一栏目表里的栏目编号相同。"
        fix = f"直接写“{column.id}”，或者只写编号、责任单位和责任人；真是另一个栏目的，换一个编号。"
        part.note(mistakes.SAME_COLUMN, "id", what, fix=fix)
        return None
    return replace(column, responsible_unit=unit, responsible_person=person)


def _column(fields: Fields, *, at: TenantKind | None) -> Column:
    """Read one column; an own column (``at`` given) is carried where it stands."""
    column = Column(
        id=ColumnId(_id(fields)),
        name=fields.text("name"),
        type=_type(fields),
        description=fields.text("description"),
        keywords=tuple(word for word, _ in fields.words("keywords", required=True)),
        at=_carriers(fields) if at is None else frozenset({at.value}),
        update_days=_update_days(fields),
        review=fields.number("review", least=0, most=3),
    )
    if at is not None:
        fields.pass_over("at")
    return column


def _id(fields: Fields) -> str:
    text = fields.text("id")
    if not text:
        return ""
    if not is_id(text):
        fields.note(mistakes.BAD_ID, "id", f"栏目编号“{clip(text)}”写法不对。")
        return ""
    if text in RESERVED:
        what = f"栏目编号“{text}”是平台保留的名称：{RESERVED[text]}。"
        fields.note(mistakes.RESERVED, "id", what)
    return text


def _type(fields: Fields) -> str:
    text = fields.text("type")
    if text and text not in COLUMN_TYPES:
        near = nearest(text, COLUMN_TYPES)
        what = f"栏目类型“{clip(text)}”不在全国统一的类型表里。"
        fields.note(mistakes.COLUMN_TYPE, "type", what, fix=f"改成“{near}”。" if near else None)
    return text


def _update_days(fields: Fields) -> int | None:
    if "update_days" not in fields.keys():  # noqa: SIM118 - an archive says null on purpose
        what = f"缺少 {called(fields.field('update_days'))}。"
        fields.note(mistakes.MISSING, "update_days", what, fix="补上允许不更新的最长天数；档案类栏目写 null。")
    return fields.optional_number("update_days", least=1, most=MAX_UPDATE_DAYS)


def _carriers(fields: Fields) -> frozenset[str]:
    found = set()
    for word, line in fields.words("at", required=True):
        if word in _CARRIERS:
            found.add(word)
            continue
        what = f"{called(fields.field('at'))}里的“{clip(word)}”不是单位类型。"
        near = nearest(word, _CARRIERS)
        fix = f"改成“{near}”。" if near else f"改成其中之一：{'、'.join(_CARRIERS)}。"
        fields.report.note(mistakes.VALUE, what, line=line, field=fields.field("at"), fix=fix)
    return frozenset(found)


def _note_twin(column: Column, earlier: list[Column], fields: Fields) -> None:
    for other in earlier:
        if other.id == column.id:
            fields.note(mistakes.SAME_COLUMN, "id", f"栏目编号“{column.id}”登记了两次。")
            return
