"""A thousand real documents, where they lie beside the repository: each is read, and none has a slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from portalkit.content.parse import parse
from portalkit.model.platform import PortalTree
from portalkit.model.record import Record, RecordPath, Source

CORPUS = Path(__file__).parents[3] / "shared/corpus/content"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not part of the repository")
def test_every_document_of_the_corpus_is_read_without_a_slip(tree: PortalTree) -> None:
    files = sorted(CORPUS.rglob("*.md"))
    assert len(files) >= 900
    for file in files:
        portal, tenant, column, *subfolder, name = file.relative_to(CORPUS).parts
        path = RecordPath(portal, tenant, column, "/".join(subfolder), name)
        record = parse(Source(path, file.read_bytes()), root=CORPUS, tree=tree)
        assert isinstance(record, Record), file
        assert record.problems == (), file
        assert record.text
        assert record.body
