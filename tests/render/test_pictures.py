"""Copies of pictures: narrower, the same each time, and never the end of a build."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from PIL import Image

from portalkit.model.picture import copy_url, source_set, widths
from portalkit.render.pictures import narrowed


def stored(folder: Path, picture: Image.Image | bytes, kind: str = "JPEG") -> tuple[Path, str]:
    """A picture as it lies in the library, with its digest."""
    if isinstance(picture, Image.Image):
        raw = io.BytesIO()
        picture.save(raw, kind)
        picture = raw.getvalue()
    original = folder / "original"
    original.write_bytes(picture)
    return original, hashlib.sha256(picture).hexdigest()


def gradient(mode: str = "RGB", size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """A picture that is not of one colour."""
    return Image.linear_gradient("L").resize(size).convert(mode)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_copy_is_webp_of_the_asked_width(tmp_path: Path, mode: str) -> None:
    original, digest = stored(tmp_path, gradient(mode))
    raw = narrowed(original, digest=digest, width=480, shelf=tmp_path / "shelf")
    with Image.open(io.BytesIO(raw)) as copy:
        assert (copy.format, copy.size) == ("WEBP", (480, 320))
    assert len(raw) < original.stat().st_size


def test_see_through_parts_stay_see_through(tmp_path: Path) -> None:
    original, digest = stored(tmp_path, Image.new("RGBA", (1000, 500), (200, 0, 0, 0)), "PNG")
    with Image.open(io.BytesIO(narrowed(original, digest=digest, width=480, shelf=tmp_path / "s"))) as copy:
        assert copy.convert("RGBA").getpixel((10, 10))[3] == 0


def test_a_photo_taken_upright_stays_upright(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    raw = io.BytesIO()
    gradient().save(raw, "JPEG", exif=turned)
    original, digest = stored(tmp_path, raw.getvalue())
    with Image.open(io.BytesIO(narrowed(original, digest=digest, width=480, shelf=tmp_path / "s"))) as copy:
        assert copy.size == (480, 720)


def test_a_copy_is_the_same_whether_kept_or_made_again(tmp_path: Path) -> None:
    original, digest = stored(tmp_path, gradient())
    first = narrowed(original, digest=digest, width=960, shelf=tmp_path / "one")
    assert narrowed(original, digest=digest, width=960, shelf=tmp_path / "two") == first
    original.unlink()
    assert narrowed(original, digest=digest, width=960, shelf=tmp_path / "one") == first


@pytest.mark.parametrize("cut", [20, 200, 2000])
def test_a_damaged_picture_is_shown_as_it_is(tmp_path: Path, cut: int) -> None:
    raw = io.BytesIO()
    gradient().save(raw, "PNG")
    original, digest = stored(tmp_path, raw.getvalue()[:cut])
    assert narrowed(original, digest=digest, width=480, shelf=tmp_path / "s") == original.read_bytes()


def test_copies_are_never_wider_than_the_picture() -> None:
    assert widths("/a/b.jpg", (1200, 800)) == (480, 960, 1200)
    assert widths("/a/b.PNG", (300, 200)) == (300,)
    assert widths("/a/b.jpg", (9000, 6000)) == (480, 960, 1600)
    assert widths("/a/b.gif", (900, 600)) == widths("/a/b.jpg", None) == ()
    assert copy_url("/a/b/%E5%9B%BE.jpg", 480) == "/a/b/w480/%E5%9B%BE.jpg.webp"
    assert source_set("/a/b.jpg", (600, 400)) == "/a/w480/b.jpg.webp 480w, /a/w600/b.jpg.webp 600w"
