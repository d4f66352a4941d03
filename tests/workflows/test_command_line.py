"""The front door as an operator uses it: real processes, their words and exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from invoke.tasks import Task
from support.county import ROOT, TODAY, County

import tasks
import tasks_making
import tasks_outside
import tasks_release
from portalkit.workflows.typed import started_by_invoke
from portalkit.workflows.workspace import open_workspace


def invoke(*words: str, county: County | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    places = []
    if county:
        places = ["--tenants", str(county.root / "tenants"), "--content", str(county.root / "content")]
        if words[0] in ("build", "check", "serve", "clean"):
            places += ["--output", str(county.root / "output"), "--today", TODAY]
        if words[0] == "new":
            places += ["--today", TODAY]
    return subprocess.run(
        [sys.executable, "-m", "invoke", *words, *places],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "120", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def state_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the library of a test out of the checkout."""
    monkeypatch.setenv("PORTALKIT_STATE", str(tmp_path / "state"))


pytestmark = pytest.mark.usefixtures("state_away")


def test_the_list_of_commands_reads_like_a_manual() -> None:
    shown = invoke("--list").stdout
    for name in ("build", "check", "search", "serve", "new", "sign", "clean", "test"):
        (line,) = [line for line in shown.splitlines() if line.split()[:1] == [name]]
        assert len(line.split(maxsplit=1)[1]) > 5


@pytest.mark.parametrize("name", ["build", "check", "search", "serve", "new", "sign", "clean"])
def test_every_option_of_a_command_is_explained(name: str) -> None:
    shown = invoke("--help", name).stdout
    lines = shown[shown.index("Options:") :].splitlines()[1:]
    options = [n for n, line in enumerate(lines) if line.strip().startswith("-")]
    assert options
    for at in options:
        explained = lines[at].split("  ")[-1].strip() or (lines[at + 1] if at + 1 < len(lines) else "")
        assert not explained.startswith("-"), lines[at]


