"""Articles for the index, and the question whether an index folder agrees with itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from portalkit.search.analyzer import entries
from portalkit.search.catalogue import WIDTH, Catalogue
from portalkit.search.codec import Leaf
from portalkit.search.document import SearchDocument
from portalkit.search.index import POSTINGS


def make(
    path: str, title: str = "通知", text: str = "正文。", *, key: str = "1", day: int = 1, number: str = ""
) -> SearchDocument:
    return SearchDocument(
        path=path,
        key=key,
        portal="shili",
        tenant="shichang",
        tenant_name="市场监管局",
        column="policy",
        column_name="政策文件",
        places=("shichang/policy", "portal/policy"),
        url=f"/{path}.html",
        title=title,
        source="市场监管局",
        published=date(2026, 3, day),
        document_number=number,
        text=text,
    )


def holdings(folder: Path) -> dict[str, str]:
    """Paths and keys of an index, after a look at whether postings, texts and files say the same."""
    catalogue = Catalogue(folder)
    segments = catalogue.segments()
    named = {name for segment in segments for name in segment.files}
    assert named == {file.name for file in (folder / POSTINGS).iterdir()}
    seen: dict[str, str] = {}
    for segment in segments:
        leaf = Leaf(folder / POSTINGS, segment.number, segment.size, segment.gone)
        documents = dict(catalogue.documents(segment))
        assert documents.keys() == set(range(segment.size)) - segment.gone == leaf.named("portal", "shili")
        for place, document in documents.items():
            path, title, text = catalogue.folded(segment.number << WIDTH | place)
            assert path == document.path
            assert path not in seen
            seen[path] = document.key
            for field, folded in (("title", title), ("text", text)):
                assert all(place in leaf.holding(field, term) for term in entries(folded))
        leaf.close()
    assert seen == catalogue.keys()
    catalogue.close()
    return seen
