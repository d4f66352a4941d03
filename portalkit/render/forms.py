"""Columns whose articles have a form, which lists and pages show as such."""

from __future__ import annotations

FORMS = {"办事服务": "guide", "咨询投诉": "letter", "负责人信息": "leader"}
"""Type of column → form of its articles."""
