"""Real documents: no rule holds one of them back.

Runs over the platform that ``PORTALKIT_CORPUS`` points to: a folder with ``tenants/`` and ``content/`` in which every
article is known to be fit for publication.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rules.county import TODAY, SampleCounty, tree_of

from portalkit.reports.notice import text_of

CORPUS = Path(os.environ.get("PORTALKIT_CORPUS", "no-corpus"))


@pytest.mark.skipif(not (CORPUS / "content").is_dir(), reason="PORTALKIT_CORPUS names no corpus")
def test_no_real_document_is_held_back():
    tree = tree_of(CORPUS / "tenants", today=TODAY)
    blocking = [f for f in SampleCounty(CORPUS, tree).findings() if f.severity.blocks_publication]
    assert [text_of(finding) for finding in blocking] == []
