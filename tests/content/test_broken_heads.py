"""Everything editors do to the head of an article, each with the exact words they get back (broken_heads.txt)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from portalkit.model.record import Record, Unreadable

Reader = Callable[..., Record | Unreadable]
GOOD = "标题: 关于食盐安全的通知\n发布时间: 2026-03-01 09:30\n来源: 示例县政府办\n"
UTF8 = "在 Windows 记事本中打开这个文件，选“另存为”，把“编码”改为“UTF-8”后保存。"
FROM_WORD = "删去这一行重新录入，或先粘贴到记事本再复制过来。"


def headed(head: str, body: str = "正文。\n") -> str:
    return f"---\n{head}---\n{body}"


def said(result: Record | Unreadable) -> list[str]:
    return [f"{p.kind.name} {p.line} {p.what} → {p.fix}" for p in result.problems]


def _cases() -> list[tuple[str, str, str, list[str]]]:
    cases = []
    text = Path(__file__).with_name("broken_heads.txt").read_text("utf-8")
    for part in text.split("\n#### ")[1:]:
        title, _, rest = part.partition("\n")
        name, _, result = title.partition(" | ")
        content, _, expected = rest.partition("\n>>>>\n")
        cases.append((name, result, content + "\n", expected.strip().split("\n")))
    return cases


CASES = _cases()
BYTES: list[tuple[str, bytes, str]] = [
    (
        "a tab for an indent",
        headed(GOOD + "公文:\n\t文号: 无\n").encode(),
        "TAB 6 这一行用了制表符（Tab 键）。 → 删去制表符，改用空格：缩进两格，冒号后一格。",
    ),
    (
        "a tab after the colon",
        headed(GOOD + "作者:\t王五\n").encode(),
        "TAB 5 这一行用了制表符（Tab 键）。 → 删去制表符，改用空格：缩进两格，冒号后一格。",
    ),
    (
        "a no-break space for an indent",
        headed(GOOD + "公文:\n\xa0 文号: 无\n").encode(),
        "SYNTAX 6 这一行行首的空格不是英文空格（可能是全角空格）。 → 删去行首的空格，改用两个英文空格。",
    ),
    (
        "an empty file",
        b"",
        "NO_HEAD 1 文件是空的。 → 在文件最前面加一行“---”，下面写标题、发布时间、来源，再写一行“---”，然后是正文。",
    ),
    (
        "five thousand open brackets",
        headed(GOOD + "关键词: " + "[" * 5000 + "\n").encode(),
        "SYNTAX 5 “关键词”的方括号没有配对，或括号后面还有文字。 → 列表用一对英文方括号括起来，"  # noqa: ISC004
        "例如“[食盐, 食品安全]”；值本身以括号开头的，用英文双引号把整个值括起来。",
    ),
    ("a GBK file", headed(GOOD).encode("gb18030"), f"ENCODING 2 文件的编码是 GBK（“ANSI”），不是 UTF-8。 → {UTF8}"),
    (
        "a UTF-16 file",
        headed(GOOD).encode("utf-16"),
        f"ENCODING 1 文件的编码是 UTF-16（“Unicode”），不是 UTF-8。 → {UTF8}",
    ),
    ("bytes of no encoding", b"---\n\xff\xff\xfe", f"ENCODING 2 文件的编码不是 UTF-8，或文件已损坏。 → {UTF8}"),
    (
        "a null byte",
        headed(GOOD).encode() + b"\x00",
        "ENCODING 7 文件里有空字节，文件可能已损坏。 → 用纯文本编辑器重新录入这篇稿件。",
    ),
    (
        "a picture named as an article",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\xff",
        "ENCODING 1 这不是文本文件。 → 稿件要用纯文本书写；Word、图片等文件请作为附件引用。",
    ),
    (
        "a control character in the body",
        headed(GOOD, "a\x0bb\n").encode(),
        f"ENCODING 6 这一行有看不见的控制字符（U+000B），常见于从 Word 复制的文字。 → {FROM_WORD}",
    ),
    (
        "a control character in the head",
        headed(GOOD.replace("关于", "关于\x0b")).encode(),
        f"ENCODING 2 这一行有看不见的控制字符（U+000B），常见于从 Word 复制的文字。 → {FROM_WORD}",
    ),
    (
        "a file of three megabytes",
        b"x" * (3 << 20),
        "TOO_LARGE None 文件太大，超过了 2 MB。 → 把长篇内容做成附件，正文只写要点；图片存成单独的文件，不要写进正文。",
    ),
    (
        "a head of 70 kilobytes",
        headed(GOOD + "摘要: " + "x" * 70000 + "\n").encode(),
        "TOO_LARGE 1 稿件开头的字段部分太长，超过了 64 KB。 → 长的内容写在正文里。",
    ),
]


@pytest.mark.parametrize(("name", "result", "content", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_slip_in_the_head_is_explained(
    read: Reader, name: str, result: str, content: str, expected: list[str]
) -> None:
    found = read(content)
    assert said(found) == expected
    assert type(found).__name__ == result


@pytest.mark.parametrize(("name", "raw", "expected"), BYTES, ids=[case[0] for case in BYTES])
def test_bytes_that_are_no_article_are_explained(read: Reader, name: str, raw: bytes, expected: str) -> None:
    found = read(raw)
    assert isinstance(found, Unreadable)
    assert said(found) == [expected]


def test_a_bom_is_only_noted(read: Reader) -> None:
    found = read(b"\xef\xbb\xbf" + headed(GOOD).encode())
    assert isinstance(found, Record)
    assert said(found) == [
        "BOM 1 文件开头有一个看不见的 BOM 标记。 → 不影响发布；另存时把编码选为“UTF-8”（不带 BOM）就不再提示。"
    ]


def test_mixed_line_ends_are_only_noted(read: Reader) -> None:
    found = read(headed(GOOD).replace("\n", "\r\n", 2))
    assert isinstance(found, Record)
    assert said(found) == [
        "LINE_ENDS 3 文件里混用了 Windows 和 Unix 两种换行。 → 不影响发布；用编辑器把换行统一为 LF 后保存就不再提示。"
    ]


@pytest.mark.parametrize(
    "content",
    [
        headed(GOOD),
        headed(GOOD + "摘要: 来源：县政府，标题：无\n"),
        headed(GOOD + "摘要: |\n  来源：县政府\n  标题：无\n"),
        headed(GOOD).replace("\n", "\r\n"),
        headed(GOOD).replace("\n", "\r"),
        headed(GOOD + "公文: {文号: 无, 索引号: a, 发文机关: b, 成文日期: 2026-02-26}\n"),
        headed(GOOD.replace("关于", "😀关于")),
        headed(GOOD + "# 作者：王五\n"),
        headed(GOOD + "摘要:\n作者:\n"),
        headed(GOOD + "summary: x\n"),
        headed(GOOD + '摘要: "两行\n  引号"\n关键词:\n- 食盐\n- 安全\n'),
    ],
)
def test_what_is_right_is_left_alone(read: Reader, content: str) -> None:
    assert said(read(content)) == []


def test_every_slip_of_a_file_is_reported_at_once(read: Reader) -> None:
    head = GOOD.replace("2026-03-01 09:30", "2026/3/1") + "标提: x\n"
    kinds = [problem.kind.name for problem in read(b"\xef\xbb\xbf" + headed(head, "[a](b.exe)\n").encode()).problems]
    assert kinds == ["BOM", "UNKNOWN_FIELD", "BAD_DATE", "FORBIDDEN_FILE"]
