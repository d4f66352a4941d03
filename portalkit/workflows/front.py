"""The frame of the front door: what every command shares, from the words of its options to its exit code.

``tasks.py`` is the door itself: one task, one call into a workflow.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from invoke.exceptions import Exit

from portalkit.errors import ConfigError, ExitCode, PortalError, UsageError
from portalkit.model.finding import Finding, Severity
from portalkit.workflows.progress import Bars

# What a command needs beyond this is loaded in the command: a build that has nothing to do is to end at once.
if TYPE_CHECKING:
    from portalkit.model.outcome import Outcome
    from portalkit.workflows.quiet import Told
    from portalkit.workflows.verify import Difference

PLACES = {
    "tenants": "租户登记目录（默认 tenants）",
    "content": "稿件目录（默认 content）",
    "output": "输出目录（默认 output）",
    "today": "按哪一天生成，如 2026-03-01（默认今天，北京时间）",
    "portal": "只处理这个门户（默认全部）",
}
FAIL_ON = {
    "不能入库": Severity.REFUSE,
    "refuse": Severity.REFUSE,
    "单项否决": Severity.VETO,
    "veto": Severity.VETO,
    "扣分": Severity.DEDUCT,
    "deduct": Severity.DEDUCT,
    "提示": Severity.ADVISE,
    "advise": Severity.ADVISE,
    "never": None,
}


_READER_GONE = 141
"""What a shell tells of a program whose reader went away (``| head``)."""


def command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what goes wrong into what the operator reads, and into an honest exit code."""

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            function(*args, **kwargs)
        except Exit:
            raise
        except ConfigError as error:
            sys.stderr.write(in_words(error.findings))
            raise Exit(f"错误：{error}", code=error.exit_code) from None
        except PortalError as error:
            raise Exit(f"错误：{error}", code=error.exit_code) from None
        except BrokenPipeError:
            # Whoever read has seen enough; what Python flushes at its end must not complain again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise Exit(code=_READER_GONE) from None
        except KeyboardInterrupt:
            raise Exit("已中断；原有页面和资源库没有受影响。", code=130) from None
        except Exception:  # noqa: BLE001 - the one place where a bug ends: its traceback is for the programmer
            import traceback

            traceback.print_exc()
            raise Exit("程序出错（不是您的操作问题），请把以上内容交给技术人员。", code=ExitCode.BUG) from None

    return run


def limit_of(fail_on: str) -> Severity | None:
    """The severity from which on a command fails; raises ``UsageError``."""
    if fail_on not in FAIL_ON:
        raise UsageError(f"--fail-on 不认识“{fail_on}”。", f"可以用：{'、'.join(FAIL_ON)}。")
    return FAIL_ON[fail_on]


def finish(outcomes: tuple[Outcome, ...], limit: Severity | None) -> None:
    """Show the closing tables and end with an honest exit code."""
    sum_up(outcomes)
    if any(outcome.failed for outcome in outcomes):
        raise Exit(code=ExitCode.USAGE)
    _fail([severity for outcome in outcomes if (severity := outcome.worst())], limit)


def tell_again(told: Told, limit: Severity | None) -> None:
    """Say what the last build said, and end as it did."""
    say(told.text)
    _fail([Severity(told.worst)] if told.worst else [], limit)


def _fail(severities: list[Severity], limit: Severity | None) -> None:
    if limit and any(severity.rank <= limit.rank for severity in severities):
        raise Exit(code=ExitCode.FINDINGS)


def sum_up(outcomes: tuple[Outcome, ...]) -> None:
    """Show the closing tables."""
    from portalkit.reports.screen import console_for
    from portalkit.reports.summary import summary, summary_text

    console = console_for()
    for outcome in outcomes:
        if console:
            console.print(summary(outcome))
        else:
            say(summary_text(outcome))


def in_words(findings: tuple[Finding, ...]) -> str:
    """Findings as text."""
    from portalkit.reports.notice import findings_text

    return f"{findings_text(findings)}\n"


def report_differences(differences: tuple[Difference, ...]) -> None:
    """Differences between the built platform and a clean build are a bug of the program, never the operator's."""
    for difference in differences:
        sys.stderr.write(f"{difference.portal}  {difference.where}  {difference.what}\n")
    if differences:
        raise Exit("与全新生成的结果不一致（程序问题），请把以上内容交给技术人员。", code=ExitCode.BUG)
    say("与全新生成的结果逐字节一致。")


def say(line: str) -> None:
    """Write a line to the standard output."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def bars() -> Bars:
    """Progress on the error stream of a terminal."""
    return Bars(shown=sys.stderr.isatty())
