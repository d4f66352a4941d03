"""A citizen's words against the index.

- A document number in any writing finds that document.
- Otherwise every term must occur; the rarest few are asked of the postings, the text itself is the judge of the rest.
- A whole phrase counts more than its pairs, the title more than the text, the newer of equals comes first.
- When too little is found, articles with most of the terms follow.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import msgspec
from whoosh import index as whoosh_index
from whoosh import scoring
from whoosh.query import And, NumericRange, Or, Prefix, Query, Term

from portalkit.errors import SearchError
from portalkit.search.analyzer import terms
from portalkit.search.document import SearchAnswer, SearchDocument, SearchHit, SearchRequest
from portalkit.search.excerpt import excerpt
from portalkit.search.folding import fold, number_key
from portalkit.search.index import DOCUMENTS, POSTINGS

CANDIDATES = 300
"""How many articles are looked at closely; more than that are counted, not read."""
RAREST = 3
LONGEST_QUERY = 200
ENOUGH = 10

_document = msgspec.json.Decoder(SearchDocument).decode


@dataclass(frozen=True, slots=True)
class _Scored:
    document: SearchDocument
    score: float


class Searcher:
    """The index, open for questions."""

    def __init__(self, folder: Path) -> None:
        """Raises ``SearchError`` when there is no index at ``folder``."""
        try:
            self._index = whoosh_index.open_dir(folder / POSTINGS, readonly=True)
            self._texts = sqlite3.connect(
                f"{(folder / DOCUMENTS).resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False
            )
        except (whoosh_index.IndexError, OSError, sqlite3.Error) as error:
            raise SearchError("还没有检索索引。", "请先运行 invoke build。") from error

    def close(self) -> None:
        """Let go of the files."""
        self._index.close()
        self._texts.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer a request; words that cannot be looked for give an empty answer."""
        query = request.query.strip()[:LONGEST_QUERY]
        wanted = list(dict.fromkeys(terms(query)))
        narrowing = _narrowing(request)
        found: list[_Scored] = []
        total, exact = 0, True
        with self._index.searcher(weighting=scoring.BM25F()) as searcher:
            if key := number_key(query):
                results = searcher.search(Term("number", key), filter=narrowing, limit=CANDIDATES)
                found = sorted(self._judged(results, query), key=_order)
            if not found and wanted:
                found, total, exact = self._all_terms(searcher, wanted, narrowing, query)
                if len(found) < ENOUGH and len(wanted) > 1:
                    found += self._most_terms(searcher, wanted, narrowing, query, found)
        total = max(total, len(found))
        pages = max(math.ceil(len(found) / request.size), 1)
        page = min(max(request.page, 1), pages)
        shown = found[(page - 1) * request.size : page * request.size]
        hits = tuple(_hit(scored, wanted, query) for scored in shown)
        return SearchAnswer(request.query, total, exact, page, pages, hits)

    def _all_terms(
        self, searcher: Any, wanted: list[str], narrowing: Query | None, query: str
    ) -> tuple[list[_Scored], int, bool]:
        reader = searcher.reader()
        rarest = sorted(wanted, key=lambda term: (reader.doc_frequency("text", term), term))[:RAREST]
        question = And([_anywhere(term) for term in rarest])
        results = searcher.search(question, filter=narrowing, limit=CANDIDATES)
        matching = len(results)
        found = [s for s in self._judged(results, query) if _holds(s.document, wanted)]
        found.sort(key=_order)
        if matching <= CANDIDATES:
            return found, len(found), True
        return found, matching, len(wanted) <= RAREST

    def _most_terms(
        self, searcher: Any, wanted: list[str], narrowing: Query | None, query: str, already: list[_Scored]
    ) -> list[_Scored]:
        have = {scored.document.path for scored in already}
        question = Or([_anywhere(term) for term in wanted])
        results = searcher.search(question, filter=narrowing, limit=CANDIDATES // 3)
        needed = math.ceil(len(wanted) * 0.5)
        more = [
            scored
            for scored in self._judged(results, query)
            if scored.document.path not in have and _held(scored.document, wanted) >= needed
        ]
        more.sort(key=lambda scored: (-_held(scored.document, wanted), *_order(scored)))
        return more[: ENOUGH * 2]

    def _judged(self, results: Any, query: str) -> Iterator[_Scored]:
        phrase = fold(query).replace(" ", "")
        for result in results:
            row = self._texts.execute("select document from document where path = ?", (result["path"],)).fetchone()
            if row is not None:
                document = _document(row[0])
                yield _Scored(document, _score(document, phrase, float(result.score)))


def _narrowing(request: SearchRequest) -> Query | None:
    parts: list[Query] = []
    if request.portal:
        parts.append(Term("portal", request.portal))
    if request.tenant and request.column:
        parts.append(Term("places", f"{request.tenant}/{request.column}"))
    elif request.tenant:
        parts.append(Term("tenant", request.tenant))
    elif request.column:
        parts.append(Term("columns", request.column))
    if request.since or request.until:
        low = request.since.toordinal() if request.since else None
        high = request.until.toordinal() if request.until else None
        parts.append(NumericRange("day", low, high))
    return And(parts) if parts else None


def _anywhere(term: str) -> Query:
    if len(term) == 1 and not term.isascii():
        # A lone character is looked for as the beginning of a pair.
        return Or([Prefix("title", term, boost=3.0), Prefix("text", term)])
    return Or([Term("title", term, boost=3.0), Term("text", term)])


def _score(document: SearchDocument, phrase: str, postings: float) -> float:
    title, text = fold(document.title).replace(" ", ""), fold(document.text)
    score = postings
    if phrase and phrase == title:
        score += 200
    elif phrase and phrase in title:
        score += 60 * (1 + len(phrase) / len(title))
    elif phrase and phrase in text:
        score += 20
    return score


def _holds(document: SearchDocument, wanted: list[str]) -> bool:
    return _held(document, wanted) == len(wanted)


def _held(document: SearchDocument, wanted: list[str]) -> int:
    text = f"{fold(document.title)}\n{fold(document.text)}"
    return sum(term in text for term in wanted)


def _order(scored: _Scored) -> tuple[float, int, str]:
    return (-round(scored.score, 3), -scored.document.published.toordinal(), scored.document.path)


def _hit(scored: _Scored, wanted: list[str], query: str) -> SearchHit:
    document = scored.document
    return SearchHit(
        title=document.title,
        url=document.url,
        excerpt=excerpt(document.text, query, wanted),
        tenant=document.tenant,
        tenant_name=document.tenant_name,
        column=document.column,
        column_name=document.column_name,
        published=document.published,
        document_number=document.document_number,
        source=document.source,
        score=scored.score,
    )
