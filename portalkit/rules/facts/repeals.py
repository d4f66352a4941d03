"""Which documents a document repeals, by the numbers that it names in the sentence that does so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from portalkit.model.record import Record
from portalkit.patterns import regex

_REPEALS = regex(r"同时废止|予以废止|决定废止|宣布失效|宣布废止|即行废止|自行废止")
_NUMBER = regex(r"[\u4e00-\u9fff]{1,20}〔(?:19|20)\d{2}〕[1-9]\d{0,4}号", re.ASCII)
_SENTENCE = regex(r"[。；\n]")
_CITED = regex(r"根据|依据|按照|依照|经.{0,12}批准")
_LEADING = regex(r"^(?:以及|和|与|及|对|将|的|印发的|发布的|公布的|文件)+")


def repealed_numbers(record: Record) -> Iterator[str]:
    """Document numbers that stand in a sentence that repeals; what it only cites as its authority is left out."""
    if "废止" not in record.text and "失效" not in record.text:
        return
    own = record.document.document_number if record.document else ""
    for sentence in _SENTENCE.split(record.text):
        if not _REPEALS.search(sentence):
            continue
        for found in _NUMBER.finditer(sentence):
            number = _LEADING.sub("", found.group())
            if number != own and not _CITED.search(sentence[max(found.start() - 12, 0) : found.start()]):
                yield number
