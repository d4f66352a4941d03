"""The narrower copies of a picture that its page offers, so that a phone loads what a phone shows."""

from __future__ import annotations

WIDTHS = (480, 960)
"""Widths in pixels of the copies, beside one as wide as the picture itself."""
WIDEST = 1600
_SHRUNK = (".jpg", ".jpeg", ".png", ".webp")
"""Drawings that move (GIF) are shown as they are."""


def widths(url: str, pixels: tuple[int, int] | None) -> tuple[int, ...]:
    """Widths of the copies of a picture; none for one whose size or kind does not allow it."""
    if pixels is None or not url.lower().endswith(_SHRUNK) or pixels[0] < 2:
        return ()
    widest = min(pixels[0], WIDEST)
    return (*(width for width in WIDTHS if width < widest), widest)


def copy_url(url: str, width: int) -> str:
    """Site path of a copy: ``/news/202611/a/b.jpg`` → ``/news/202611/a/w480/b.jpg.webp``."""
    folder, _, name = url.rpartition("/")
    return f"{folder}/w{width}/{name}.webp"


def source_set(url: str, pixels: tuple[int, int] | None) -> str:
    """The copies as a browser chooses from them (``srcset``); empty when there are none."""
    return ", ".join(f"{copy_url(url, width)} {width}w" for width in widths(url, pixels))
