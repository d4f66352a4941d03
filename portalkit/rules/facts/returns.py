"""For which year an annual report is."""

from __future__ import annotations

import re

from portalkit.model.record import Record
from portalkit.patterns import regex

_YEAR = regex(r"(20\d{2})\s?年", re.ASCII)


def year_of_return(record: Record) -> str | None:
    """The year of a 政府网站工作年度报表."""
    if "政府网站工作年度报表" not in record.title and "网站年度工作报表" not in record.title:
        return None
    return _year(record.title)


def year_of_report(record: Record) -> str | None:
    """The year of an organ's 政府信息公开工作年度报告."""
    if "年度报告" not in record.title and "年报" not in record.title:
        return None
    return _year(record.title)


def _year(title: str) -> str | None:
    found = _YEAR.search(title)
    return found[1] if found else None
