"""The library: what was admitted stays, what is public is what was decided."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from portalkit.errors import LibraryError
from portalkit.library import schema
from portalkit.library.corpus import Corpus
from portalkit.library.schema import LIBRARY_FILE, STEPS, connect
from portalkit.library.store import Store
from portalkit.model.column import ColumnPath
from portalkit.model.record import LocalFile, Problem, ProblemKind, Record, RecordPath, Unreadable, text_digest
from portalkit.model.review import ReviewStage, Signature
from portalkit.model.standing import Decision, Standing

PATH = RecordPath("shili", "shichang", "policy", "2026", "2026-03-01-yan.md")
RECORD = Record(
    path=PATH,
    digest=text_digest(b"one"),
    title="食盐",
    published=datetime(2026, 3, 1, 9, 30),
    source="市场监管局",
    body="<p>一</p>",
    text="一",
)


def admit(folder: Path, *records: Record, tenant_folder: Path = Path()) -> None:
    with Store(folder) as store, store.atomic():
        for record in records:
            store.intake.admit(record, tenant_folder=tenant_folder)


def publish(folder: Path, *records: Record) -> None:
    admit(folder, *records)
    with Store(folder) as store, store.atomic():
        for record in records:
            decision = Decision(record.path.text, Standing.PUBLISHED, record.revision)
            store.verdicts.decide("shili", decision, record, turns=None, findings=())


def lies_there(folder: Path) -> list[str]:
    with Store(folder) as store:
        return sorted(store.intake.paths("shili"))


def at(day: int, slug: str, tenant: str = "shichang", **fields: object) -> Record:
    path = RecordPath("shili", tenant, "policy", "", f"2026-03-{day:02}-{slug}.md")
    return replace(RECORD, path=path, published=datetime(2026, 3, day, 9, 0), title=slug, **fields)  # type: ignore[arg-type]


def test_an_admitted_state_is_read_back_whole(tmp_path: Path) -> None:
    admit(tmp_path, RECORD)
    with Corpus(tmp_path) as corpus:
        assert corpus.record(PATH.text, RECORD.revision) == RECORD


def test_earlier_states_stay_and_come_newest_first(tmp_path: Path) -> None:
    states = [replace(RECORD, digest=text_digest(text), title=text.decode()) for text in (b"a", b"b", b"c")]
    for state in states:
        admit(tmp_path, state)
    with Corpus(tmp_path) as corpus:
        placed = corpus.placed(PATH.text)
        assert placed
        assert placed.revision == states[2].revision
        assert [r.title for r in corpus.earlier(PATH.text, placed.revision)] == ["b", "a"]


def test_admitting_a_state_again_does_not_make_it_the_newest(tmp_path: Path) -> None:
    first, second = RECORD, replace(RECORD, digest=text_digest(b"two"), title="two")
    admit(tmp_path, first, second, first)
    with Corpus(tmp_path) as corpus:
        assert [r.title for r in corpus.earlier(PATH.text, "none")] == ["two", "食盐"]


def test_the_bytes_of_an_attachment_are_kept_with_the_state_that_was_signed(tmp_path: Path) -> None:
    (tmp_path / "unit").mkdir()
    attachment = tmp_path / "unit" / "biao.txt"
    attachment.write_bytes(b"old")
    digest = hashlib.sha256(b"old").hexdigest()
    file = LocalFile("biao.txt", "biao.txt", digest, 3, "/x/biao.txt", "表", picture=False)
    admit(tmp_path / "library", replace(RECORD, files=(file,)), tenant_folder=tmp_path / "unit")
    attachment.write_bytes(b"new")
    with Corpus(tmp_path / "library") as corpus:
        assert corpus.file(digest).read_bytes() == b"old"


def test_a_file_that_changes_while_it_is_admitted_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "biao.txt").write_bytes(b"changed")
    file = LocalFile("biao.txt", "biao.txt", "0" * 64, 3, "/x/biao.txt", "表", picture=False)
    with pytest.raises(LibraryError, match="附件 biao.txt 在生成过程中被改动。"):
        admit(tmp_path / "library", replace(RECORD, files=(file,)), tenant_folder=tmp_path)
    assert lies_there(tmp_path / "library") == []


def test_an_interrupted_admission_leaves_the_old_state(tmp_path: Path) -> None:
    admit(tmp_path, RECORD)
    with Store(tmp_path) as store, pytest.raises(RuntimeError), store.atomic():
        store.intake.withdraw(PATH.text)
        raise RuntimeError
    assert lies_there(tmp_path) == [PATH.text]


def test_lists_run_from_the_newest_and_neighbours_are_those_of_the_column(tmp_path: Path) -> None:
    a, b, c = at(1, "a"), at(2, "b"), at(3, "c")
    publish(tmp_path, b, c, a)
    place = ColumnPath("shichang", "policy")
    with Corpus(tmp_path) as corpus:
        newest = corpus.newest("shili", place, 10)
        assert [e.title for e in newest] == ["c", "b", "a"]
        assert [e.title for e in corpus.from_oldest("shili", place, offset=0, limit=2)] == ["b", "a"]
        older, newer = corpus.neighbours("shili", newest[1])
        assert (older and older.title, newer and newer.title) == ("a", "c")
        assert corpus.neighbours("shili", newest[0])[1] is None


def test_articles_of_the_same_minute_have_one_order(tmp_path: Path) -> None:
    same = [replace(at(1, slug), published=datetime(2026, 3, 1, 9, 0)) for slug in ("b", "a", "c")]
    publish(tmp_path, *same)
    with Corpus(tmp_path) as corpus:
        entries = corpus.newest("shili", ColumnPath("shichang", "policy"), 10)
        assert [e.title for e in entries] == ["c", "b", "a"]
        assert [n and n.title for n in corpus.neighbours("shili", entries[1])] == ["a", "c"]


def test_what_is_no_longer_decided_public_is_in_no_list(tmp_path: Path) -> None:
    listed_twice = at(2, "b", also_in=(ColumnPath("portal", "policy"),))
    publish(tmp_path, at(1, "a"), listed_twice)
    with Store(tmp_path) as store, store.atomic():
        store.verdicts.decide(
            "shili", Decision(listed_twice.path.text, Standing.WAITING, None), None, turns=None, findings=()
        )
    with Corpus(tmp_path) as corpus:
        assert [e.title for e in corpus.published("shili")] == ["a"]
        assert corpus.count("shili", ColumnPath("portal", "policy")) == 0


def test_what_could_not_be_read_is_remembered_with_its_problem(tmp_path: Path) -> None:
    problem = Problem(ProblemKind.TAB, "第3行用了 Tab。", 3)
    with Store(tmp_path) as store, store.atomic():
        store.intake.refuse(Unreadable(PATH.text, "d", (problem,)))
    with Corpus(tmp_path) as corpus:
        placed = corpus.placed(PATH.text)
        assert placed
        assert placed.revision is None
        assert placed.problems == (problem,)


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sqlite3.connect
    monkeypatch.setattr(schema.sqlite3, "connect", lambda *a, **k: real(*a, **{**k, "timeout": 0.05}))
    with Store(tmp_path) as one, one.atomic(), Store(tmp_path) as two:
        with pytest.raises(LibraryError, match=r"资源库正被另一个程序写入。 请等它结束后再试。"), two.atomic():
            pass


def test_a_file_that_is_no_library_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / LIBRARY_FILE).write_bytes(b"not a database, but long enough to be read as one" * 50)
    with pytest.raises(LibraryError, match="资源库文件无法使用"):
        Store(tmp_path)


def test_a_library_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    connection = connect(tmp_path / LIBRARY_FILE)
    connection.execute(f"pragma user_version = {len(STEPS) + 1}")
    connection.close()
    with pytest.raises(LibraryError, match="资源库是由更新版本的程序建立的"):
        Store(tmp_path)


def test_schema_steps_are_applied_once_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    admit(tmp_path, RECORD)
    monkeypatch.setattr(schema, "STEPS", (*STEPS, "create table later (x);"))
    for _ in range(2):
        connection = connect(tmp_path / LIBRARY_FILE)
        assert connection.execute("pragma user_version").fetchone() == (len(STEPS) + 1,)
        connection.close()
    assert lies_there(tmp_path) == [PATH.text]


def test_a_step_that_fails_leaves_the_library_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    admit(tmp_path, RECORD)
    monkeypatch.setattr(schema, "STEPS", (*STEPS, "create table later (x); create table later (x);"))
    with pytest.raises(LibraryError):
        connect(tmp_path / LIBRARY_FILE)
    monkeypatch.undo()
    with Corpus(tmp_path) as corpus:
        assert corpus.record(PATH.text, RECORD.revision) == RECORD


def test_without_a_library_the_reader_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"还没有资源库。 请先运行 invoke build。"):
        Corpus(tmp_path)


def test_what_comes_changes_or_goes_waits_to_be_judged_with_what_shares_its_address(tmp_path: Path) -> None:
    twin = replace(RECORD, path=replace(PATH, subfolder="", name="2026-03-09-yan.md"))
    admit(tmp_path, RECORD, twin)
    with Store(tmp_path) as store:
        with store.atomic():
            store.verdicts.judged(store.view.touched("shili"))
        assert store.view.touched("shili") == ()
        with store.atomic():
            store.intake.withdraw(PATH.text)
        assert store.view.touched("shili") == (twin.path.text, PATH.text)


def test_a_new_signature_touches_its_article_and_no_other(tmp_path: Path) -> None:
    signature = Signature("policy/a.md", "0" * 64, ReviewStage.FIRST, "yi", datetime(2026, 1, 1, 8, 0))
    other = replace(signature, file="policy/b.md")
    with Store(tmp_path) as store, store.atomic():
        store.intake.keep_signatures("shili", "shichang", {"policy/a.md": [signature]}, ())
        store.verdicts.judged(store.view.touched("shili"))
        both = {"policy/a.md": [signature], "policy/b.md": [other]}
        store.intake.keep_signatures("shili", "shichang", both, ())
        assert store.view.touched("shili") == ("shili/shichang/policy/b.md",)
        assert store.view.signatures("shili", "shichang", "policy/b.md") == (other,)


def test_a_library_of_the_first_step_keeps_its_archive_and_finds_the_rest_out_again(tmp_path: Path) -> None:
    admit(tmp_path, RECORD)
    old = sqlite3.connect(tmp_path / LIBRARY_FILE)
    old.executescript("drop table folder; create table stray (x); pragma user_version = 1;")
    old.close()
    with pytest.raises(LibraryError, match=r"资源库是另一个版本的程序建立的。 请先用现在的程序运行 invoke build。"):
        Corpus(tmp_path)
    assert lies_there(tmp_path) == []
    with Corpus(tmp_path) as corpus:
        assert corpus.record(PATH.text, RECORD.revision) == RECORD
