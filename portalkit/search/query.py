"""A citizen's words against the index.

- A document number in any writing finds that document.
- Otherwise every term must occur; the rarest are asked of the postings, the text itself is the judge of the rest.
- A whole phrase counts more than its pairs, the title more than the text, the newer of equals comes first.
- When too little is found, articles with most of the terms follow.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from portalkit.errors import SearchError
from portalkit.search.analyzer import terms
from portalkit.search.candidates import ASKED, Candidate, holding_all, holding_most, numbered, weights
from portalkit.search.catalogue import FORMAT, Catalogue, Segment
from portalkit.search.codec import Leaf
from portalkit.search.document import SearchAnswer, SearchDocument, SearchHit, SearchRequest
from portalkit.search.excerpt import excerpt
from portalkit.search.folding import fold, number_key
from portalkit.search.index import POSTINGS
from portalkit.search.judgement import Judged, Question

CANDIDATES = 300
"""How many articles are looked at closely; more than that are counted, not read."""
FURTHER = 1500
"""How far the look goes on when a phrase was hardly found among those."""
LONGEST_QUERY = 200
ENOUGH = 10


class Searcher:
    """The index, open for one question after the other. Each is answered from the newest index, of one moment."""

    def __init__(self, folder: Path) -> None:
        """Raises ``SearchError`` when there is no index at ``folder``."""
        self._postings = folder / POSTINGS
        self._leaves: dict[Segment, Leaf] = {}
        try:
            self._catalogue = Catalogue(folder)
        except sqlite3.Error as error:
            raise SearchError("还没有检索索引。", "请先运行 invoke build。") from error
        if self._catalogue.format != FORMAT:
            self._catalogue.close()
            raise SearchError("检索索引是旧版本写的，现在的程序读不了。", "请重新运行 invoke build。")

    def close(self) -> None:
        """Let go of the files."""
        for leaf in self._leaves.values():
            leaf.close()
        self._leaves.clear()
        self._catalogue.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer a request; words that cannot be looked for give an empty answer. Raises ``SearchError`` when the
        index cannot be read.
        """
        try:
            with self._catalogue.moment():
                return self._answer(self._open_leaves(), request)
        except (OSError, ValueError, sqlite3.Error) as error:
            raise SearchError(f"检索索引无法读取（{error}）。", "请重新运行 invoke build。") from error

    def _answer(self, leaves: Sequence[Leaf], request: SearchRequest) -> SearchAnswer:
        query = request.query.strip()[:LONGEST_QUERY]
        wanted = tuple(dict.fromkeys(terms(query)))
        found = self._numbered(leaves, query, request)
        total, exact = len(found), True
        if not found and wanted:
            question = Question(fold(query).replace(" ", ""), weights(leaves, wanted))
            found, total, exact = self._all_terms(leaves, question, request)
            if len(found) < ENOUGH and len(wanted) > 1:
                found += self._most_terms(leaves, question, request, found)
        total = max(total, len(found))
        pages = max(math.ceil(len(found) / request.size), 1)
        page = min(max(request.page, 1), pages)
        shown = found[(page - 1) * request.size : page * request.size]
        hits = tuple(_hit(self._catalogue.document(judged.id), judged.score, wanted, query) for judged in shown)
        return SearchAnswer(request.query, total, exact, page, pages, hits)

    def _open_leaves(self) -> list[Leaf]:
        segments = self._catalogue.segments()
        for segment in self._leaves.keys() - set(segments):
            self._leaves.pop(segment).close()
        for segment in segments:
            if segment not in self._leaves:
                self._leaves[segment] = Leaf(self._postings, segment.number, segment.size, segment.gone)
        return [self._leaves[segment] for segment in segments]

    def _numbered(self, leaves: Sequence[Leaf], query: str, request: SearchRequest) -> list[Judged]:
        key = number_key(query)
        if not key:
            return []
        question = Question(fold(query).replace(" ", ""), {})
        return sorted(
            self._judged(question, numbered(leaves, key, request, CANDIDATES)), key=lambda judged: judged.rank
        )

    def _all_terms(
        self, leaves: Sequence[Leaf], question: Question, request: SearchRequest
    ) -> tuple[list[Judged], int, bool]:
        matching, candidates = holding_all(leaves, question.weights, request, FURTHER)
        needed = len(question.weights)
        found, looked_at, phrases = list[Judged](), 0, 0
        for judged in self._judged(question, candidates):
            looked_at += 1
            if judged.held == needed:
                found.append(judged)
                phrases += judged.phrase
            if looked_at >= CANDIDATES and (needed == 1 or phrases >= ENOUGH):
                break
        found.sort(key=lambda judged: judged.rank)
        if matching <= looked_at:
            return found, len(found), True
        return found, matching, needed <= ASKED

    def _most_terms(
        self, leaves: Sequence[Leaf], question: Question, request: SearchRequest, already: Iterable[Judged]
    ) -> list[Judged]:
        have = {judged.id for judged in already}
        needed = math.ceil(len(question.weights) / 2)
        candidates = holding_most(leaves, question.weights, request, CANDIDATES // 3)
        more = [
            judged for judged in self._judged(question, candidates) if judged.id not in have and judged.held >= needed
        ]
        more.sort(key=lambda judged: (-judged.held, judged.rank))
        return more[: ENOUGH * 2]

    def _judged(self, question: Question, candidates: Iterable[Candidate]) -> Iterator[Judged]:
        for candidate in candidates:
            path, title, text = self._catalogue.folded(candidate.id)
            yield question.judge(candidate.id, path, candidate.day, title, text)


def _hit(document: SearchDocument, score: float, wanted: Sequence[str], query: str) -> SearchHit:
    return SearchHit(
        title=document.title,
        url=document.url,
        excerpt=excerpt(document.text, query, list(wanted)),
        tenant=document.tenant,
        tenant_name=document.tenant_name,
        column=document.column,
        column_name=document.column_name,
        published=document.published,
        document_number=document.document_number,
        source=document.source,
        score=score,
    )
