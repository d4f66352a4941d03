"""The index folder, and how it is brought up to date.

``documents.sqlite3`` is the catalogue, ``postings/`` holds the segments it names. A change writes one new segment and
then commits the catalogue, texts and state in one transaction; a kill before that leaves files that the next change
clears away. One writer at a time: the folder itself is locked, by a lock that ends with its process.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from portalkit.errors import SearchError
from portalkit.search.batch import MOST_ARTICLES, Batch
from portalkit.search.catalogue import FILE, FORMAT, WIDTH, Catalogue, Segment
from portalkit.search.document import SearchDocument
from portalkit.search.tidying import due

POSTINGS = "postings"
EFFORT = 128
"""How many articles a small change may write anew to keep segments few."""


def is_there(folder: Path) -> bool:
    """Whether there is an index that a change may build upon: of this format, with all its files."""
    return _look(folder) is not None


def state(folder: Path) -> str:
    """What the index was last brought to; empty when there is none, or none that a change may build upon."""
    return _look(folder) or ""


def apply(
    folder: Path,
    changed: Iterable[SearchDocument],
    removed: Iterable[str],
    *,
    since: str,
    state: str,
    step: Callable[[], None] = lambda: None,
) -> bool:
    """Bring an index from one state to the next by what is known to be new, different or gone.

    False, and nothing done, when the index is not at ``since``: then ``update`` is needed. A path in both lists stays,
    as it is in ``changed``. Raises ``SearchError`` when the index cannot be written.
    """
    if not since or _look(folder) != since:
        return False
    with _writing(folder) as index:
        if index.state != since:
            return False
        index.change(changed, removed, state=state, step=step, effort=EFFORT)
        return True


def update(
    folder: Path,
    wanted: Iterable[tuple[str, str]],
    document: Callable[[str], SearchDocument],
    *,
    state: str = "",
    step: Callable[[], None] = lambda: None,
) -> tuple[int, int]:
    """Bring the index to exactly the articles in ``wanted`` (path, key); returns how many came in and went out.

    ``document`` is asked only for those that are new or changed, in the order of their paths, one after the other.
    Raises ``SearchError`` when the index cannot be written. An index of another format, or one that lost files, is
    made anew.
    """
    with _writing(folder) as index:
        present = index.keys()
        changed = [path for path, key in wanted if present.pop(path, None) != key]
        if changed or present or index.state != state:
            documents = map(document, sorted(changed))
            index.change(documents, present, state=state, step=step, effort=MOST_ARTICLES)
        return len(changed), len(present)


def tidy(folder: Path) -> None:
    """Do the merging that small changes put off; for a time when nobody waits. Raises ``SearchError``."""
    if _look(folder) is None:
        return
    with _writing(folder) as index:
        index.change((), (), state=index.state, effort=MOST_ARTICLES)


def _look(folder: Path) -> str | None:
    """State of the index; nothing when there is none, or none of this format, or files of it are lost."""
    try:
        catalogue = Catalogue(folder)
    except sqlite3.Error:
        return None
    try:
        with catalogue.moment():
            return catalogue.state if _sound(folder, catalogue) else None
    except (OSError, sqlite3.Error):
        return None
    finally:
        catalogue.close()


@contextmanager
def _writing(folder: Path) -> Iterator[_Index]:
    with _told():
        (folder / POSTINGS).mkdir(parents=True, exist_ok=True)
        lock = os.open(folder, os.O_RDONLY)
    try:
        with _told():
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            catalogue = _catalogue(folder)
        try:
            yield _Index(folder / POSTINGS, catalogue)
        finally:
            catalogue.close()
    finally:
        os.close(lock)


@contextmanager
def _told() -> Iterator[None]:
    """Say in the operator's words what went wrong with the index itself; the callers' own troubles are theirs."""
    try:
        yield
    except BlockingIOError as error:
        raise SearchError("检索索引正被另一个程序写入。", "请等它结束后再试。") from error
    except (OSError, sqlite3.Error) as error:
        raise SearchError(f"检索索引无法写入（{error}）。", "请用 invoke clean 清空后重新生成。") from error


def _catalogue(folder: Path) -> Catalogue:
    if (folder / FILE).exists():
        catalogue = Catalogue(folder)
        try:
            if _sound(folder, catalogue):
                return catalogue
        except BaseException:
            catalogue.close()
            raise
        catalogue.close()
    return Catalogue.create(folder)


def _sound(folder: Path, catalogue: Catalogue) -> bool:
    """Whether the catalogue is of this format, and the segments that it names are there."""
    if catalogue.format != FORMAT:
        return False
    postings = folder / POSTINGS
    try:
        return all(
            (postings / name).stat().st_size == size
            for segment in catalogue.segments()
            for name, size in zip(segment.files, segment.sizes, strict=True)
        )
    except FileNotFoundError:
        return False


class _Index:
    """An index that is locked for writing."""

    def __init__(self, postings: Path, catalogue: Catalogue) -> None:
        self._postings = postings
        self._catalogue = catalogue
        with _told():
            self._clear_away()

    @property
    def state(self) -> str:
        return self._catalogue.state

    def keys(self) -> dict[str, str]:
        return self._catalogue.keys()

    def change(
        self,
        changed: Iterable[SearchDocument],
        removed: Iterable[str],
        *,
        state: str,
        effort: int,
        step: Callable[[], None] = lambda: None,
    ) -> None:
        """Take in and take out; what does not fit into one segment comes true in several steps, without a state."""
        batch = Batch()
        removed = set(removed)
        for document in changed:
            if batch.full:
                self._commit(batch, (), state="", effort=0, room=0)
                batch = Batch()
            batch.add(document)
            removed.discard(document.path)
            step()
        room = MOST_ARTICLES - len(batch)
        self._commit(batch, removed, state=state, effort=max(effort, len(batch)), room=room)

    def _commit(self, batch: Batch, removed: Iterable[str], *, state: str, effort: int, room: int) -> None:
        with _told():
            before = self._catalogue.segments()
            out = self._leaving((*batch.paths, *removed))
            after = {segment.number: replace(segment, gone=segment.gone | out[segment.number]) for segment in before}
            anew = due(tuple(after.values()), len(batch), effort=effort, room=room)
            for segment in anew:
                for place, document in self._catalogue.documents(segment):
                    if place not in segment.gone:
                        batch.add(document)
            added = self._written(batch) if len(batch) else None
            with self._catalogue.change():
                for segment in before:
                    if after[segment.number] in anew:
                        self._catalogue.drop(segment)
                    elif out[segment.number]:
                        self._catalogue.take_out(segment, out[segment.number])
                if added:
                    self._catalogue.add(added, batch.rows)
                self._catalogue.state = state
            for segment in anew:
                self._unlink(segment.files)

    def _leaving(self, paths: Iterable[str]) -> defaultdict[int, set[int]]:
        """Numbers of the articles at these paths, by their segments."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for number in self._catalogue.ids(paths):
            segment, place = divmod(number, 1 << WIDTH)
            found[segment].add(place)
        return found

    def _written(self, batch: Batch) -> Segment:
        from portalkit.search.codec import write_segment

        number = self._catalogue.next_number()
        size = write_segment(self._postings, number, batch.postings, batch.orders)
        folder = os.open(self._postings, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return Segment(number, len(batch), size, batch.gone)

    def _clear_away(self) -> None:
        """Remove files that no catalogue names: of a writer that was killed, or of another format."""
        named = {name for segment in self._catalogue.segments() for name in segment.files}
        self._unlink(file.name for file in self._postings.iterdir() if file.name not in named)

    def _unlink(self, names: Iterable[str]) -> None:
        for name in names:
            (self._postings / name).unlink(missing_ok=True)
