"""Which articles to look at for a question: set algebra on the postings, segment by segment.

What is chosen depends on the living articles alone, never on how they came to lie in segments: an index that grew by
changes answers as one made at once.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from portalkit.search.batch import DAY
from portalkit.search.catalogue import WIDTH
from portalkit.search.codec import Leaf
from portalkit.search.document import SearchRequest

ASKED = 12
"""So many terms of a question, the rarest, are asked of the postings; the text is the judge of the rest."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may answer, by its id; more ``promise``, and then a greater (newer) ``order``, comes first."""

    promise: float
    order: int
    id: int

    @property
    def day(self) -> int:
        """Day of its publication."""
        return self.order >> DAY


def weights(leaves: Sequence[Leaf], terms: Sequence[str]) -> dict[str, float]:
    """How much each term tells (its idf), rarest first."""
    articles = sum(leaf.doc_count() for leaf in leaves)
    found = {}
    for term in terms:
        holders = sum(leaf.holders(field, term) for leaf in leaves for field in ("title", "text"))
        found[term] = math.log(1 + (articles + 0.5) / (holders + 0.5))
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def numbered(leaves: Sequence[Leaf], key: str, request: SearchRequest, most: int) -> list[Candidate]:
    """Articles with a document number, newest first."""
    found: list[Candidate] = []
    for leaf in leaves:
        found += _newest(leaf, _within(leaf, request, leaf.named("number", key)), most)
    return _first(found, most)


def holding_all(
    leaves: Sequence[Leaf], weighed: Mapping[str, float], request: SearchRequest, most: int
) -> tuple[int, list[Candidate]]:
    """Articles that hold all the terms asked: how many there are, and those to look at: titles first, newest first."""
    asked = list(weighed)[:ASKED]
    total, found = 0, list[Candidate]()
    for leaf in leaves:
        matching = _holding_all(leaf, asked, request)
        total += len(matching)
        promise = _added_up(leaf, asked, weighed, matching, _in_title)
        found += _most_promising(leaf, promise, most)
        found += _newest(leaf, matching - promise.keys(), most)
    return total, _first(found, most)


def holding_most(
    leaves: Sequence[Leaf], weighed: Mapping[str, float], request: SearchRequest, most: int
) -> list[Candidate]:
    """Articles with the most telling terms.

    Drawn from the holders of the rarest terms: at least one of them is in every article that holds half of all terms.
    """
    asked = list(weighed)[:ASKED]
    rarest = _enough(leaves, asked[: len(weighed) // 2 + 1], most)
    found: list[Candidate] = []
    for leaf in leaves:
        pool = set[int]().union(*(_anywhere(leaf, term) for term in rarest))
        promise = _added_up(leaf, asked, weighed, _within(leaf, request, pool), _anywhere)
        found += _most_promising(leaf, promise, most)
    return _first(found, most)


def _holding_all(leaf: Leaf, asked: Sequence[str], request: SearchRequest) -> set[int]:
    by_rarity = iter(asked)
    matching = _within(leaf, request, _anywhere(leaf, next(by_rarity)))
    for term in by_rarity:
        if not matching:
            break
        matching &= _anywhere(leaf, term)
    return matching


def _enough(leaves: Sequence[Leaf], terms: Sequence[str], most: int) -> list[str]:
    """The rarest terms, until they promise some multiple of what is looked at."""
    chosen: list[str] = []
    pool = 0
    for term in terms:
        if pool > 10 * most:
            break
        chosen.append(term)
        pool += sum(leaf.holders(field, term) for leaf in leaves for field in ("title", "text"))
    return chosen


def _in_title(leaf: Leaf, term: str) -> AbstractSet[int]:
    return leaf.holding("title", term)


def _anywhere(leaf: Leaf, term: str) -> set[int]:
    return {*leaf.holding("text", term), *leaf.holding("title", term)}


def _added_up(
    leaf: Leaf,
    terms: Sequence[str],
    weighed: Mapping[str, float],
    among: set[int],
    where: Callable[[Leaf, str], AbstractSet[int]],
) -> dict[int, float]:
    promise: dict[int, float] = {}
    for term in terms:
        weight = weighed[term]
        for article in where(leaf, term) & among:
            promise[article] = promise.get(article, 0.0) + weight
    return promise


def _most_promising(leaf: Leaf, promise: Mapping[int, float], most: int) -> Iterator[Candidate]:
    orders = leaf.orders
    for value, order, article in heapq.nlargest(most, ((round(v, 6), orders[a], a) for a, v in promise.items())):
        yield Candidate(value, order, leaf.number << WIDTH | article)


def _newest(leaf: Leaf, articles: set[int], most: int) -> Iterator[Candidate]:
    orders = leaf.orders
    for article in heapq.nlargest(most, articles, key=orders.__getitem__):
        yield Candidate(0.0, orders[article], leaf.number << WIDTH | article)


def _first(found: list[Candidate], most: int) -> list[Candidate]:
    return heapq.nlargest(most, found, key=lambda candidate: (candidate.promise, candidate.order))


def _within(leaf: Leaf, request: SearchRequest, articles: set[int]) -> set[int]:
    """Those of the articles that lie where and when the request looks."""
    if request.portal:
        articles &= leaf.named("portal", request.portal)
    if request.tenant and request.column:
        articles &= leaf.named("places", f"{request.tenant}/{request.column}")
    elif request.tenant:
        articles &= leaf.named("tenant", request.tenant)
    elif request.column:
        articles &= leaf.named("columns", request.column)
    if request.since or request.until:
        low = request.since.toordinal() << DAY if request.since else 0
        high = (request.until.toordinal() + 1) << DAY if request.until else 1 << 64
        orders = leaf.orders
        articles = {article for article in articles if low <= orders[article] < high}
    return articles
