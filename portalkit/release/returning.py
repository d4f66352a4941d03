"""What a rollback brings back: the older release without what was withdrawn since, and without any mention of it.

An article that only moved to another address since, and is public there, was not withdrawn: it comes back where it was.

A page of the older release that names a withdrawn file, by its address or by its title, is replaced by the page
that is live now under the same address, or left out where there is none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from portalkit.errors import ReleaseError
from portalkit.model.release import SealedFile
from portalkit.release.depot import Depot, Sealed
from portalkit.release.sealing import Contents

_TEXTS = (".html", ".xml", ".json", ".txt", ".js", ".htm", ".csv")
_TITLE = re.compile(rb'<meta name="ArticleTitle" content="([^"]+)"')
_NOTHING_MOVED: Mapping[str, str] = MappingProxyType({})
SHORTEST_TITLE = 4
"""A title of fewer characters than this is no mark: it would be found everywhere."""


@dataclass(frozen=True, slots=True)
class Return:
    """``contents`` for the new release; ``withdrawn`` files that stay away, ``kept`` pages that stay as they are now or
    go because they speak of them.
    """

    to: Sealed
    contents: Contents
    withdrawn: tuple[str, ...]
    kept: tuple[str, ...]


def choose(depot: Depot, number: int | None) -> Sealed:
    """The release to go back to: the one asked for, or the newest that differs from what is out."""
    newest = depot.newest()
    if newest is None:
        raise ReleaseError("还没有发布过。", "请先运行 invoke publish。")
    if number is not None:
        chosen = depot.release(number)
        if chosen.number == newest.number:
            raise ReleaseError(f"网上就是第 {number} 号发布。", "请用更早的号；invoke ledger 列出各号。")
        return chosen
    latest = newest.statement.rollback_to or newest.number
    for earlier in depot.numbers():
        sealed = depot.release(earlier)
        same = sealed.statement.tree == newest.statement.tree
        if earlier < latest and sealed.statement.rollback_to is None and not same:
            return sealed
    raise ReleaseError("没有更早的、内容不同的发布。", "请改好内容后重新发布。")


def contents_to_return(depot: Depot, to: Sealed, moved: Mapping[str, str] = _NOTHING_MOVED) -> Return:
    """Put together what goes out when ``to`` is brought back now. Raises ``BadRelease`` for tampered contents.

    ``moved`` are pages of articles by the path that they had, with the path that the very same text has now.
    """
    newest = depot.newest()
    assert newest is not None
    now = {file.path: file for file in newest.files()}
    before = to.files()
    gone = frozenset(newest.gone()) - _elsewhere(before, now, moved)
    withdrawn = tuple(file for file in before if file.path in gone)
    marks = _marks(depot, withdrawn)
    files, kept = [], []
    for file in before:
        if file.path in gone:
            continue
        if marks and now.get(file.path) != file and _mentions(depot, file, marks):
            kept.append(file.path)
            if file.path not in now:
                continue
            files.append(now[file.path])
        else:
            files.append(file)
    contents = Contents(tuple(files), tuple(sorted(gone)))
    return Return(to, contents, tuple(file.path for file in withdrawn), tuple(kept))


def _elsewhere(before: Iterable[SealedFile], now: Mapping[str, SealedFile], moved: Mapping[str, str]) -> set[str]:
    """Files of articles that moved and are still public: the page, and of its attachments those that are out today."""
    files = tuple(file for file in before if file.of_article)
    articles = {file.source for file in files if moved.get(file.path) in now}
    contents = {file.sha256 for file in now.values()}
    return {
        file.path
        for file in files
        if file.source in articles and (moved.get(file.path) in now or file.sha256 in contents)
    }


def _marks(depot: Depot, withdrawn: Iterable[SealedFile]) -> re.Pattern[bytes] | None:
    """A pattern for everything by which a withdrawn file may be named."""
    marks = set()
    for file in withdrawn:
        marks.add(f"/{file.path}".encode())
        for title in _TITLE.findall(depot.content(file)) if file.path.endswith(".html") else ():
            if len(html.unescape(title.decode("utf-8", "replace"))) >= SHORTEST_TITLE:
                marks.add(title)
    return re.compile(b"|".join(map(re.escape, sorted(marks)))) if marks else None


def _mentions(depot: Depot, file: SealedFile, marks: re.Pattern[bytes]) -> bool:
    return file.path.endswith(_TEXTS) and marks.search(depot.content(file)) is not None
