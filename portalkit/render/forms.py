"""Columns whose articles have a form, which lists and pages show as such."""

from __future__ import annotations

from portalkit.render.views import Item

FORMS = {"办事服务": "guide", "咨询投诉": "letter", "负责人信息": "leader"}
"""Type of column → form of its articles."""


def ordered(items: tuple[Item, ...], form: str) -> tuple[Item, ...]:
    """The items as their form is read: heads before deputies, everything else as it comes."""
    if form != "leader":
        return items
    return tuple(sorted(items, key=lambda item: "副" in item.fact("职务")))
