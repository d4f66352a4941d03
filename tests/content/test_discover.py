"""Walking a county's content: what is an article, and what is told of everything that lies in the wrong place."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from portalkit.content.discover import collision, collisions, discover, read
from portalkit.errors import UsageError
from portalkit.model.platform import PortalTree
from portalkit.model.record import RecordPath, text_digest

TEXT = b"---\n"


def put(root: Path, *names: str) -> None:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(TEXT)


def test_articles_are_found_in_sorted_order_in_every_kind_of_tenant(tmp_path: Path, tree: PortalTree) -> None:
    names = [
        "shili/fangxun/notices/2026-06-01-xun.md",
        "shili/nongyewang/notices/2020/2020-06-01-jiu.md",
        "shili/portal/news/2026/2026-03-01-b.md",
        "shili/portal/news/2026/2026-03-02-a.md",
        "shili/shichang/policy/2026-03-01-yan.md",
    ]
    put(tmp_path, *reversed(names))
    put(tmp_path, "shili/portal/news/2026/hall.jpg", "shili/portal/reviews.jsonl", "shili/portal/news/.2026-01-01-x.md")
    put(tmp_path, "shili/.git/x.md", "shili/portal/news/~$2026-03-01-b.md", "other/portal/news/2026-01-01-x.md")
    found = discover(tmp_path, tree)
    assert [path.text for path in found.paths] == names
    assert found.unreadable == ()
    assert found.paths[1] == RecordPath("shili", "nongyewang", "notices", "2020", "2020-06-01-jiu.md")
    assert read(tmp_path, found.paths[0]).raw == TEXT


def test_some_files_alone_are_what_they_are_among_all(tmp_path: Path, tree: PortalTree) -> None:
    names = (
        "shili/portal/news/2026-03-01-b.md",
        "shili/portal/news/2026/2026-03-02-b.md",
        "shili/shuili/dynamics/2026-03-01-c.md",
        "shili/shuili/dynamics/bad.md",
        "shili/nobody/deep/x.md",
        "shili/loose.md",
    )
    put(tmp_path, *names)
    everything = discover(tmp_path, tree)
    for name in names:
        alone = discover(tmp_path, tree, (name,))
        assert alone.paths == tuple(path for path in everything.paths if path.text == name)
        assert alone.unreadable == tuple(item for item in everything.unreadable if item.path == name)
        assert len(alone.paths) + len(alone.unreadable) == 1
    gone = discover(tmp_path, tree, ("shili/portal/news/2026-03-09-gone.md",))
    assert (gone.paths, gone.unreadable) == ((), ())


COLUMNS = "dynamics（工作动态）、policy（政策文件）、notices（通知公告）"
EXAMPLE = "写成“日期-短名.md”，短名只用小写字母、数字和减号，例如“2026-03-01-shiyan-anquan.md”。"


@pytest.mark.parametrize(
    ("name", "kind", "what", "fix"),
    [
        ("shichan/policy/2026-03-01-a.md", "WRONG_FOLDER", "文件夹“shichan”不是已登记的单位。", "改成“shichang”。"),
        (
            "市场监管局/policy/2026-03-01-a.md",
            "WRONG_FOLDER",
            "文件夹“市场监管局”不是已登记的单位。",
            "改成“shichang”。",
        ),
        ("shili/news/2026-03-01-a.md", "WRONG_FOLDER", "文件夹“shili”不是已登记的单位。", "改成“portal”。"),
        (
            "tongji/a/b/2026-03-01-a.md",
            "WRONG_FOLDER",
            "文件夹“tongji”不是已登记的单位。",
            "请平台管理员先登记这个单位，或把稿件移到已登记单位的文件夹。",
        ),
        ("shichang/polcy/2026-03-01-a.md", "WRONG_FOLDER", "没有“polcy”这个栏目。", "改成“policy”。"),
        ("shichang/政策文件/2026-03-01-a.md", "WRONG_FOLDER", "没有“政策文件”这个栏目。", "改成“policy”。"),
        (
            "shichang/news/2026-03-01-a.md",
            "WRONG_FOLDER",
            "这个单位没有“news”这个栏目。",
            f"移到本单位已有的栏目：{COLUMNS}。",
        ),
        (
            "shichang/2026-03-01-a.md",
            "WRONG_FOLDER",
            "稿件没有放在栏目文件夹里，分不清属于哪个栏目。",
            "移到“单位/栏目”文件夹，例如“shichang/policy/”。",
        ),
        (
            "2026-03-01-a.md",
            "WRONG_FOLDER",
            "稿件没有放在栏目文件夹里，分不清属于哪个单位和栏目。",
            "移到“单位/栏目”文件夹，例如“shichang/policy/”。",
        ),
        (
            "shichang/policy/2026/03/2026-03-01-a.md",
            "WRONG_FOLDER",
            "稿件放得太深：“policy/2026/”下面不能再有文件夹“03”。",
            "移到“policy/2026/”。",
        ),
        (
            "shichang/policy/通知/2026-03-01-a.md",
            "WRONG_FOLDER",
            "栏目下面只能有年份文件夹，不能是“通知”。",
            "移到“policy/”或它的年份文件夹，例如“policy/2026/”。",
        ),
        (
            "shichang/policy/2026-3-1-x.md",
            "FILE_NAME",
            "文件名“2026-3-1-x.md”没有以“年-月-日-”开头，月和日各写两位。",
            "改成“2026-03-01-x.md”。",
        ),
        ("shichang/policy/20260301_x.md", "FILE_NAME", None, "改成“2026-03-01-x.md”。"),
        ("shichang/policy/tongzhi.md", "FILE_NAME", None, EXAMPLE),
        (
            "shichang/policy/2026-03-01-Yan.md",
            "FILE_NAME",
            "文件名“2026-03-01-Yan.md”里有大写字母。",
            "改成“2026-03-01-yan.md”。",
        ),
        (
            "shichang/policy/2026-03-01-食盐.md",
            "FILE_NAME",
            "文件名“2026-03-01-食盐.md”里有汉字，网址里不能用。",
            EXAMPLE,
        ),
        (
            "shichang/policy/2026-03-01-a b.md",
            "FILE_NAME",
            "文件名“2026-03-01-a b.md”里有空格。",
            "改成“2026-03-01-a-b.md”。",
        ),
        (
            "shichang/policy/2026-03-01-a_b.md",
            "FILE_NAME",
            "文件名“2026-03-01-a_b.md”里有不能用在网址里的符号。",
            "改成“2026-03-01-a-b.md”。",
        ),
        (
            "shichang/policy/2026-02-30-x.md",
            "FILE_NAME",
            "文件名里的日期“2026-02-30”不存在。",
            "核对日期后改文件名。",
        ),
        (
            "shichang/policy/2026-03-01-x.md.txt",
            "FILE_NAME",
            "文件名“2026-03-01-x.md.txt”多了扩展名 .txt（Windows 可能没有显示出来）。",
            "改成“2026-03-01-x.md”。",
        ),
        (
            "shichang/policy/2026-03-01-x.MD",
            "FILE_NAME",
            "文件名“2026-03-01-x.MD”的扩展名不是 .md。",
            "改成“2026-03-01-x.md”。",
        ),
    ],
)
def test_a_file_in_the_wrong_place_is_named(
    tmp_path: Path, tree: PortalTree, name: str, kind: str, what: str | None, fix: str
) -> None:
    put(tmp_path, f"shili/{name}")
    found = discover(tmp_path, tree)
    assert found.paths == ()
    (unreadable,) = found.unreadable
    (problem,) = unreadable.problems
    assert (unreadable.path, unreadable.digest) == (f"shili/{name}", text_digest(TEXT))
    assert (problem.kind.name, problem.fix) == (kind, fix)
    assert what is None or problem.what == what


def test_links_that_lead_out_of_the_content_are_refused(tmp_path: Path, tree: PortalTree) -> None:
    root = tmp_path / "content"
    put(tmp_path, "outside/2026-03-01-secret.md", "content/shili/portal/news/2026-03-01-a.md")
    column = root / "shili/shichang/policy"
    column.mkdir(parents=True)
    (column / "2026-03-01-x.md").symlink_to(tmp_path / "outside/2026-03-01-secret.md")
    (column / "2026-03-02-gone.md").symlink_to("nothing.md")
    (column / "2026-03-03-inside.md").symlink_to(root / "shili/portal/news/2026-03-01-a.md")
    (column / "2026").symlink_to(tmp_path / "outside", target_is_directory=True)
    (column / "hall.jpg").symlink_to("nothing.jpg")
    found = discover(root, tree)
    assert [path.name for path in found.paths] == ["2026-03-01-a.md", "2026-03-03-inside.md"]
    assert [(u.path.removeprefix("shili/shichang/policy/"), u.problems[0].what) for u in found.unreadable] == [
        ("2026", "文件夹“2026”是符号链接。"),
        ("2026-03-01-x.md", "“2026-03-01-x.md”是符号链接，指向稿件目录以外。"),
        ("2026-03-02-gone.md", "“2026-03-02-gone.md”是符号链接，指向的文件不存在。"),
    ]
    assert {u.problems[0].kind.name for u in found.unreadable} == {"ESCAPING_FILE"}


def test_a_folder_that_links_to_itself_ends_the_walk(tmp_path: Path, tree: PortalTree) -> None:
    column = tmp_path / "shili/shichang/policy"
    column.mkdir(parents=True)
    (column / "2026").symlink_to(column, target_is_directory=True)
    assert len(discover(tmp_path, tree).unreadable) == 1


def test_two_files_at_one_address_collide_both(tmp_path: Path, tree: PortalTree) -> None:
    put(tmp_path, "shili/shichang/policy/2026-03-01-yan.md", "shili/shichang/policy/2026/2026-03-09-yan.md")
    put(tmp_path, "shili/shichang/policy/2026/2026-04-01-yan.md", "shili/shuili/policy/2026-03-01-yan.md")
    paths = discover(tmp_path, tree).paths
    clashing = collisions(paths)
    assert clashing == {paths[0]: [paths[1]], paths[1]: [paths[0]]} or len(clashing) == 2
    one, other = clashing
    problem = collision(one, clashing[one])
    assert problem.kind.name == "SLUG_COLLISION"
    assert problem.what == f"与 “{other.in_tenant}” 的网址相同：/shichang/policy/202603/yan.html。"
    assert problem.fix == "给还没有发布的那一篇改文件名，例如在末尾加“-2”。"


def test_a_county_without_content_is_empty(tmp_path: Path, tree: PortalTree) -> None:
    assert discover(tmp_path, tree).paths == ()


def test_no_content_folder_is_the_operators_turn(tmp_path: Path, tree: PortalTree) -> None:
    with pytest.raises(UsageError, match=r"找不到稿件目录 .*/missing。 用 --content 指定稿件所在的目录。"):
        discover(tmp_path / "missing", tree)


def test_no_more_is_read_than_it_takes_to_refuse(tmp_path: Path, path: RecordPath) -> None:
    put(tmp_path, path.text)
    (tmp_path / path.text).write_bytes(b"x" * 100)
    assert len(read(tmp_path, path, limit=10).raw) == 11
    assert len(read(tmp_path, replace(path), limit=None).raw) == 100


def test_a_name_in_another_encoding_is_written_down_as_it_can_be(tmp_path: Path, tree: PortalTree) -> None:
    folder = tmp_path / "shili/shichang/policy"
    folder.mkdir(parents=True)
    raw = os.fsencode(folder) + b"/2026-03-01-" + "盐".encode("gb18030") + b".md"
    with open(raw, "wb") as stream:  # noqa: PTH123
        stream.write(TEXT)
    (unreadable,) = discover(tmp_path, tree).unreadable
    assert unreadable.path.encode().decode() == "shili/shichang/policy/2026-03-01-\ufffd\ufffd.md"
    assert unreadable.problems[0].what.endswith("的编码不是 UTF-8，显示为乱码。")


def test_a_county_folder_that_is_a_link_elsewhere_is_refused(tmp_path: Path, tree: PortalTree) -> None:
    put(tmp_path, "elsewhere/portal/news/2026-03-01-a.md")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/shili").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(UsageError, match="稿件目录下的 shili 是指向别处的符号链接。"):
        discover(tmp_path / "content", tree)


def test_a_file_that_went_away_is_the_operators_turn(tmp_path: Path, path: RecordPath) -> None:
    with pytest.raises(UsageError, match=r"稿件 shili/shichang/policy/2026/2026-03-01-yan.md 读不出来。"):
        read(tmp_path, path)
