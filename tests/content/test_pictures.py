"""The size of a picture from its header."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portalkit.content.filetypes import ATTACHMENTS, extension, fits
from portalkit.content.pictures import dimensions

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 800, 600)
GIF = b"GIF89a" + struct.pack("<HH", 800, 600)
FRAME = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 600, 800) + b"\x03" * 9
JPEG = b"\xff\xd8\xff\xe0\x00\x04AB" + b"\xff\xc4\x00\x04AB\xff" + FRAME


def _turned(order: str, orientation: int) -> bytes:
    mark = b"II" if order == "<" else b"MM"
    tiff = mark + struct.pack(f"{order}HIH", 42, 8, 1) + struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\x00\x00" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + FRAME


def _webp(kind: bytes, rest: bytes) -> bytes:
    return b"RIFF\x00\x00\x00\x00WEBP" + kind + b"\x00\x00\x00\x00" + rest


WEBP_X = _webp(b"VP8X", b"\x00" * 4 + (799).to_bytes(3, "little") + (599).to_bytes(3, "little"))
WEBP_LOSSY = _webp(b"VP8 ", b"\x00" * 3 + b"\x9d\x01\x2a" + struct.pack("<HH", 800, 600))
WEBP_LOSSLESS = _webp(b"VP8L", b"\x2f" + struct.pack("<I", 799 | 599 << 14))


@pytest.mark.parametrize("data", [PNG, GIF, JPEG, WEBP_X, WEBP_LOSSY, WEBP_LOSSLESS])
def test_width_and_height_of_every_kind(data: bytes) -> None:
    assert dimensions(data) == (800, 600)


@pytest.mark.parametrize(
    ("order", "orientation", "size"), [("<", 1, (800, 600)), ("<", 6, (600, 800)), (">", 8, (600, 800))]
)
def test_a_turned_photograph_has_its_sides_as_shown(order: str, orientation: int, size: tuple[int, int]) -> None:
    assert dimensions(_turned(order, orientation)) == size


@pytest.mark.parametrize("data", [b"", b"BM", PNG[:18], JPEG[:10], GIF[:7], b"\xff\xd8" + b"\xff" * 50, WEBP_X[:24]])
def test_a_header_cut_short_has_no_size(data: bytes) -> None:
    assert dimensions(data) is None


@given(
    st.sampled_from([PNG, GIF, JPEG, WEBP_X, WEBP_LOSSY, _turned("<", 6)]), st.integers(0, 80), st.binary(max_size=40)
)
def test_no_bytes_stop_the_reader(start: bytes, cut: int, rest: bytes) -> None:
    dimensions(start[:cut] + rest)


def test_extensions_are_read_without_regard_to_case() -> None:
    assert extension("表.DOCX") == "docx"
    assert extension(".docx") == ""
    assert extension("表") == ""


@pytest.mark.parametrize(
    ("suffix", "data", "good"),
    [
        ("jpg", b"\xff\xd8\xff\xe0", True),
        ("jpg", PNG, False),
        ("webp", WEBP_X, True),
        ("mp4", b"\x00\x00\x00\x18ftypmp42", True),
        ("doc", b"PK\x03\x04", False),
        ("wps", b"PK\x03\x04", True),
        ("csv", "年,月\n".encode("gbk"), True),
        ("csv", b"\x00\x01", False),
        ("txt", b"#!/bin/sh", False),
        ("zip", b"MZ", False),
    ],
)
def test_first_bytes_must_be_what_the_name_says(suffix: str, data: bytes, good: bool) -> None:
    assert fits(suffix, data) is good


def test_nothing_that_runs_may_be_published() -> None:
    assert not ATTACHMENTS & {
        "exe",
        "js",
        "html",
        "htm",
        "bat",
        "swf",
        "svg",
        "php",
        "jar",
        "lnk",
        "docm",
        "xlsm",
        "vbs",
    }
