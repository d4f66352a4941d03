"""A journal remembers the newest release and keeps a log from which nothing can be taken out unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.releases import NOON

from portalkit.errors import UsageError
from portalkit.model.patrol import Alarm, AlarmKind, Round
from portalkit.patrol.journal import Journal

QUIET = Round("https://www.shili.gov.cn/", NOON, True, "", None, 3, 4, 5, 0.1, ())
LOUD = replace(QUIET, alarms=(Alarm(AlarmKind.CHANGED, "index.html", "x", "浏览器"),))


def rounds(count: int) -> list[Round]:
    return [replace(QUIET, at=NOON + timedelta(minutes=number)) for number in range(count)]


def filled(folder: Path, count: int = 5) -> Journal:
    journal = Journal(folder)
    with journal.alone():
        for one in rounds(count):
            journal.append(one)
    return journal


def test_every_round_is_kept_in_order(tmp_path: Path) -> None:
    assert list(filled(tmp_path).rounds()) == rounds(5)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("change", ["removed", "changed", "swapped"])
def test_a_log_that_was_tampered_with_is_told(tmp_path: Path, number: int, change: str) -> None:
    journal = filled(tmp_path)
    file = tmp_path / "rounds.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    if change == "removed":
        del lines[number]
    elif change == "changed":
        lines[number] = lines[number].replace(b'"checked":3', b'"checked":9')
    else:
        lines[number], lines[number + 1] = lines[number + 1], lines[number]
    file.write_bytes(b"".join(lines))
    with pytest.raises(UsageError, match="接不上"):
        list(journal.rounds())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kept=st.integers(0, 2000))
def test_a_round_that_a_kill_cut_short_is_written_over(tmp_path: Path, kept: int) -> None:
    (tmp_path / "rounds.jsonl").unlink(missing_ok=True)
    journal = filled(tmp_path, 3)
    file = tmp_path / "rounds.jsonl"
    raw = file.read_bytes()
    file.write_bytes(raw[: min(kept, len(raw))])
    whole = file.read_bytes().count(b"\n")
    journal.append(LOUD)
    assert list(journal.rounds()) == [*rounds(3)[:whole], LOUD]


def test_a_long_line_is_chained_as_well(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    long = replace(LOUD, alarms=tuple(Alarm(AlarmKind.ADDED, f"{n}.html", "x" * 50) for n in range(3000)))
    for one in (QUIET, long, QUIET):
        with journal.alone():
            journal.append(one)
    assert list(journal.rounds()) == [QUIET, long, QUIET]


def test_alarms_are_told_when_they_come_change_and_go(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    other = replace(QUIET, alarms=(*LOUD.alarms, Alarm(AlarmKind.ADDED, "x.html", "y")))
    told = [journal.state_alarm(one) for one in (QUIET, LOUD, LOUD, other, other, QUIET, QUIET)]
    assert told == [False, True, False, True, False, True, False]
    assert journal.standing() == ()
    journal.state_alarm(other)
    assert journal.standing() == ("index.html", "x.html")


def test_a_memory_that_cannot_be_read_is_no_fresh_start(tmp_path: Path) -> None:
    (tmp_path / "seen.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="读不出来"):
        Journal(tmp_path).memory()


def test_two_patrols_of_one_target_do_not_run_at_once(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = "from pathlib import Path\nfrom portalkit.patrol.journal import Journal\n"
    code += f"with Journal(Path({str(tmp_path)!r})).alone(): pass"
    with Journal(tmp_path).alone():
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "另一次巡检正在进行" in done.stderr


def test_moments_are_kept_with_their_zone(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    (one,) = Journal(tmp_path).rounds()
    assert isinstance(one.at, datetime)
    assert one.at == NOON
