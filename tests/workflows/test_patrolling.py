"""A patrol by schedule: whole looks and samples, reports that an office can read, calls when something is new."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.livesite import LATER, LiveSite, kinds

from portalkit.model.patrol import Alarm, AlarmKind, Round
from portalkit.reports.patrolling import day_html, day_json, day_markdown, round_text
from portalkit.workflows.patrolling import Patrolled, Schedule, patrol, turns

ARTICLE = "shichang/policy/202603/yan-2.html"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> LiveSite:
    return LiveSite.founded(tmp_path_factory.mktemp("patrol"))


@pytest.fixture
def live(founded: LiveSite, tmp_path: Path) -> LiveSite:
    """The folder on the server is enough here; nginx has its own tests."""
    import shutil

    shutil.rmtree(founded.site, ignore_errors=True)
    shutil.rmtree(founded.press.depot.folder, ignore_errors=True)
    founded.publish()
    return founded


def turn(live: LiveSite, journal: Path, *, hours: float = 0, schedule: Schedule | None = None) -> Patrolled:
    now = LATER + timedelta(hours=hours)
    asked = live.asked(target=str(live.site), address="", authority="", journal=journal, now=now)
    return patrol(asked, schedule or Schedule(sample=2))


def test_the_first_look_is_whole_then_samples_then_whole_again(live: LiveSite, tmp_path: Path) -> None:
    assert [turn(live, tmp_path, hours=h).round.full for h in (0, 1, 2, 23, 24.5, 25)] == [
        True, False, False, False, True, False,
    ]  # fmt: skip


def test_a_new_release_is_looked_at_as_a_whole(live: LiveSite, tmp_path: Path) -> None:
    turn(live, tmp_path)
    live.publish(now=LATER)
    assert [turn(live, tmp_path, hours=h).round.full for h in (1, 2, 3)] == [False, True, False]


def test_samples_keep_looking_at_what_was_wrong(live: LiveSite, tmp_path: Path) -> None:
    live.inject(ARTICLE, "<p>x</p>")
    schedule = Schedule(sample=0)
    first = turn(live, tmp_path, schedule=schedule)
    assert kinds(first.round) == {AlarmKind.CHANGED}
    assert not turn(live, tmp_path, hours=1, schedule=schedule).round.clean
    live.change(ARTICLE, live.released[ARTICLE])
    assert turn(live, tmp_path, hours=2, schedule=schedule).round.clean
    assert not (tmp_path / "alarm.json").exists()


def test_the_hook_is_called_when_alarms_change_and_not_otherwise(live: LiveSite, tmp_path: Path) -> None:
    script, calls = tmp_path / "hook.py", tmp_path / "calls"
    script.write_text(f"import sys\nopen({str(calls)!r}, 'a').write(sys.stdin.read().replace(chr(10), '') + chr(10))\n")
    schedule = Schedule(sample=0, hook=f"{sys.executable} {script}")
    journal = tmp_path / "journal"
    turn(live, journal, schedule=schedule)
    assert not calls.exists()
    live.inject(ARTICLE, "<p>x</p>")
    for hours in (25, 26, 27):
        turn(live, journal, hours=hours, schedule=schedule)
    live.change(ARTICLE, live.released[ARTICLE])
    turn(live, journal, hours=28, schedule=schedule)
    told = [json.loads(line) for line in calls.read_text(encoding="utf-8").splitlines()]
    assert [one["clean"] for one in told] == [False, True]
    assert told[0]["alarms"][0]["path"] == ARTICLE


@pytest.mark.parametrize("hook", ["/nonexistent/program", f"{sys.executable} -c 'raise SystemExit(3)'"])
def test_a_hook_that_fails_is_told_and_the_round_stands(live: LiveSite, tmp_path: Path, hook: str) -> None:
    live.inject(ARTICLE, "<p>x</p>")
    done = turn(live, tmp_path, schedule=Schedule(hook=hook))
    assert done.called
    assert not done.round.clean


def test_every_day_has_its_report_in_three_forms(live: LiveSite, tmp_path: Path) -> None:
    turn(live, tmp_path)
    live.inject(ARTICLE, "<script>x()</script>")
    turn(live, tmp_path, hours=24)
    turn(live, tmp_path, hours=25)
    first, second = "2026-11-21", "2026-11-22"
    assert sorted(file.name for file in (tmp_path / "reports").iterdir()) == [
        f"{day}.{suffix}" for day in (first, second) for suffix in ("html", "json", "md")
    ]
    assert "全天没有发现问题" in (tmp_path / "reports" / f"{first}.md").read_text(encoding="utf-8")
    text = (tmp_path / "reports" / f"{second}.md").read_text(encoding="utf-8")
    assert "| 植入脚本 |" in text
    assert "巡检 2 次，其中全站核对 1 次" in text
    told = json.loads((tmp_path / "reports" / f"{second}.json").read_text(encoding="utf-8"))
    assert (told["rounds"], told["bad"], told["release"]) == (2, 2, 1)
    assert {alarm["kind"] for alarm in told["alarms"]} == {"CHANGED", "SCRIPT"}
    assert all(alarm["rounds"] == 2 for alarm in told["alarms"])


def hostile(text: str) -> Round:
    alarm = Alarm(AlarmKind.ADDED, f"x/{text}.html", text, text, text)
    return Round("https://www.shili.gov.cn/", LATER, True, "", None, 1, 1, 1, 0.1, (alarm,))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "| a | b |", "\x1b[2J\x07", "[x](javascript:y)", "\r\n# x"]
)
def test_what_an_intruder_writes_does_no_harm_in_a_report(text: str) -> None:
    one = hostile(text)
    day = LATER.date()
    assert "<script>" not in day_html(day, one.target, [one])
    assert "<script>" not in day_markdown(day, one.target, [one])
    row = next(line for line in day_markdown(day, one.target, [one]).splitlines() if line.startswith("| 多出的页面"))
    assert row.replace("\\|", "").count("|") == 8
    assert "\x1b" not in round_text(one) + day_markdown(day, one.target, [one]) + day_html(day, one.target, [one])
    json.loads(day_json(day, one.target, [one]))


def test_a_round_is_told_with_what_to_do() -> None:
    told = round_text(hostile("x"))
    assert "【多出的页面】1 处" in told
    assert "怎么办：" in told


def test_a_patrol_by_itself_takes_its_turns() -> None:
    waited: list[float] = []
    going = turns(10, wait=waited.append)
    moments = [next(going) for _ in range(3)]
    assert len(waited) == 2
    assert all(599 < seconds <= 600 for seconds in waited)
    assert all(moment.tzinfo is not None for moment in moments)
    assert len(list(turns(0))) == 1


def test_a_report_names_every_release_of_the_day(live: LiveSite, tmp_path: Path) -> None:
    one = turn(live, tmp_path).round
    assert one.seen
    other = replace(one, seen=replace(one.seen, number=2))
    assert "第 1、2 号" in day_markdown(LATER.date(), one.target, [one, other])
