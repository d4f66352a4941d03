"""Whatever lies in the folder is a finding at most: binary, huge, linked, deep, unreadable."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from portalkit.model.finding import Finding
from portalkit.model.platform import Platform
from portalkit.tenancy import yamltree

Loaded = Callable[[Path], tuple[Platform | None, tuple[Finding, ...]]]


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, str, str]]:
    return [(finding.code, str(finding.where), finding.what, finding.fix) for finding in findings]


def test_a_missing_folder_is_a_finding(tmp_path: Path, loaded: Loaded) -> None:
    platform, findings = loaded(tmp_path / "none")
    assert platform is None
    assert told(findings) == [
        ("TN001", ".", "登记文件夹不存在。", "核对 --tenants 后面的文件夹，确认它存在并且可以读取。")
    ]


def test_a_file_in_place_of_the_folder_is_a_finding(tmp_path: Path, loaded: Loaded) -> None:
    (tmp_path / "tenants").write_text("x")
    assert told(loaded(tmp_path / "tenants")[1])[0][2] == "登记文件夹不是可以读取的文件夹。"


def test_an_empty_folder_has_no_portal(tmp_path: Path, loaded: Loaded) -> None:
    platform, findings = loaded(tmp_path)
    assert platform is None
    assert [(code, what) for code, _, what, _ in told(findings)] == [
        ("TN002", "登记文件夹里没有任何门户网站。"),
        ("TN017", "登记文件夹里没有统一栏目表 columns.yaml。"),
    ]


@pytest.mark.parametrize(
    ("raw", "code", "what"),
    [
        ("id: 示例".encode("gb18030"), "TN005", "文件是 GBK 编码，程序读不出来。"),
        ("id: 示例".encode("utf-16"), "TN005", "文件是 UTF-16 编码，程序读不出来。"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "TN005", "文件不是文本文件，程序读不出来。"),
        (b"id: \xff\xff\n", "TN005", "文件不是 UTF-8 编码，程序读不出来。"),
        (b"id: x\0y\n", "TN016", "文件里有看不见的控制字符（U+0000）。"),
        ("id: x\nname: 示\u202e例\n".encode(), "TN016", "文件里有看不见的控制字符（U+202E）。"),
        (b'"\\u0007": 1\nid: "x\\u200b"', "TN016", "这一项里有看不见的控制字符（U+0007）。"),
        (b"x" * (yamltree.MAX_BYTES + 10), "TN004", "文件有 1024 千字节，超过登记文件 1024 千字节的上限。"),
        (b"[" * 5000, "TN007", "内容嵌套超过 12 层。"),
        (b"{a: " * 5000, "TN007", "内容嵌套超过 12 层。"),
        (b"- " * 5000, "TN007", "内容嵌套超过 12 层。"),
        (b"people: [" + b"a," * 2000 + b"]", "TN007", "一个列表或一组字段超过 1000 项。"),
        (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", "TN007", "登记文件里不能用锚点（&）。"),
        (b"a: *a", "TN007", "登记文件里不能用别名（*）。"),
        (b"a: !!binary aGk=", "TN007", "登记文件里不能用类型标签（!）。"),
        (b"%YAML 9.9\n---\na: 1", "TN006", "这一行不符合 YAML 写法。"),
        (b'a: "\\ud800"', "TN006", "双引号里的反斜杠“\\”写法不对。"),
        (b"? [a]\n: b\n", "TN008", "字段名只能是一个词。"),
        (b"just text", "TN008", "登记文件应当由“字段名: 内容”组成。"),
        (b"- a\n", "TN008", "登记文件应当由“字段名: 内容”组成。"),
        (b"\xef\xbb\xbf", "TN008", "文件是空的。"),
        (b"a: @b", "TN006", "这一行以 YAML 的特殊符号开头。"),
    ],
)  # fmt: skip
def test_hostile_contents_are_findings(raw: bytes, code: str, what: str, registry: Path, loaded: Loaded) -> None:
    (registry / "shili" / "weijian.yaml").write_bytes(raw)
    platform, findings = loaded(registry)
    assert platform is None
    assert (code, what) in [(finding.code, finding.what) for finding in findings]
    assert {finding.where.path for finding in findings} == {"shili/weijian.yaml"}


@pytest.mark.parametrize(
    "name",
    [
        "columns.yaml",
        "rulebook.yaml",
        "shili/portal.yaml",
        "shili/rulebook.yaml",
        "shili/links.yaml",
        "shili/waivers.yaml",
    ],
)
@pytest.mark.parametrize(
    "raw", [b"\0\xff", b"x: [", b"x", b"- - - x", b"{}", b"[]", b"[[]]", b"x: {y: [z]}", b"limits: x"]
)
def test_every_kind_of_file_may_be_hostile(name: str, raw: bytes, registry: Path, loaded: Loaded) -> None:
    (registry / name).write_bytes(raw)
    platform, findings = loaded(registry)
    if raw not in (b"{}", b"[]"):
        assert platform is None
    assert {finding.where.path for finding in findings} <= {name}


def test_a_mistake_in_a_file_that_others_need_is_told_once(registry: Path, loaded: Loaded) -> None:
    (registry / "columns.yaml").write_bytes(b"- [")
    _, findings = loaded(registry)
    assert [(finding.code, finding.where.path) for finding in findings] == [("TN006", "columns.yaml")]


def test_windows_line_ends_and_a_bom_change_nothing(registry: Path, good: Path, loaded: Loaded) -> None:
    for path in registry.rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert loaded(registry) == loaded(good)


def test_links_are_not_followed(registry: Path, loaded: Loaded) -> None:
    (registry / "shili" / "loop.yaml").symlink_to("loop.yaml")
    (registry / "shili" / "out.yaml").symlink_to("/etc/passwd")
    (registry / "again").symlink_to(registry, target_is_directory=True)
    _, findings = loaded(registry)
    assert told(findings) == [
        ("TN003", "again", "“again”不在登记文件应在的位置，程序不会读它。",
         "按“<门户编号>/<单位编号>.yaml”存放，或把它移出登记文件夹。"),
        ("TN004", "shili/loop.yaml", "这是一个符号链接，程序不跟随链接。", "换成能够直接读取的普通文件。"),
        ("TN004", "shili/out.yaml", "这是一个符号链接，程序不跟随链接。", "换成能够直接读取的普通文件。"),
    ]  # fmt: skip


def test_a_pipe_does_not_stop_the_reading(registry: Path, loaded: Loaded) -> None:
    os.mkfifo(registry / "shili" / "pipe.yaml")
    _, findings = loaded(registry)
    assert [(f.code, f.what) for f in findings] == [("TN004", "这不是普通文件。")]


def test_a_name_that_is_no_text_is_written_out(registry: Path, loaded: Loaded) -> None:
    name = os.fsencode(registry / "shili") + b"/\xff\n.yaml"
    Path(os.fsdecode(name)).write_text("id: x\nkind: bureau\n")
    _, findings = loaded(registry)
    assert {finding.where.path for finding in findings} == {r"shili/\xff\x0a.yaml"}
    assert all(finding.what.isprintable() for finding in findings)
    assert findings[0].what == r"文件名“\xff\x0a.yaml”写法不对。"


def test_notes_beside_the_registry_are_left_alone(registry: Path, good: Path, loaded: Loaded) -> None:
    (registry / "README.md").write_text("说明")
    (registry / ".gitignore").write_text("x")
    (registry / "shili" / ".DS_Store").write_bytes(b"\0")
    assert loaded(registry) == loaded(good)


def test_many_mistakes_of_one_kind_are_summed_up(registry: Path, loaded: Loaded) -> None:
    path = registry / "shili" / "beishan.yaml"
    path.write_text(path.read_text("utf-8") + "".join(f"x{number}: 1\n" for number in range(200)), "utf-8")
    _, findings = loaded(registry)
    assert len(findings) == 21
    assert findings[-1].what == "还有 180 个字段登记格式里没有。"


def test_a_registry_reads_the_same_with_the_parser_in_python(
    good: Path, registry: Path, loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    import yaml

    (registry / "shili" / "beishan.yaml").write_text('name: "开着\n', "utf-8")
    (registry / "shili" / "shichang.yaml").write_text("columns: [a\nname: b\n", "utf-8")
    (registry / "shili" / "fangxun.yaml").write_text("name：b\nid: x\n", "utf-8")
    with_c = loaded(good), loaded(registry)
    monkeypatch.setattr(yamltree, "_LOADER", yaml.BaseLoader)
    assert (loaded(good), loaded(registry)) == with_c