def test_a_clean_platform_ends_with_zero(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    ended = invoke("build", county=county)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "发布：1 篇，共 1 篇" in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


def test_an_article_that_is_held_back_ends_with_one_and_is_named(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan", body="见[网店](https://www.taobao.com/)。")
    ended = invoke("build", county=county)
    assert ended.returncode == 1
    assert "2026-03-01-yan.md" in ended.stdout
    assert (county.root / "output/shili/index.html").is_file()
    assert invoke("build", "--fail-on", "never", county=county).returncode == 0


def test_a_broken_registry_ends_with_two_and_every_mistake(county: County) -> None:
    bureau = county.root / "tenants/shili/shichang.yaml"
    bureau.write_text(bureau.read_text(encoding="utf-8") + "domain: scjg.shili.gov.cn\n", encoding="utf-8")
    ended = invoke("build", county=county)
    assert ended.returncode == 2
    assert "shili/shichang.yaml 第15行" in ended.stderr
    assert "怎么改" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "--today", "2026-13-01"), "--today 的日期“2026-13-01”不对。"),
        (("build", "--tenants", "no-such-folder"), "找不到租户登记目录 no-such-folder。"),
        (("build", "--portal", "nirgends"), "没有登记过门户“nirgends”。"),
        (("build", "--output", "tenants/x"), "--output 不能放在 tenants 目录里面。"),
        (("check", "--fail-on", "sometimes"), "--fail-on 不认识“sometimes”"),
        (("new", "nobody", "policy", "x"), "没有登记过单位“nobody”。"),
        (("sign", "README.md", "--by", "x", "--stage", "初审"), "README.md 不在稿件目录里。"),
        (("sign", "no/such.md", "--by", "x", "--stage", "初审"), "找不到文件 no/such.md。"),
    ],
)
def test_a_wrong_word_is_answered_in_one_line_with_a_remedy(words: tuple[str, ...], said: str) -> None:
    ended = invoke(*words)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_output_to_a_file_holds_no_colours_and_no_bars(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    ended = invoke("build", county=county, FORCE_COLOR="")
    assert "\x1b" not in ended.stdout + ended.stderr


def test_new_sign_build_search_is_one_round(county: County) -> None:
    assert invoke("new", "shichang", "notices", "xinyan", "--title", "新盐上市公告", county=county).returncode == 0
    file = county.root / "content/shili/shichang/notices/2026/2026-11-21-xinyan.md"
    text = file.read_text(encoding="utf-8")
    assert "标题: 新盐上市公告" in text
    for stage, by in (("初审", "yi"), ("复审", "er"), ("终审", "san")):
        ended = invoke("sign", str(file), "--by", by, "--stage", stage, county=county)
        assert ended.returncode == 0, ended.stderr
    assert "审核环节已齐" in ended.stdout
    assert invoke("build", county=county).returncode == 0
    found = invoke("search", "新盐", "--tenant", "shichang", county=county)
    assert found.returncode == 0
    assert "新盐上市公告" in found.stdout
    assert "新盐上市公告" not in invoke("search", "新盐", "--tenant", "nongye", county=county).stdout


def test_a_stage_cannot_be_signed_before_the_one_before_it_nor_by_somebody_else(county: County) -> None:
    file = county.article("shichang/notices", "2026-11-20-a", signed=False)
    early = invoke("sign", str(file), "--by", "er", "--stage", "复审", county=county)
    assert early.returncode == 2
    assert "还没有初审签字，不能先签复审。" in early.stderr
    wrong = invoke("sign", str(file), "--by", "yi", "--stage", "终审", county=county)
    assert "甲一不能签终审。" in wrong.stderr
    assert not (file.parents[1] / "reviews.jsonl").exists()


def test_clean_removes_pages_and_index_and_keeps_the_library(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    invoke("build", county=county)
    ended = invoke("clean", county=county)
    assert ended.returncode == 0
    assert not (county.root / "output/shili").exists()
    assert list(county.root.rglob("library.sqlite3"))
    invoke("clean", "--library", county=county)
    assert not list(county.root.rglob("library.sqlite3"))


def test_a_reader_who_has_seen_enough_is_no_fault_of_the_program(county: County) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    places = ["--tenants", str(county.root / "tenants"), "--content", str(county.root / "content"), "--today", TODAY]
    ended = subprocess.run(
        [sys.executable, "-m", "invoke", "check", *places],
        cwd=ROOT,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (141, "")


def test_a_second_build_is_refused_while_one_is_running(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    county.sign(county.article("shichang/policy", "2026-03-02-er", signed=False))
    running = open_workspace(ROOT, tenants=str(county.root / "tenants"), content=str(county.root / "content"))
    with running.alone():
        ended = invoke("build", county=county)
        assert ended.returncode == 2
        assert "另一次生成或检查正在进行。" in ended.stderr
        assert not (county.root / "output").exists()
    assert invoke("build", county=county).returncode == 0
    assert county.has("/shichang/policy/202603/yan.html")


def test_the_commands_that_a_lone_build_does_without_are_those_of_other_files() -> None:
    elsewhere = {
        value.name.replace("_", "-")
        for module in (tasks_making, tasks_outside, tasks_release)
        for value in vars(module).values()
        if isinstance(value, Task)
    }
    assert elsewhere == tasks.ELSEWHERE


def test_a_build_may_be_followed_by_another_command_on_the_same_line(county: County) -> None:
    county.article("shichang/policy", "2026-03-01-yan")
    places = ("--tenants", str(county.root / "tenants"), "--content", str(county.root / "content"))
    ended = invoke("build", *places, "--output", str(county.root / "output"), "--today", TODAY, "ledger", *places)
    assert county.has("/shichang/policy/202603/yan.html")
    assert "No idea what" not in ended.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chek",), "没有命令“chek”。 您要写的是 check 吗？"),
        (("check", "--tenent", "shichang"), "命令 check 没有选项“--tenent”。 您要写的是 --tenant 吗？"),
        (("build", "--frob=1"), "命令 build 没有选项“--frob”。 用 invoke --help build 查看它的选项。"),
        (("check", "--tenant"), "选项 --tenant 后面没有写值。"),
        (("check", "--path"), "选项 --path 后面没有写值。"),
        (("check", "--fail-on"), "选项 --fail-on 后面没有写值。"),
        (("serve", "--port", "八千"), "“八千”不是整数。"),
        (("build", "shili"), "命令 build 用不上“shili”这个词"),
        (("build", "check", "--nosuch"), "命令 check 没有选项“--nosuch”。"),
        (("--tenants", "x", "build"), "命令前面的选项“--tenants”不认识。 先写命令，再写选项"),
        (("sign",), "命令 sign 后面还要写 file。"),
    ],
)
def test_a_word_that_is_no_command_and_no_option_is_answered_in_chinese(words: tuple[str, ...], said: str) -> None:
    ended = invoke(*words)
    assert ended.returncode == 2, ended.stdout
    assert ended.stderr.startswith("错误：")
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stdout == ""


@pytest.mark.parametrize(
    "words", [("--list",), ("--help", "build"), ("build", "--help"), ("--complete", "--", "build -")]
)
def test_what_invoke_answers_itself_is_left_to_it(words: tuple[str, ...]) -> None:
    ended = invoke(*words)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert ended.stdout


def test_the_program_that_runs_the_tests_has_typed_nothing() -> None:
    assert started_by_invoke("/x/.venv/bin/invoke")
    assert started_by_invoke("/x/site-packages/invoke/__main__.py")
    assert not started_by_invoke("/x/site-packages/pytest/__main__.py")
    assert not started_by_invoke("-c")


def test_who_signs_what_has_to_be_said_and_who_may_is_told(county: County) -> None:
    file = county.article("shichang/policy", "2026-03-01-yan", signed=False)
    for words in ((), ("--stage", "初审"), ("--by", "yi")):
        ended = invoke("sign", str(file), *words, county=county)
        assert ended.returncode == 2
        assert "没有写谁来签、签哪个环节。 写 --by 编号 --stage 环节。" in ended.stderr
        assert "初审" in ended.stderr.rpartition("可以签字的有：")[2]
