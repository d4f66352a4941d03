"""Clauses are cited by key, say where they stand, and are never missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import portalkit
from portalkit.basis.clauses import cite, known, regulations
from portalkit.model.finding import ClauseKey

PACKAGE = Path(portalkit.__file__).parent
KEY = re.compile(r"(?<![\w#/-])[a-z]+(?:-\d+)*#[0-9a-z][0-9a-z.-]*")


def test_a_clause_reads_as_document_number_article_and_summary():
    assert str(cite(ClauseKey("xiji-2021#13"))) == (
        "《西吉县政府网站及新媒体建设运营管理制度》（2021-12-08）第十三条："
        "迁移前在首页显眼处挂出公告，迁移后在门户说明内容去向，公告至少保留 30 天"
    )


def test_the_draft_rules_of_anning_are_named_with_city_and_date():
    assert str(cite(ClauseKey("anning-2021#27"))).startswith(
        "《政府网站和政务新媒体管理办法（试行）》（安宁市，2021-03-31）第二十七条："
    )


@pytest.mark.parametrize("key", ["xiji-2021#99", "nobody#1", "", "xiji-2021", "#"])
def test_an_unknown_clause_is_a_programming_error(key):
    with pytest.raises(KeyError):
        cite(ClauseKey(key))


def test_the_ten_measures_of_huaihua_are_all_there():
    assert {f"huaihua-2020#{n}" for n in range(1, 11)} <= known()


def test_every_clause_has_an_article_and_a_short_summary_without_a_full_stop():
    for key in sorted(known()):
        clause = cite(key)
        assert clause.article, key
        assert 8 <= len(clause.summary) <= 90, key
        assert not clause.summary.endswith(("。", "；", "，")), key
        assert clause.key == key


def test_every_document_is_cited_and_named():
    cited = {cite(key).regulation.id for key in known()}
    assert cited == set(regulations())
    assert all(document.name and document.number for document in regulations().values())


def test_every_key_written_anywhere_in_the_package_is_known():
    written = {
        (key, path.name)
        for pattern in ("**/*.py", "**/*.yaml")
        for path in PACKAGE.glob(pattern)
        for key in KEY.findall(path.read_text(encoding="utf-8"))
        if key.partition("#")[0] in regulations()
    }
    assert written
    assert {entry for entry in written if entry[0].rstrip(".") not in known()} == set()
