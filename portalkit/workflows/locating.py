"""Findings about the words of an article, with the line of the file on which the paragraph begins.

Rules see the text, which knows paragraphs and no lines; editors and code hosts want the line. Only what is told is
looked up, so that a check of ten thousand articles reads none of them for this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from portalkit.content.paragraphs import line_of_paragraph
from portalkit.library.corpus import Corpus
from portalkit.model.finding import Finding
from portalkit.model.record import Record, text_digest
from portalkit.rules.texts import paragraph_of

_State = tuple[Record, list[str]]


def located(findings: Iterable[Finding], view: Corpus, content: Path) -> tuple[Finding, ...]:
    """The findings in their order, with lines. What lies in ``content`` otherwise than it was read gets none."""
    known: dict[str, _State | None] = {}
    found: list[Finding] = []
    for finding in findings:
        where = finding.where
        number = paragraph_of(finding.what) if where.field == "body" and where.line is None else None
        if number is not None:
            if where.path not in known:
                known[where.path] = _state(where.path, view, content)
            finding = replace(finding, where=replace(where, line=_line(known[where.path], number)))
        found.append(finding)
    return tuple(sorted(found, key=lambda each: each.sort_key))


def _state(path: str, view: Corpus, content: Path) -> _State | None:
    placed = view.placed(path)
    if placed is None or placed.revision is None:
        return None
    try:
        raw = (content / path).read_bytes()
    except OSError:
        return None
    if text_digest(raw) != placed.digest:
        return None
    text = raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return view.record(path, placed.revision), text.split("\n")


def _line(state: _State | None, number: int) -> int | None:
    if state is None:
        return None
    record, lines = state
    body = "\n".join(lines[record.body_line - 1 :])
    return line_of_paragraph(body, record.body_line, record.text, number)
