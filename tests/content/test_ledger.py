"""The review ledger: forgiving to read, careful to write."""

from __future__ import annotations

import os
import threading
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portalkit.content import ledger
from portalkit.errors import UsageError
from portalkit.model.review import ReviewStage, Signature

SHA = "ab" * 32
GOOD = (
    f'{{"file": "policy/2026-03-01-a.md", "sha256": "{SHA}", "stage": "初审", '
    '"by": "wangan", "at": "2026-03-01T08:50"}'
)
SIGNATURE = Signature("policy/2026-03-01-a.md", SHA, ReviewStage.FIRST, "wangan", datetime(2026, 3, 1, 8, 50))
AGAIN = "删去这一行，请签发人重新签发。"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "shili/shichang"
    home.mkdir(parents=True)
    return home


def read(home: Path, content: str | bytes) -> ledger.Ledger:
    raw = content.encode() if isinstance(content, str) else content
    (home / "reviews.jsonl").write_bytes(raw)
    return ledger.read(home.parents[1], "shili", "shichang")


def test_a_line_is_a_signature(home: Path) -> None:
    assert read(home, GOOD + "\n")[:2] == ({"policy/2026-03-01-a.md": [SIGNATURE]}, [])


def test_no_ledger_is_an_empty_one(home: Path) -> None:
    assert ledger.read(home.parents[1], "shili", "shichang") == ({}, [], "")


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        f"\n\n{GOOD}\n  \n",
        f"{GOOD}\r\n",
        f"\ufeff{GOOD}\n",
        f"{GOOD}\n{GOOD}\n{GOOD}\n",
        GOOD.replace("08:50", "08:50:00"),
        f"{GOOD}\n{GOOD.replace(': ', ':')}\n",
    ],
)
def test_blank_lines_windows_ends_and_merged_doubles_are_no_matter(home: Path, content: str) -> None:
    assert read(home, content)[:2] == ({"policy/2026-03-01-a.md": [SIGNATURE]}, [])


@pytest.mark.parametrize(
    ("line", "what", "fix"),
    [
        ("<<<<<<< HEAD", "这一行是合并冲突的标记。", "删去这一行。"),
        ("=======", "这一行是合并冲突的标记。", "删去这一行。"),
        (">>>>>>> 3f2a bureau", "这一行是合并冲突的标记。", "删去这一行。"),
        (GOOD[:-20], "这一行不是完整的 JSON 记录。", AGAIN),
        (GOOD + GOOD, "这一行不是完整的 JSON 记录。", AGAIN),
        ("[1]", "这一行不是完整的 JSON 记录。", AGAIN),
        ("[" * 9000, "这一行不是完整的 JSON 记录。", AGAIN),
        ('{"a": ' * 9000, "这一行不是完整的 JSON 记录。", AGAIN),
        ("9" * 9000, "这一行不是完整的 JSON 记录。", AGAIN),
        ("x" * 70000, "这一行太长，不是审核记录。", AGAIN),
        (GOOD.replace("初审", "四审"), "这一行的审核环节“四审”不是初审、复审或终审。", AGAIN),
        (GOOD.replace("08:50", "8:50"), "这一行的时间“2026-03-01T8:50”不对，应当像 2026-03-01T08:50。", AGAIN),
        (GOOD.replace("03-01T", "02-30T"), "这一行的时间“2026-02-30T08:50”不对，应当像 2026-03-01T08:50。", AGAIN),
        (GOOD.replace(SHA, "AB" * 32), "这一行的 sha256 不是 64 位小写十六进制数。", AGAIN),
        (GOOD.replace('"wangan"', "null"), "这一行缺少 by。", AGAIN),
        (GOOD.replace("wangan", "  "), "这一行缺少 by。", AGAIN),
        (GOOD.replace('"by"', '"who"'), "这一行缺少 by。", AGAIN),
        (GOOD.replace('"by"', '"by": "x", "by"'), "这一行里同一个字段写了两次。", AGAIN),
        (
            GOOD.replace("policy/2026", "../shuili/2026"),
            "这一行的文件“../shuili/2026-03-01-a.md”不是单位文件夹里的路径。",
            AGAIN,
        ),
        (GOOD.replace("policy/", "/etc/"), "这一行的文件“/etc/2026-03-01-a.md”不是单位文件夹里的路径。", AGAIN),
        (GOOD.replace("}", ', "files": ["a"]}'), "这一行的 files 不对。", AGAIN),
        (GOOD.replace("}", ', "files": {"a.docx": "1"}}'), "这一行里附件“a.docx”的 sha256 不对。", AGAIN),
    ],
)
def test_a_spoilt_line_is_named_and_the_others_count(home: Path, line: str, what: str, fix: str) -> None:
    signatures, problems, _ = read(home, f"\n{line}\n{GOOD}\n")
    assert signatures == {"policy/2026-03-01-a.md": [SIGNATURE]}
    assert [(p.kind.name, p.line, p.what, p.fix) for p in problems] == [("LEDGER", 2, what, fix)]


def test_a_line_of_another_encoding_is_named(home: Path) -> None:
    signatures, problems, _ = read(home, GOOD.encode("gb18030") + b"\n" + GOOD.encode())
    assert len(signatures) == 1
    assert [(p.line, p.what) for p in problems] == [(1, "这一行的编码不是 UTF-8。")]


