"""Copies of pictures in other widths, as WebP. Each is made once and kept: the same bytes give the same copy."""

from __future__ import annotations

import io
from pathlib import Path

from portalkit.writing import write_whole


def narrowed(original: Path, *, digest: str, width: int, shelf: Path) -> bytes:
    """A copy of the picture at ``original``, ``width`` pixels wide; ``digest`` is that of its bytes.

    ``shelf`` is where copies are kept between builds. A picture that cannot be read is given as it is: then its page
    shows what it would have shown without copies.
    """
    import PIL

    kept = shelf / digest[:2] / f"{digest}-{width}-{PIL.__version__}.webp"
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        pass
    raw = original.read_bytes()
    copy = _webp(raw, width) or raw
    write_whole(kept, copy)
    return copy


def _webp(raw: bytes, width: int) -> bytes | None:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG", "WEBP")) as opened:
            opened.draft("RGB", (width, width))
            picture = ImageOps.exif_transpose(opened)
            if picture.mode not in ("RGB", "RGBA"):
                picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
            if picture.width != width:
                height = max(round(picture.height * width / picture.width), 1)
                picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
            copy = io.BytesIO()
            picture.save(copy, "WEBP", quality=80, method=4)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return copy.getvalue()
