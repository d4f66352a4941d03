"""The words in pictures and attachments: read once for each file, remembered by its digest.

What reads them runs in a process of its own, started only when there is a file that nobody read before: a file that is
built to do harm ends that process and nothing else.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from portalkit.content.extracting import MAKER, suffix_of
from portalkit.library.store import Store
from portalkit.model.extract import NOTHING, Extract
from portalkit.model.record import LocalFile

if TYPE_CHECKING:
    from portalkit.content.extractor import Extractor


class Words:
    """Reads files of the library; to be used inside a transaction, for it writes down what it read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._view = store.view
        self._extractor: Extractor | None = None

    def of(self, file: LocalFile) -> Extract:
        """The words of one file."""
        suffix = suffix_of(file.in_tenant)
        if not suffix:
            return NOTHING
        known = self._view.extract(file.digest, suffix, MAKER)
        if known is None:
            known = self._read(file, suffix)
            self._store.verdicts.keep_extract(file.digest, suffix, MAKER, known)
        return known

    def _read(self, file: LocalFile, suffix: str) -> Extract:
        if self._extractor is None:
            from portalkit.content.extractor import Extractor

            self._extractor = Extractor()
        return self._extractor.read(self._view.file(file.digest), suffix)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._extractor is not None:
            self._extractor.close()