def test_a_ledger_that_is_a_link_is_not_read(home: Path) -> None:
    (home / "elsewhere").write_text(GOOD)
    (home / "reviews.jsonl").symlink_to("elsewhere")
    signatures, problems, _ = ledger.read(home.parents[1], "shili", "shichang")
    assert signatures == {}
    assert [p.what for p in problems] == ["审核记录不是普通文件，没有读取。"]
    with pytest.raises(UsageError, match=r"^审核记录 shili/shichang/reviews.jsonl 写不进去。"):
        ledger.append(home.parents[1], "shili", "shichang", SIGNATURE)


def test_the_line_that_is_written_is_the_one_of_the_format() -> None:
    assert ledger.line_for(SIGNATURE) == GOOD


def test_signed_files_are_written_in_order() -> None:
    signature = Signature(SIGNATURE.file, SHA, ReviewStage.FINAL, "李", SIGNATURE.at, {"b.docx": SHA, "a.docx": SHA})
    assert ledger.line_for(signature).endswith(f'"files": {{"a.docx": "{SHA}", "b.docx": "{SHA}"}}}}')


def test_appending_keeps_what_is_there(home: Path) -> None:
    read(home, "# torn line without an end")
    ledger.append(home.parents[1], "shili", "shichang", SIGNATURE)
    ledger.append(home.parents[1], "shili", "shichang", SIGNATURE)
    assert (home / "reviews.jsonl").read_text("utf-8") == f"# torn line without an end\n{GOOD}\n{GOOD}\n"


def test_appending_begins_a_ledger(home: Path) -> None:
    ledger.append(home.parents[1], "shili", "shichang", SIGNATURE)
    assert (home / "reviews.jsonl").read_text("utf-8") == GOOD + "\n"


def test_many_may_append_at_once(home: Path) -> None:
    threads = [
        threading.Thread(target=ledger.append, args=(home.parents[1], "shili", "shichang", SIGNATURE))
        for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = (home / "reviews.jsonl").read_text("utf-8").split("\n")
    assert [line for line in lines if line] == [GOOD] * 16


def test_an_unwritable_ledger_is_the_operators_turn(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"写不进去。 检查单位文件夹是否存在、是否可写。"):
        ledger.append(tmp_path, "shili", "nobody", SIGNATURE)


def test_a_write_cut_short_is_reported(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda descriptor, line: len(line) - 3)
    with pytest.raises(UsageError, match="没有写完整"):
        ledger.append(home.parents[1], "shili", "shichang", SIGNATURE)


names = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\"), min_size=1).filter(
    lambda name: bool(name.strip()) and name not in (".", "..")
)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
signatures = st.builds(
    Signature,
    file=st.lists(names, min_size=1, max_size=3).map("/".join),
    sha256=digests,
    stage=st.sampled_from(ReviewStage),
    by=st.text(min_size=1).filter(lambda text: bool(text.strip())).filter(lambda text: text.isprintable()),
    at=st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)),
    files=st.dictionaries(names, digests, max_size=3),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(signatures, max_size=4))
def test_what_is_written_is_read_back(home: Path, written: list[Signature]) -> None:
    (home / "reviews.jsonl").unlink(missing_ok=True)
    for signature in written:
        ledger.append(home.parents[1], "shili", "shichang", signature)
    found, problems, _ = ledger.read(home.parents[1], "shili", "shichang")
    assert problems == []
    assert [s for of_file in found.values() for s in of_file] == sorted(
        _once(written), key=lambda s: list(found).index(s.file)
    )


def _once(written: list[Signature]) -> list[Signature]:
    return list({ledger.line_for(signature): signature for signature in written}.values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reader(home: Path, raw: bytes) -> None:
    signatures, *_ = read(home, raw + b"\n" + GOOD.encode() + b"\n" + raw)
    assert signatures["policy/2026-03-01-a.md"]


LINES = st.sampled_from(
    [
        GOOD.encode(),
        GOOD.replace("初审", "复审").encode(),
        GOOD.replace("-a.md", "-b.md").encode(),
        GOOD.replace(": ", ":").encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        b"<<<<<<< HEAD",
        b"",
    ]
)
TEXTS = st.lists(LINES, max_size=4).map(lambda lines: b"".join(line + b"\n" for line in lines))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXTS, TEXTS, st.sampled_from([b"", GOOD.encode()]), st.booleans())
def test_reading_on_is_reading_the_whole(home: Path, before: bytes, more: bytes, rest: bytes, changed: bool) -> None:
    known = read(home, before)
    after = (before.replace("初审".encode(), "终审".encode()) if changed else before) + more + rest
    whole = read(home, after)
    found = ledger.read_on(home.parents[1], "shili", "shichang", known.mark)
    if found is None:
        return
    assert found.mark == whole.mark
    assert known.problems == whole.problems
    together = {
        file: ledger.merged(known.signatures.get(file, ()), found.signatures.get(file, ()))
        for file in {**known.signatures, **found.signatures}
    }
    assert together == whole.signatures


def test_a_ledger_that_only_grew_is_read_on(home: Path) -> None:
    known = read(home, GOOD + "\n")
    read(home, f"{GOOD}\n{GOOD.replace('初审', '复审')}\n")
    found = ledger.read_on(home.parents[1], "shili", "shichang", known.mark)
    assert found is not None
    assert [s.stage for s in found.signatures["policy/2026-03-01-a.md"]] == [ReviewStage.SECOND]


@pytest.mark.parametrize("content", [GOOD.replace("初审", "终审") + "\n", "", f"{GOOD}\n=======\n"])
def test_a_ledger_that_did_not_only_grow_is_read_anew(home: Path, content: str) -> None:
    known = read(home, GOOD + "\n")
    read(home, content)
    assert ledger.read_on(home.parents[1], "shili", "shichang", known.mark) is None
