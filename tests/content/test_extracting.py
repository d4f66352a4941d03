"""The words of attachments: everything a reader can see comes out, and nothing that a file holds does harm."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalkit.content.extracting import MOST_TEXT, extract, suffix_of
from portalkit.content.extractor import Extractor

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
TYPES = "[Content_Types].xml"


def archive(parts: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return stream.getvalue()


def word(body: str, **more: str) -> bytes:
    return archive(
        {TYPES: "<Types/>", "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>", **more}
    )


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def pdf(text: str) -> bytes:
    """A one-page PDF with one line of ASCII."""
    content = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


def test_a_number_that_word_cut_into_runs_comes_out_whole():
    raw = word(f"<w:p>{run('身份证')}{run('11010519')}{run('491231002X')}</w:p><w:p>{run('下一段')}</w:p>")
    assert extract(raw, "docx").text == "身份证11010519491231002X\n下一段"


def test_a_row_of_a_word_table_is_one_line():
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    raw = word(f"<w:tbl><w:tr>{cell.format(run('张三'))}{cell.format(run('13812345678'))}</w:tr></w:tbl>")
    assert extract(raw, "docx").text.split() == ["张三", "13812345678"]
    assert "\n" not in extract(raw, "docx").text


@pytest.mark.parametrize("part", ["header1", "footer2", "footnotes", "comments"])
def test_what_stands_around_a_word_text_is_read_too(part):
    raw = word("", **{f"word/{part}.xml": f"<w:x {W}><w:p>{run('机密★10年')}</w:p></w:x>"})
    assert "机密★10年" in extract(raw, "docx").text


def test_text_that_was_deleted_with_changes_tracked_is_still_in_the_file():
    raw = word("<w:p><w:del><w:r><w:delText>内部电话13812345678</w:delText></w:r></w:del></w:p>")
    assert "13812345678" in extract(raw, "docx").text


def test_the_cells_of_a_sheet_stand_in_rows_whether_shared_inline_or_numbers():
    raw = archive(
        {
            TYPES: "<Types/>",
            "xl/sharedStrings.xml": f"<sst {S}><si><t>姓名</t></si><si><r><t>张</t></r><r><t>三</t></r></si></sst>",
            "xl/worksheets/sheet1.xml": f'<worksheet {S}><sheetData><row><c t="s"><v>0</v></c></row><row>'
            '<c t="s"><v>1</v></c><c t="inlineStr"><is><t>女</t></is></c><c><v>42</v></c></row></sheetData>'
            "</worksheet>",
        }
    )
    assert extract(raw, "xlsx").text == "姓名\n张三 女 42"


def test_an_ofd_gives_its_words():
    page = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextCode>此件依申请公开</ofd:TextCode></ofd:Page>'
    raw = archive({"OFD.xml": "<a/>", "Doc_0/Pages/Page_0/Content.xml": page})
    assert extract(raw, "ofd").text == "此件依申请公开"


def test_what_lies_in_a_zip_is_read_with_its_names():
    inner = word(f"<w:p>{run('名单')}</w:p>")
    assert (
        extract(archive({"拟录用人员.docx": inner, "照片.png": b"x"}), "zip").text == "拟录用人员.docx\n名单\n照片.png"
    )


def test_a_pdf_gives_its_words():
    assert extract(pdf("ID 11010519491231002X"), "pdf").text.strip() == "ID 11010519491231002X"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_is_read_in_the_encodings_of_offices(encoding):
    assert extract("姓名，电话".encode(encoding), "csv").text == "姓名，电话"


def test_an_old_word_document_gives_what_reads_like_text():
    raw = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 64
        + "姓名张三身份证11010519491231002X".encode("utf-16-le")
        + b"\0\0\1"
    )
    assert "11010519491231002X" in extract(raw, "doc").text


def test_a_bomb_is_hostile_and_quickly_told():
    bomb = archive({TYPES: "<Types/>", "word/document.xml": b"0" * (40 << 20)})
    found = extract(bomb, "docx")
    assert (found.hostile, found.text) == (True, "")
    assert "压缩炸弹" in found.trouble


def test_a_bomb_that_lies_about_its_size_is_stopped_all_the_same():
    bomb = bytearray(archive({TYPES: "<Types/>", "word/document.xml": b"0" * (80 << 20)}))
    place = bomb.rfind(b"PK\x01\x02")
    struct.pack_into("<I", bomb, place + 24, 100)
    found = extract(bytes(bomb), "docx")
    assert found.text == ""
    assert found.trouble


def test_boxes_in_boxes_are_not_opened_for_ever():
    raw = b"last"
    for _ in range(6):
        raw = archive({"inner.zip": raw}) if raw != b"last" else archive({"a.txt": raw})
    assert extract(raw, "zip").hostile


def test_too_many_members_are_hostile():
    assert extract(archive({f"{n}.txt": b"" for n in range(5000)}, compression=zipfile.ZIP_STORED), "zip").hostile


def test_entities_of_xml_stay_unresolved():
    body = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaaaaaaaa">]><w:document {W}><w:body>'
    body += "<w:p><w:r><w:t>一&x;二&a;</w:t></w:r></w:p></w:body></w:document>"
    text = extract(archive({TYPES: "<Types/>", "word/document.xml": body}), "docx").text
    assert "root" not in text
    assert "aaaa" not in text


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pdf", "ofd", "zip"])
def test_a_damaged_file_says_so_and_is_not_hostile(suffix):
    found = extract(b"PK\x03\x04 this is no archive" if suffix != "pdf" else b"%PDF-1.4 nothing", suffix)
    assert (found.trouble, found.hostile) == ("文件已经损坏", False)


def test_an_archive_with_a_password_cannot_be_read():
    raw = bytearray(archive({"a.txt": b"secret"}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.find(sign) + place] |= 1
    assert extract(bytes(raw), "zip").trouble == "压缩包设了密码"


@given(st.binary(max_size=400), st.sampled_from(["docx", "xlsx", "pdf", "doc", "txt", "zip", "ofd", "et"]))
def test_no_bytes_make_reading_raise(raw, suffix):
    for head in (b"", b"PK\x03\x04", b"%PDF-1.7\n"):
        found = extract(head + raw, suffix)
        assert len(found.text) <= MOST_TEXT


def test_only_what_has_words_is_read():
    assert [suffix_of(name) for name in ("表.DOCX", "图.png", "无", "声音.mp3", "表.xls")] == [
        "docx",
        "",
        "",
        "",
        "xls",
    ]


def test_a_very_long_text_is_cut_and_says_so():
    found = extract(b"1234567890\n" * 200_000, "txt")
    assert (len(found.text), found.cut) == (MOST_TEXT, True)


def test_the_reading_process_answers_for_one_file_after_the_other(tmp_path: Path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes("第一".encode())
    other.write_bytes(word(f"<w:p>{run('第二')}</w:p>"))
    extractor = Extractor()
    try:
        assert [extractor.read(one, "txt").text, extractor.read(other, "docx").text] == ["第一", "第二"]
    finally:
        extractor.close()


def test_a_file_that_ends_the_reading_process_is_hostile_and_the_next_is_read(tmp_path: Path):
    file = tmp_path / "one"
    file.write_bytes("第一".encode())
    extractor = Extractor()
    try:
        assert extractor.read(tmp_path / "gone", "txt").hostile
        assert extractor.read(file, "txt").text == "第一"
    finally:
        extractor.close()


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path):
    extractor = Extractor(patience=0.01)
    try:
        found = extractor.read(tmp_path / "any", "txt")
        assert (found.hostile, found.trouble) == (True, "内容异常，0.01 秒还没有读完")
    finally:
        extractor.close()
