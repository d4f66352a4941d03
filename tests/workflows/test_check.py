"""``invoke check`` as people and machines call it: of a unit, of paths, of what changed in a real git repository."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from support.county import ROOT, TODAY, UPKEEP, County

SHOP = "见[网店](https://www.taobao.com/)。"
CLEAN = "shili/shichang/policy/2026-03-01-yan.md"
BAD = "shili/nongye/policy/2026-03-02-dian.md"


@pytest.fixture(autouse=True)
def _state_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORTALKIT_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def mixed(county: County) -> County:
    """One clean article and one with a link to a shop."""
    county.article("shichang/policy", "2026-03-01-yan")
    county.article("nongye/policy", "2026-03-02-dian", title="关于种子的通知", body=SHOP)
    return county


def check(county: County, *words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "invoke", "-r", str(ROOT), "check", *places(county), *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def places(county: County) -> list[str]:
    folders = [word for name in ("tenants", "content", "output") for word in (f"--{name}", str(county.root / name))]
    return [*folders, "--today", TODAY]


def found(ended: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    assert ended.stdout.startswith("{"), ended.stdout + ended.stderr
    findings = json.loads(ended.stdout)["findings"]
    return [(each["code"], each["path"]) for each in findings if each["code"] not in UPKEEP]


def git(county: County, *words: str) -> None:
    identity = ["-c", "user.name=测试", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *words], cwd=county.root, check=True, capture_output=True)


def committed(county: County) -> County:
    git(county, "init", "-q", "-b", "main")
    git(county, "add", "tenants", "content")
    git(county, "commit", "-q", "-m", "一")
    return county


def test_a_unit_is_checked_apart(mixed: County) -> None:
    assert found(check(mixed, "--tenant", "nongye", "--format", "json")) == [("LK001", BAD)]
    clean = check(mixed, "--tenant", "shichang")
    assert clean.returncode == 0, clean.stdout
    assert "检查了一个单位：" in clean.stdout
    assert BAD not in clean.stdout


@pytest.mark.parametrize(
    "path", [f"content/{BAD}", f"content/{BAD.rpartition('/')[0]}", BAD, "shili/nongye", "content"]
)
def test_a_path_may_be_written_from_here_or_as_findings_write_it(mixed: County, path: str) -> None:
    ended = check(mixed, "--path", path, "--format", "json", cwd=mixed.root)
    assert found(ended) == [("LK001", BAD)]
    assert ended.returncode == 1


def test_several_paths_are_checked_together(mixed: County) -> None:
    mixed.article("beishan/notices", "2026-03-03-dian", title="另一篇通知", body=SHOP)
    ended = check(mixed, "--path", CLEAN, "--path", "shili/beishan", "--format", "json")
    assert found(ended) == [("LK001", "shili/beishan/notices/2026-03-03-dian.md")]


def test_an_attachment_leads_to_the_articles_that_use_it(county: County) -> None:
    county.file("shichang/policy", "食盐批次.txt", b"1")
    county.article("shichang/policy", "2026-03-01-yan", body=f"附件：[食盐批次](食盐批次.txt)。{SHOP}")
    county.article("shichang/policy", "2026-03-02-er", title="第二篇", body=SHOP)
    ended = check(county, "--path", "shili/shichang/policy/食盐批次.txt", "--format", "json")
    assert found(ended) == [("LK001", CLEAN)]


def test_only_what_changed_since_the_last_commit_is_told(mixed: County) -> None:
    committed(mixed)
    assert "没有改动" in check(mixed, "--changed").stdout
    mixed.article("beishan/notices", "2026-03-03-dian", title="新的", body=SHOP)
    edited = mixed.article("shichang/policy", "2026-03-01-yan", body=SHOP)
    paths = {path for _, path in found(check(mixed, "--changed", "--format", "json"))}
    assert paths == {"shili/beishan/notices/2026-03-03-dian.md", CLEAN}
    git(mixed, "add", str(edited))
    assert {path for _, path in found(check(mixed, "--changed", "--format", "json"))} == paths


def test_a_branch_is_compared_where_it_forked_off(mixed: County) -> None:
    committed(mixed)
    git(mixed, "checkout", "-q", "-b", "nongye")
    mixed.article("beishan/notices", "2026-03-03-dian", title="新的", body=SHOP)
    git(mixed, "add", "content")
    git(mixed, "commit", "-q", "-m", "二")
    assert check(mixed, "--changed").returncode == 0
    ended = check(mixed, "--since", "main", "--format", "json")
    assert found(ended) == [("LK001", "shili/beishan/notices/2026-03-03-dian.md")]


def test_a_file_with_a_foreign_name_is_found_by_git(mixed: County) -> None:
    committed(mixed)
    mixed.article("beishan/notices/通知 一", "2026-03-03-dian", title="新的", body=SHOP)
    assert [path for _, path in found(check(mixed, "--changed", "--format", "json"))] == [
        "shili/beishan/notices/通知 一/2026-03-03-dian.md"
    ]


def test_a_changed_list_of_links_concerns_every_article(mixed: County) -> None:
    committed(mixed)
    mixed.tenant("links", "- {host: a.example.cn, reason: 便民, approved_by: 王安, approval: 1号, until: 2026-12-31}\n")
    assert found(check(mixed, "--changed", "--format", "json")) == [("LK001", BAD)]


def test_before_the_first_commit_everything_is_new(mixed: County) -> None:
    git(mixed, "init", "-q")
    assert found(check(mixed, "--changed", "--format", "json")) == [("LK001", BAD)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--path", "no/such/file.md"), "找不到 no/such/file.md。"),
        (("--path", "README.md"), "README.md 不在稿件目录或登记目录里。"),
        (("--tenant", "nobody"), "没有登记过单位“nobody”。"),
        (("--changed",), "不在 git 仓库里，不知道改了什么。"),
        (("--format", "pdf"), "--format 不认识“pdf”。"),
        (("--format", "json,csv"), "屏幕上只能有一种格式。"),
        (("--format", "json", "--output-file", "a.json,b.csv"), "--output-file 比 --format 多。"),
        (("--output-file", "a.doc"), "看不出 a.doc 要用什么格式。"),
        (("--output-file", "/proc/no/a.json"), "写不进去"),
        (("--explain", "LK999"), "没有编号为“LK999”的规则。"),
    ],
)
def test_a_wrong_word_is_answered_in_one_line_with_a_remedy(mixed: County, words: tuple[str, ...], said: str) -> None:
    ended = check(mixed, *words)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_unknown_commit_and_an_option_in_its_place_are_refused(mixed: County) -> None:
    committed(mixed)
    for since in ("no-such-branch", "--output=/tmp/x"):
        ended = check(mixed, f"--since={since}")
        assert ended.returncode == 2
        assert "git 里没有" in ended.stderr


def test_several_formats_are_made_at_once(mixed: County, tmp_path: Path) -> None:
    names = ("a.sarif", "a.json", "a.xml", "a.csv")
    ended = check(
        mixed,
        "--format",
        "text,sarif,json,junit,csv",
        "--output-file",
        ",".join(str(tmp_path / "out" / n) for n in names),
    )
    assert ended.returncode == 1
    assert "（单项否决 LK001 商业链接或广告）" in ended.stdout
    assert json.loads((tmp_path / "out/a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert json.loads((tmp_path / "out/a.json").read_text("utf-8"))["failed"] is True
    assert (tmp_path / "out/a.xml").read_bytes().startswith(b"<?xml")
    assert (tmp_path / "out/a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(names)


def test_the_suffix_tells_the_format_and_the_text_stays_on_the_screen(mixed: County, tmp_path: Path) -> None:
    ended = check(mixed, "--output-file", str(tmp_path / "a.csv"))
    assert "（单项否决 LK001 商业链接或广告）" in ended.stdout
    assert (tmp_path / "a.csv").is_file()


def test_the_format_never_changes_the_exit_code(mixed: County) -> None:
    for name in ("text", "json", "sarif", "junit", "csv", "codequality"):
        assert check(mixed, "--format", name).returncode == 1
        assert check(mixed, "--format", name, "--fail-on", "never").returncode == 0


def test_machines_read_nothing_but_their_format(mixed: County) -> None:
    ended = check(mixed, "--format", "codequality")
    assert {issue["check_name"] for issue in json.loads(ended.stdout)} - UPKEEP == {"LK001"}
    assert ended.stderr == ""


def test_paths_for_machines_start_at_the_root_of_the_repository(mixed: County) -> None:
    committed(mixed)
    issues = json.loads(check(mixed, "--format", "codequality").stdout)
    (issue,) = (each for each in issues if each["check_name"] == "LK001")
    assert issue["location"]["path"] == f"content/{BAD}"
    assert (mixed.root / issue["location"]["path"]).is_file()


def test_what_stands_in_a_paragraph_is_told_with_its_line(county: County) -> None:
    body = "第一段。\n\n第二段，见[政策](https://www.nx.gov.cn/)。\n\n联系人：王五，13912345678。"
    file = county.article("shichang/policy", "2026-03-01-yan", body=body)
    found = json.loads(check(county, "--format", "json").stdout)["findings"]
    (one,) = [each for each in found if each["code"] == "PR003"]
    assert "13912345678" in file.read_text("utf-8").splitlines()[one["line"] - 1]
    assert "2026-03-01-yan.md 第10行" in check(county).stdout
    file.write_text(file.read_text("utf-8").replace("第一段。", "第一段。\n\n又一段。"), "utf-8")
    (again,) = [e for e in json.loads(check(county, "--format", "json").stdout)["findings"] if e["code"] == "PR003"]
    assert again["line"] == one["line"] + 2
    assert again["fingerprint"] == one["fingerprint"]


def test_a_waived_finding_is_told_apart_on_the_screen(county: County) -> None:
    county.article(
        "portal/notices",
        "2026-03-01-yan",
        head="转载:\n  原文链接: https://www.nx.gov.cn/\n  原发布时间: 2026-02-28 17:05\n",
    )
    county.tenant(
        "waivers",
        "- {rule: PV002, path: shili/portal, reason: 原稿无误, approved_by: 王安, approval: 示政函〔2026〕9号, "
        "until: 2026-12-31}\n",
    )
    said = check(county).stdout
    assert "【已批准豁免】1 个，不计入上面的问题" in said
    assert "豁免：原稿无误；王安批准，示政函〔2026〕9号，至 2026-12-31" in said


def test_a_rule_is_explained_with_clause_remedy_and_examples() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "invoke", "check", "--explain", "lk001"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0
    for part in ("LK001", "单项否决", "怎么改", "反例", "正例", "依据", "第二十一条", "[购买地址]("):
        assert part in ended.stdout
    assert "**" not in ended.stdout


def test_an_explanation_keeps_the_stars_that_hide_digits() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "invoke", "check", "--explain", "PR001"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "写成“6404**********1234”" in ended.stdout
    assert "级别：单项否决" in ended.stdout


def on_a_terminal(county: County, **environment: str) -> str:
    """What a person sees who runs the check in a terminal."""
    command = [sys.executable, "-m", "invoke", "check", *places(county)]
    pid, terminal = pty.fork()
    if pid == 0:  # the child is the person's shell
        os.chdir(ROOT)
        os.execve(sys.executable, command, {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment})
    shown = b""
    try:
        while piece := os.read(terminal, 65536):
            shown += piece
    except OSError:
        pass  # the terminal closes with its program
    os.waitpid(pid, 0)
    os.close(terminal)
    return shown.decode("utf-8", "replace")


@pytest.mark.filterwarnings("ignore:.*forkpty.*:DeprecationWarning")
def test_a_terminal_gets_colours_unless_it_asks_for_none(mixed: County) -> None:
    assert "\x1b[31m" in on_a_terminal(mixed)
    plain = on_a_terminal(mixed, NO_COLOR="1")
    assert "\x1b[31m" not in plain
    assert "（单项否决 LK001 商业链接或广告）" in plain


def test_a_hostile_file_name_does_nothing_to_a_terminal(county: County, tmp_path: Path) -> None:
    place = county.root / "content/shili/shichang/policy"
    place.mkdir(parents=True)
    (place / "\x1b]0;owned\x07\x1b[31m.md").write_text("x", encoding="utf-8")
    out = tmp_path / "a.csv"
    ended = check(county, "--format", "text,csv", "--output-file", str(out))
    assert ended.returncode == 1
    assert "\x1b" not in ended.stdout + ended.stderr
    assert b"\x1b" not in out.read_bytes()
    assert "\x1b]0;" not in on_a_terminal(county)


def test_the_portal_itself_is_a_unit(county: County) -> None:
    county.article("portal/news", "2026-03-01-hui", body=SHOP)
    county.article("nongye/policy", "2026-03-02-dian", title="另一篇", body=SHOP)
    assert found(check(county, "--tenant", "portal", "--format", "json")) == [
        ("LK001", "shili/portal/news/2026-03-01-hui.md")
    ]
