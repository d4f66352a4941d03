"""What is remembered when the file of a public article is gone: its numbers, its column, where its words are now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from portalkit.library.corpus import Corpus
from portalkit.model.departed import Departed
from portalkit.model.entry import Entry


def departing(view: Corpus, gone: Iterable[Entry], touched: Iterable[str], today: date) -> Iterator[Departed]:
    """Tell of articles that are gone. Those of ``touched`` that are public now may be the same under another name: of
    the same unit, with the same title and the same words.
    """
    left = {entry.path: entry for entry in gone}
    if not left:
        return
    here: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for path in touched:
        entry = view.entry(path) if path not in left else None
        if entry is not None:
            here[entry.tenant, entry.title].append(entry)
    for entry in left.values():
        yield Departed.of(entry, today, again=_again(view, entry, here[entry.tenant, entry.title]))


def _again(view: Corpus, entry: Entry, alike: list[Entry]) -> Entry | None:
    if not alike:
        return None
    words = view.record(entry.path, entry.revision).text
    return next((other for other in alike if view.record(other.path, other.revision).text == words), None)
