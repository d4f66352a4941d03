"""The closing table: what went out, what did not and why."""

from __future__ import annotations

import io
from dataclasses import replace

from reports.samples import FUTURE, HELD, PREVIOUS, PUBLISHED, WAITING, finding, outcome
from rich.console import Console

from portalkit.model.finding import Severity
from portalkit.reports.summary import MOST_LISTED, MOST_STOPPING, show_outcome, summary_text

STOPPING = finding("LK001", Severity.VETO, path="index.html", line=None, what="页面上没有“网站标识码”。")


def shown(ended, **terminal) -> str:
    stream = io.StringIO()
    show_outcome(ended, Console(file=stream, width=100, **terminal))
    return stream.getvalue()


def test_a_build_ends_with_the_whole_story():
    advice = finding("RV001", Severity.ADVISE, path=WAITING.path, line=None)
    ended = outcome(PUBLISHED, PREVIOUS, HELD, WAITING, FUTURE, findings=(finding("LK001", Severity.VETO), advice))
    assert summary_text(ended) == (
        "示例县人民政府\n"
        "  发布：2 篇，共 5 篇\n"
        "  　已发布（上一签发版本）：1 篇\n"
        "  　待审核：1 篇\n"
        "  　暂缓发布：1 篇\n"
        "  　未到发布时间：1 篇\n"
        "  问题：单项否决 1，提示 1\n"
        "  页面：1171 个，文件 1230 个\n"
        "  检索：2 篇\n"
        "  上线：新页面已经换上，更新 1230 个文件\n"
        "  用时：12.3 秒\n"
        "未按现在的内容发布的稿件：\n"
        "  暂缓发布  shili/shichang/policy/2026-03-01-yan.md  商业链接或广告\n"
        "  已发布（上一签发版本）  shili/portal/news/2026-03-02-b.md  新版本待审核：缺终审签字\n"
        "  待审核  shili/shichang/policy/2026-03-03-c.md  缺复审、终审签字"
    )


def test_a_check_writes_no_pages_and_says_nothing_of_them():
    text = summary_text(outcome(PUBLISHED, pages=0, placed=False))
    assert text == "示例县人民政府\n  发布：1 篇，共 1 篇\n  问题：没有\n  用时：12.3 秒"


def test_a_decision_without_a_reason_takes_it_from_the_findings():
    ended = outcome(replace(HELD, why=""), findings=(finding("LK001", Severity.VETO), finding()))
    assert summary_text(ended).endswith("2026-03-01-yan.md  商业链接或广告")


def test_a_build_that_is_stopped_says_by_what():
    text = summary_text(outcome(PUBLISHED, HELD, findings=(finding("LK001", Severity.VETO), STOPPING), placed=False))
    assert "  上线：没有换上，原有页面保持不变\n" in text
    stopped = text.partition("下列问题使新页面不能上线：\n")[2]
    assert stopped.startswith("index.html\n  问题：页面上没有“网站标识码”。\n")
    assert HELD.path not in stopped


def test_very_many_stopping_findings_are_counted():
    many = tuple(replace(STOPPING, what=f"问题 {n}。") for n in range(MOST_STOPPING + 3))
    text = summary_text(outcome(PUBLISHED, findings=many, placed=False))
    assert text.endswith("另有 3 个，运行 invoke check 查看。")


def test_very_many_waiting_articles_are_counted():
    many = tuple(replace(WAITING, path=f"shili/shichang/policy/2026-03-03-c{n}.md") for n in range(MOST_LISTED + 2))
    text = summary_text(outcome(*many))
    assert text.endswith("\n  待审核的另有 2 篇，运行 invoke check 查看。")
    assert text.count("缺复审、终审签字") == MOST_LISTED


def test_a_log_gets_plain_lines_with_whole_paths():
    long = replace(HELD, path="shili/shichang/policy/2026/2026-03-01-" + "chang-" * 40 + "a.md")
    text = shown(outcome(long))
    assert long.path in text
    assert text == summary_text(outcome(long)) + "\n"


def test_a_terminal_gets_a_table_and_colours():
    text = shown(outcome(PUBLISHED, HELD), force_terminal=True)
    assert "\x1b[" in text
    assert "暂缓发布" in text
    assert "商业链接或广告" in text


def test_a_terminal_that_asks_for_no_colour_gets_none():
    text = shown(outcome(PUBLISHED, HELD), force_terminal=True, no_color=True)
    assert "\x1b[31m" not in text
    assert "商业链接或广告" in text


def test_square_brackets_in_a_path_or_reason_are_words():
    odd = replace(HELD, path="shili/[bold]/a.md", why="文号“[2026]”[/red]")
    for text in (shown(outcome(odd)), shown(outcome(odd), force_terminal=True)):
        assert "[bold]" in text
        assert "[/red]" in text
