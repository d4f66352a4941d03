"""The index is brought up to date, whole or by what changed, and says what state it is at."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from portalkit.errors import SearchError
from portalkit.search import batch
from portalkit.search.catalogue import FILE, Catalogue
from portalkit.search.document import SearchDocument, SearchRequest
from portalkit.search.index import POSTINGS, apply, is_there, state, tidy, update
from portalkit.search.query import Searcher


@pytest.fixture
def folder(tmp_path: Path, article) -> Path:
    whole(tmp_path, article("a", "甲文件"), article("b", "乙文件"), article("c", "丙文件"), to="one")
    return tmp_path


def whole(folder: Path, *documents: SearchDocument, to: str = "") -> tuple[int, int]:
    by_path = {d.path: d for d in documents}
    return update(folder, [(d.path, d.key) for d in documents], by_path.__getitem__, state=to)


def urls(folder: Path, query: str) -> list[str]:
    with Searcher(folder) as searcher:
        return [hit.url for hit in searcher.search(SearchRequest(query)).hits]


def test_an_index_knows_what_state_it_was_brought_to(folder: Path) -> None:
    assert state(folder) == "one"
    assert is_there(folder)


def test_bringing_an_index_up_to_date_costs_no_import_before_it_is_needed() -> None:
    command = "import sys, portalkit.search.index; print(sorted(m for m in sys.modules if m.startswith('whoosh')))"
    ran = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_where_there_is_no_index_there_is_no_state(tmp_path: Path) -> None:
    assert state(tmp_path) == ""
    assert state(tmp_path / "nowhere") == ""
    assert not is_there(tmp_path)


def test_a_change_brings_in_what_is_new_and_takes_out_what_is_gone(folder: Path, article, paths) -> None:
    changed = [article("b", "己文件", key="2"), article("d", "丁文件")]
    assert apply(folder, changed, ["c", "never"], since="one", state="two")
    assert paths(folder) == {"a": "1", "b": "2", "d": "1"}
    assert state(folder) == "two"
    assert urls(folder, "己文件")[0] == "/b.html"
    assert "/b.html" not in urls(folder, "乙文")
    assert urls(folder, "丙文") == []


def test_a_change_from_another_state_is_not_made(folder: Path, article, paths) -> None:
    assert not apply(folder, [article("d")], ["a"], since="zero", state="two")
    assert not apply(folder, [article("d")], ["a"], since="", state="two")
    assert paths(folder) == {"a": "1", "b": "1", "c": "1"}
    assert state(folder) == "one"


def test_a_change_does_not_begin_an_index(tmp_path: Path, article) -> None:
    assert not apply(tmp_path / "new", [article("a")], [], since="one", state="two")
    assert not (tmp_path / "new").exists()


def test_an_article_that_is_both_changed_and_removed_stays(folder: Path, article, paths) -> None:
    assert apply(folder, [article("a", key="2")], ["a"], since="one", state="two")
    assert paths(folder)["a"] == "2"


def test_an_article_that_is_changed_long_before_the_end_stays_too(folder: Path, article, paths, monkeypatch) -> None:
    monkeypatch.setattr(batch, "MOST_ARTICLES", 2)
    changed = [article(path, key="2") for path in ("a", "d", "e", "f", "g")]
    assert apply(folder, changed, ["a", "b"], since="one", state="two")
    assert paths(folder) == {"a": "2", "c": "1", "d": "2", "e": "2", "f": "2", "g": "2"}


def test_an_article_that_comes_twice_counts_as_it_came_last(folder: Path, article, paths) -> None:
    assert apply(folder, [article("a", "先到的"), article("a", "后到的", key="2")], [], since="one", state="two")
    assert paths(folder)["a"] == "2"
    assert urls(folder, "先到") == []
    assert urls(folder, "后到") == ["/a.html"]


def test_a_change_of_nothing_moves_the_state_on(folder: Path, paths) -> None:
    assert apply(folder, [], [], since="one", state="two")
    assert state(folder) == "two"
    assert len(paths(folder)) == 3


def test_a_whole_update_asks_only_for_what_is_new_or_different(folder: Path, article, paths) -> None:
    asked: list[str] = []

    def document(path: str) -> SearchDocument:
        asked.append(path)
        return article(path, key="2" if path == "b" else "1")

    assert update(folder, iter([("d", "1"), ("b", "2"), ("a", "1")]), document, state="two") == (2, 1)
    assert asked == ["b", "d"]
    assert paths(folder) == {"a": "1", "b": "2", "d": "1"}
    assert state(folder) == "two"


def test_a_whole_update_that_changes_nothing_still_sets_the_state(folder: Path, article) -> None:
    documents = article("a", "甲文件"), article("b", "乙文件"), article("c", "丙文件")
    assert whole(folder, *documents, to="two") == (0, 0)
    assert state(folder) == "two"


def test_more_than_one_segment_holds_comes_true_in_steps(tmp_path: Path, article, paths, monkeypatch) -> None:
    monkeypatch.setattr(batch, "MOST_ARTICLES", 4)
    steps: list[str] = []
    documents = {f"{n:02}": article(f"{n:02}", f"第{n}号文件") for n in range(11)}
    wanted = [(path, "1") for path in documents]
    update(tmp_path, wanted, documents.__getitem__, state="one", step=lambda: steps.append(state(tmp_path)))
    assert len(paths(tmp_path)) == 11
    assert set(steps) == {""}
    assert state(tmp_path) == "one"


def test_an_update_that_breaks_off_leaves_no_state_to_build_upon(folder: Path, article, paths, monkeypatch) -> None:
    monkeypatch.setattr(batch, "MOST_ARTICLES", 2)

    def changed() -> Iterator[SearchDocument]:
        for n in range(5):
            yield article(f"n{n}")
        raise KeyError("the library broke off")

    with pytest.raises(KeyError, match="the library broke off"):
        apply(folder, changed(), [], since="one", state="two")
    assert state(folder) == ""
    assert set(paths(folder)) == {"a", "b", "c", "n0", "n1", "n2", "n3"}
    whole(folder, article("a"), to="three")
    assert paths(folder) == {"a": "1"}


def test_trouble_of_the_caller_is_not_told_as_trouble_of_the_index(tmp_path: Path) -> None:
    def document(path: str) -> SearchDocument:
        raise FileNotFoundError(path)

    with pytest.raises(FileNotFoundError):
        update(tmp_path, [("a", "1")], document)


def test_a_second_writer_is_refused(folder: Path, article, paths) -> None:
    def document(path: str) -> SearchDocument:
        with pytest.raises(SearchError, match=r"^检索索引正被另一个程序写入。 请等它结束后再试。$"):
            whole(folder, article("z"))
        with pytest.raises(SearchError, match=r"^检索索引正被另一个程序写入。 请等它结束后再试。$"):
            apply(folder, [article("z")], [], since="one", state="two")
        return article(path)

    assert update(folder, [("d", "1")], document, state="two") == (1, 3)
    assert paths(folder) == {"d": "1"}
    assert whole(folder, article("e")) == (1, 1)


def test_an_index_that_lost_a_file_is_made_anew(folder: Path, article, paths) -> None:
    next((folder / POSTINGS).glob("*.terms")).unlink()
    assert state(folder) == ""
    assert not is_there(folder)
    assert not apply(folder, [article("d")], [], since="one", state="two")
    assert whole(folder, article("a"), article("b"), to="two") == (2, 0)
    assert paths(folder) == {"a": "1", "b": "1"}


def test_an_index_with_a_cut_off_file_is_made_anew(folder: Path, article, paths) -> None:
    file = next((folder / POSTINGS).glob("*.order.col"))
    file.write_bytes(file.read_bytes()[:-1])
    assert state(folder) == ""
    assert whole(folder, article("a"), to="two") == (1, 0)
    assert paths(folder) == {"a": "1"}


def test_an_index_of_another_format_is_made_anew(tmp_path: Path, article, paths) -> None:
    (tmp_path / POSTINGS).mkdir()
    (tmp_path / POSTINGS / "_MAIN_7.toc").write_bytes(b"old")
    with sqlite3.connect(tmp_path / FILE) as old:
        old.execute("create table meta (key text primary key, value text) without rowid")
        old.execute("insert into meta values ('format', '1')")
    old.close()
    assert state(tmp_path) == ""
    with pytest.raises(SearchError, match=r"^检索索引是旧版本写的，现在的程序读不了。 请重新运行 invoke build。$"):
        Searcher(tmp_path)
    assert whole(tmp_path, article("a")) == (1, 0)
    assert paths(tmp_path) == {"a": "1"}


def test_a_catalogue_that_is_none_is_told(folder: Path, article) -> None:
    (folder / FILE).write_bytes(b"no database" * 100)
    assert state(folder) == ""
    with pytest.raises(SearchError, match=r"^检索索引无法写入（.*）。 请用 invoke clean 清空后重新生成。$"):
        whole(folder, article("a"))


def test_a_reader_that_lost_its_files_says_so(folder: Path) -> None:
    with Searcher(folder) as searcher:
        next((folder / POSTINGS).glob("*.terms")).unlink()
        with pytest.raises(SearchError, match=r"^检索索引无法读取（.*）。 请重新运行 invoke build。$"):
            searcher.search(SearchRequest("文件"))


def test_a_reader_with_a_cut_off_file_says_so(folder: Path) -> None:
    for kind in ("*.order.col", "*.terms"):
        file = next((folder / POSTINGS).glob(kind))
        whole_file = file.read_bytes()
        file.write_bytes(whole_file[:-8])
        with Searcher(folder) as searcher:
            with pytest.raises(SearchError, match=r"^检索索引无法读取（.*）。 请重新运行 invoke build。$"):
                searcher.search(SearchRequest("文件"))
        file.write_bytes(whole_file)


def test_an_open_searcher_answers_from_the_newest_index(folder: Path, article) -> None:
    with Searcher(folder) as searcher:
        assert [h.url for h in searcher.search(SearchRequest("甲文件")).hits][:1] == ["/a.html"]
        apply(folder, [article("a", "换了题目", key="2")], [], since="one", state="two")
        assert [h.url for h in searcher.search(SearchRequest("换了题目")).hits][:1] == ["/a.html"]
        assert searcher.search(SearchRequest("甲文")).hits == ()


def test_many_small_changes_leave_few_segments(folder: Path, article, paths) -> None:
    at = "one"
    for n in range(70):
        assert apply(folder, [article(f"n{n % 50}", key=str(n))], [], since=at, state=str(n))
        at = str(n)
    assert len(paths(folder)) == 53
    catalogue = Catalogue(folder)
    assert len(catalogue.segments()) <= 15
    catalogue.close()


def test_tidying_changes_no_article_and_no_state(folder: Path, article, paths) -> None:
    at = "one"
    for n in range(10):
        apply(folder, [article(f"n{n}")], [], since=at, state=str(n))
        at = str(n)
    before = paths(folder)
    tidy(folder)
    assert paths(folder) == before
    assert state(folder) == "9"
    tidy(folder / "nowhere")
    assert not (folder / "nowhere").exists()


def test_what_is_shown_is_what_was_given(folder: Path, article) -> None:
    given = replace(article("ｘ", "ＡＢＣ　㈱", "Ａ１，①。"), document_number="示发〔2026〕1号")
    apply(folder, [given], [], since="one", state="two")
    with Searcher(folder) as searcher:
        (hit,) = searcher.search(SearchRequest("abc")).hits
    assert (hit.title, hit.document_number) == (given.title, given.document_number)
