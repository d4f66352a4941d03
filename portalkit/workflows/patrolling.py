"""Patrol a portal by schedule: a whole look now and then, samples in between, a report per day, a call on news."""

from __future__ import annotations

import shlex
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from portalkit.errors import UsageError
from portalkit.model.patrol import Round
from portalkit.patrol.journal import Journal, Memory
from portalkit.reports.patrolling import day_html, day_json, day_markdown, round_json
from portalkit.workflows.outside import Asked, verify
from portalkit.workflows.workspace import CHINA

_HOOK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often a patrol looks at everything, how many files it samples in between, and what it calls.

    ``hook`` is a command that gets the round as JSON on its input whenever other alarms stand than before.
    """

    full_every: timedelta = timedelta(hours=24)
    sample: int = 200
    hook: str = ""


@dataclass(frozen=True, slots=True)
class Patrolled:
    """What one turn of a patrol did. ``called`` is what went wrong with the hook, ``None`` when nothing was to call."""

    round: Round
    called: str | None


def patrol(asked: Asked, schedule: Schedule) -> Patrolled:
    """Look once: everything when it is time or when a release is new, else a sample. Raises ``UsageError``."""
    if schedule.hook and not shlex.split(schedule.hook):
        raise UsageError("--hook 里没有命令。", "写一条命令，如 /usr/local/bin/notify。")
    journal = Journal(asked.journal)
    whole = is_time_for_everything(journal.memory(), asked.now, schedule)
    seed = f"{asked.now:%Y-%m-%dT%H:%M:%S}"
    sample = None if whole else schedule.sample
    one = verify(replace(asked, sample=sample, seed=seed, again=journal.standing()))
    with journal.alone():
        write_reports(journal, one)
        changed = journal.state_alarm(one)
    return Patrolled(one, _call(schedule.hook, one) if schedule.hook and changed else None)


def is_time_for_everything(memory: Memory, now: datetime, schedule: Schedule) -> bool:
    """Whether the next round is a whole one."""
    if memory.last_full is None or now - memory.last_full >= schedule.full_every:
        return True
    return memory.seen is not None and memory.seen.number != memory.full_number


def write_reports(journal: Journal, one: Round) -> None:
    """Write the reports of the day of a round anew."""
    day = one.at.astimezone(CHINA).date()
    rounds = [other for other in journal.rounds() if other.at.astimezone(CHINA).date() == day]
    for suffix, text in (("md", day_markdown), ("html", day_html), ("json", day_json)):
        journal.write_report(f"{day}.{suffix}", text(day, one.target, rounds))


def turns(every: float, *, wait: Callable[[float], None] = time.sleep) -> Iterator[datetime]:
    """The moments of a patrol that runs by itself: now, and then every so many minutes; once when that is 0."""
    while True:
        began = time.monotonic()
        yield datetime.now(CHINA).replace(microsecond=0)
        if not every:
            return
        wait(max(0.0, every * 60 - (time.monotonic() - began)))


def _call(hook: str, one: Round) -> str:
    """Run the operator's command; returns what went wrong, empty when nothing did."""
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command
            shlex.split(hook), input=round_json(one).encode(), capture_output=True, timeout=_HOOK_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        return f"通知命令不能运行（{error}）"
    return f"通知命令的退出码是 {done.returncode}" if done.returncode else ""
