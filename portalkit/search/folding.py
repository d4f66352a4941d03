"""One form for text that people write differently: width, case, brackets of document numbers."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[^\u4e00-\u9fff]+")
_NUMBER = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{1,20}?)\s*[〔\[(【（﹝]?\s*(?P<year>(?:19|20)\d{2})\s*年?\s*[〕\])】）﹞]?\s*第?\s*0*(?P<serial>\d{1,5})\s*号"
)


def fold(text: str) -> str:
    """NFKC and lower case. Only what stands between Chinese characters is looked at: they are their own form."""
    return _BETWEEN.sub(_fold_between, text)


def _fold_between(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0]).lower()


def number_key(text: str) -> str:
    """The document number that ``text`` writes in any brackets, as ``机关|年|号``; empty when it is none.

    国办发〔2017〕47号, 国办发[2017]47号 and 国办发 2017年第47号 are one number.
    """
    found = _NUMBER.fullmatch(fold(text).strip())
    return f"{found['issuer']}|{found['year']}|{found['serial']}" if found else ""
