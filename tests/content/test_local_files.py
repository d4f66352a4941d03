"""Pictures and attachments: found in the tenant's own folder, checked, and published below their article."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portalkit.content.files import Shelf, UnusableError
from portalkit.model.record import LocalFile, Record, RecordPath

Body = Callable[[str], Record]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x03\x20\x00\x00\x02\x58\x08\x02\x00\x00\x00"
DOCX = b"PK\x03\x04" + b"\x00" * 40


def said(record: Record) -> list[tuple[str, str, str | None, int | None]]:
    return [(p.kind.name, p.what, p.fix, p.line) for p in record.problems]


def test_an_attachment_is_published_below_its_article(body: Body, folder: Path) -> None:
    (folder / "任务分工表.docx").write_bytes(DOCX)
    record = body("附件：\n\n[任务分工表.docx](任务分工表.docx)\n")
    url = "/shichang/policy/202603/yan/%E4%BB%BB%E5%8A%A1%E5%88%86%E5%B7%A5%E8%A1%A8.docx"
    assert record.problems == ()
    assert record.files == (
        LocalFile(
            "任务分工表.docx",
            "policy/2026/任务分工表.docx",
            hashlib.sha256(DOCX).hexdigest(),
            len(DOCX),
            url,
            "任务分工表.docx",
            picture=False,
        ),
    )
    assert f'<a href="{url}">任务分工表.docx</a>' in record.body
    assert record.file_digests == {"policy/2026/任务分工表.docx": hashlib.sha256(DOCX).hexdigest()}
    assert record.links == ()


def test_a_picture_has_its_size_and_loads_late(body: Body, folder: Path) -> None:
    (folder / "hall.png").write_bytes(PNG)
    record = body('![办事大厅"内景"](hall.png "标题")')
    assert record.body == (
        '<p><picture><source type="image/webp" srcset="/shichang/policy/202603/yan/w480/hall.png.webp 480w, '
        '/shichang/policy/202603/yan/w800/hall.png.webp 800w" sizes="(min-width: 960px) 880px, 100vw">'
        '<img src="/shichang/policy/202603/yan/hall.png" alt="办事大厅&quot;内景&quot;" width="800" height="600" '
        'loading="lazy" decoding="async"></picture></p>'
    )
    assert record.files[0].pixels == (800, 600)
    assert record.files[0].picture
    assert record.files[0].title == '办事大厅"内景"'


def test_missing_words_for_a_picture_are_kept_missing(body: Body, folder: Path) -> None:
    (folder / "hall.png").write_bytes(PNG)
    assert 'alt=""' in body("![](hall.png)").body


def test_one_file_named_twice_is_one_file(body: Body, folder: Path) -> None:
    (folder / "hall.png").write_bytes(PNG)
    record = body("[看图](hall.png)\n\n![大厅](./hall.png)\n\n[再看](%68all.png)")
    assert len(record.files) == 1
    assert record.files[0].picture
    assert record.files[0].title == "看图"


def test_two_files_of_one_name_get_two_addresses(body: Body, folder: Path) -> None:
    for name in ("a", "b", "c"):
        (folder / name).mkdir()
        (folder / name / "表.docx").write_bytes(DOCX + name.encode())
    (folder / "表-2.docx").write_bytes(DOCX + b"2")
    record = body("[一](a/表.docx) [二](b/表.docx) [三](表-2.docx) [四](c/表.docx)")
    names = [file.url.rpartition("/")[2].removeprefix("%E8%A1%A8") for file in record.files]
    assert names == [".docx", "-2.docx", "-2-2.docx", "-3.docx"]


def test_a_file_of_a_neighbouring_folder_of_the_tenant_may_be_used(body: Body, folder: Path) -> None:
    (folder.parent.parent / "notices").mkdir()
    (folder.parent.parent / "notices/表.docx").write_bytes(DOCX)
    record = body("[表](../../notices/表.docx#part=1)")
    assert record.files[0].in_tenant == "notices/表.docx"
    assert record.files[0].reference == "../../notices/表.docx"
    assert 'href="/shichang/policy/202603/yan/%E8%A1%A8.docx#part=1"' in record.body


@pytest.mark.parametrize(
    "reference",
    [
        "../../../secret.docx",
        "../../../../secret.docx",
        "%2e%2e/%2e%2e/%2e%2e/secret.docx",
        "a/../../../../secret.docx",
    ],
)
def test_a_reference_out_of_the_tenants_folder_is_refused(body: Body, folder: Path, reference: str) -> None:
    (folder.parents[2] / "secret.docx").write_bytes(DOCX)
    record = body(f"[x]({reference})")
    assert record.files == ()
    assert record.body == "<p>x</p>"
    assert [(p.kind.name, p.fix, p.line) for p in record.problems] == [
        ("ESCAPING_FILE", "把文件复制到稿件所在的文件夹，只写文件名。", 6)
    ]
    assert record.problems[0].what.endswith("不在本单位的文件夹里。")


def test_a_symbolic_link_out_of_the_tenants_folder_is_refused(body: Body, folder: Path) -> None:
    (folder.parents[2] / "secret.docx").write_bytes(DOCX)
    (folder / "表.docx").symlink_to(folder.parents[2] / "secret.docx")
    (folder / "外").symlink_to(folder.parents[2], target_is_directory=True)
    record = body("[x](表.docx) [y](外/secret.docx)")
    assert record.files == ()
    assert said(record) == [
        (
            "ESCAPING_FILE",
            f"引用的文件“{name}”不在本单位的文件夹里。",
            "把文件复制到稿件所在的文件夹，只写文件名。",
            6,
        )
        for name in ("表.docx", "外/secret.docx")
    ]


def test_a_symbolic_link_within_the_tenants_folder_is_followed(body: Body, folder: Path) -> None:
    (folder.parent / "表.docx").write_bytes(DOCX)
    (folder / "表.docx").symlink_to("../表.docx")
    assert body("[x](表.docx)").problems == ()


@pytest.mark.parametrize(
    ("files", "text", "kind", "what", "fix"),
    [
        (
            {},
            "[x](表.docx)",
            "MISSING_FILE",
            "引用的文件“表.docx”不存在。",
            "把文件放进“policy/2026”文件夹，文件名与引用的一致。",
        ),
        (
            {"任务表.docx": DOCX},
            "[x](任务表1.docx)",
            "MISSING_FILE",
            "引用的文件“任务表1.docx”不存在。",
            "文件夹里有“任务表.docx”，把文件名改成一致。",
        ),
        (
            {"Hall.PNG": PNG},
            "![x](hall.PNG)",
            "MISSING_FILE",
            "引用的文件“hall.PNG”不存在。",
            "文件夹里有“Hall.PNG”，把文件名改成一致。",
        ),
        ({}, "[x]()", "MISSING_FILE", "有一处链接或图片没有写地址。", "补上地址，或删去这处链接。"),
        (
            {},
            "[x](C:\\Users\\表.docx)",
            "MISSING_FILE",
            "“C:\\Users\\表.docx”是自己电脑上的路径，读者打不开。",
            "把文件复制到稿件所在的文件夹，只写文件名。",
        ),
        (
            {},
            "[x](file:///D:/表.docx)",
            "MISSING_FILE",
            "“file:///D:/表.docx”是自己电脑上的路径，读者打不开。",
            "把文件复制到稿件所在的文件夹，只写文件名。",
        ),
        ({}, "[x](图\\表.docx)", "MISSING_FILE", "文件地址“图\\表.docx”里用了反斜杠“\\”。", "把“\\”改成“/”。"),
        ({}, "[x](a%00.docx)", "MISSING_FILE", None, "把文件放进“policy/2026”文件夹，文件名与引用的一致。"),
        (
            {"a.exe": b"MZ"},
            "[x](a.exe)",
            "FORBIDDEN_FILE",
            "不能发布 .exe 文件“a.exe”。",
            "换成 pdf、docx、xlsx、jpg、png 等常用格式。",
        ),
        (
            {"a.js": b"1"},
            "[x](a.js)",
            "FORBIDDEN_FILE",
            "不能发布 .js 文件“a.js”。",
            "换成 pdf、docx、xlsx、jpg、png 等常用格式。",
        ),
        (
            {"a.svg": b"<svg/>"},
            "![x](a.svg)",
            "FORBIDDEN_FILE",
            "不能发布 .svg 文件“a.svg”。",
            "换成 pdf、docx、xlsx、jpg、png 等常用格式。",
        ),
        (
            {"a": b"1"},
            "[x](a)",
            "FORBIDDEN_FILE",
            "不能发布没有扩展名的文件“a”。",
            "换成 pdf、docx、xlsx、jpg、png 等常用格式。",
        ),
        (
            {"a.pdf": b"MZ\x90"},
            "[x](a.pdf)",
            "FORBIDDEN_FILE",
            "文件“a.pdf”的内容不是 pdf 格式，与扩展名不符。",
            "用原来的软件打开，另存为 pdf 格式后替换。",
        ),
        (
            {"a.txt": b" <!DOCTYPE html><script>"},
            "[x](a.txt)",
            "FORBIDDEN_FILE",
            "文件“a.txt”的内容不是 txt 格式，与扩展名不符。",
            "用原来的软件打开，另存为 txt 格式后替换。",
        ),
        ({"a.pdf": b""}, "[x](a.pdf)", "FORBIDDEN_FILE", "文件“a.pdf”是空的。", "换成有内容的文件。"),
        (
            {"a.pdf": b"%PDF-1.7"},
            "![x](a.pdf)",
            "FORBIDDEN_FILE",
            "“a.pdf”不是图片，不能当作图片插入。",
            "去掉前面的“!”，作为附件链接。",
        ),
        (
            {},
            "[x](2026-02-01-jiu.md)",
            "FORBIDDEN_FILE",
            "链接指向了稿件文件“2026-02-01-jiu.md”，网站上没有这个地址。",
            "改成那篇文章的网页地址，例如“/shichang/policy/202602/jiu.html”。",
        ),
        (
            {"年 表.pdf": b"%PDF-1.7"},
            "[x](年%20表.pdf)",
            "FILE_NAME",
            "附件“年 表.pdf”的文件名里有空格。",
            "改短文件名，去掉空格和符号。",
        ),
    ],
)
def test_a_file_that_cannot_be_published_is_named(
    body: Body, folder: Path, files: dict[str, bytes], text: str, kind: str, what: str | None, fix: str
) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)
    found = said(body("文\n\n" + text))
    assert [(k, f, line) for k, _, f, line in found] == [(kind, fix, 8)]
    assert what is None or found[0][1] == what


def test_a_file_over_the_limit_is_not_read(read: Callable[..., Record], folder: Path) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-" + b"0" * 3000)
    record = read("---\n标题: a\n发布时间: 2026-03-01\n来源: b\n---\n[x](a.pdf)\n", file_limit=2048)
    assert said(record) == [("TOO_LARGE", "文件“a.pdf”太大，超过了 2 KB。", "压缩或拆分后替换。", 6)]
    assert record.files == ()


def test_a_pipe_is_no_file(body: Body, folder: Path) -> None:
    os.mkfifo(folder / "a.pdf")
    assert said(body("[x](a.pdf)"))[0][0] == "MISSING_FILE"


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    reference=st.lists(
        st.sampled_from(
            ["..", ".", "%2e%2e", "/", "//", "\\", "secret.docx", "policy", "外", "2026", "%2f", "#", "?", "\0"]
        ),
        max_size=9,
    ).map("/".join)
)
def test_no_reference_ever_resolves_outside(folder: Path, path: RecordPath, reference: str) -> None:
    root = folder.parents[3]
    secret = folder.parents[2] / "secret.docx"
    if not secret.exists():
        secret.write_bytes(DOCX + b"secret")
        (folder / "外").symlink_to(folder.parents[2], target_is_directory=True)
    shelf = Shelf(root, path, file_limit=1000)
    with contextlib.suppress(UnusableError):
        shelf.place(reference, title="", picture=False)
    assert all(file.digest != hashlib.sha256(DOCX + b"secret").hexdigest() for file in shelf.files)
    assert all(not file.in_tenant.startswith((".", "/")) for file in shelf.files)
