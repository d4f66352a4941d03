"""The form of an article: names and values in its first table, as guides, letters and curricula have them.

A table of two columns (要素, 内容) and a table of one row under its heads (留言编号, 来信日期 …) say the same; both
become rows of a head and its value, which a phone can show too.
"""

from __future__ import annotations

from lxml import etree

from portalkit.content.prose import line_of

FORM_TYPES = frozenset({"办事服务", "咨询投诉", "负责人信息"})
"""Types of columns whose articles have a form."""

_FEWEST, _MOST = 3, 30


def arrange(body: etree._Element) -> tuple[tuple[str, str], ...]:
    """Turn the first table of a body into rows of name and value, and return them as text.

    A table of another shape stays as it is, and there are no facts.
    """
    table = body.find(".//table")
    if table is None:
        return ()
    pairs = _pairs(table)
    if not pairs:
        return ()
    rows = etree.Element("tbody")
    for name, value in pairs:
        row = etree.SubElement(rows, "tr")
        name.tag, value.tag = "th", "td"
        for cell in (name, value):
            cell.attrib.clear()
            cell.tail = None
        name.set("scope", "row")
        row.extend((name, value))
    caption = table.find("caption")
    for part in list(table):
        if part is not caption:
            table.remove(part)
    table.append(rows)
    table.getparent().set("class", "facts-wrap")
    return tuple((_text(name), _text(value)) for name, value in pairs)


def _pairs(table: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if (
        any(cell.get("rowspan") or cell.get("colspan") for row in rows for cell in row)
        or table.find(".//table") is not None
    ):
        return []
    if len(rows) == 2 and _FEWEST <= len(rows[0]) == len(rows[1]) <= _MOST:
        pairs = list(zip(*rows, strict=True))
    elif _FEWEST < len(rows) <= _MOST and all(len(row) == 2 for row in rows):
        head = table.find("thead")
        pairs = [(row[0], row[1]) for row in (rows[1:] if head is not None else rows)]
    else:
        return []
    return pairs if all(_text(name) for name, _ in pairs) else []


def _text(cell: etree._Element) -> str:
    return line_of("".join(cell.itertext()))
