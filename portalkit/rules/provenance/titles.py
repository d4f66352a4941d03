"""When two titles are the same: blanks and the style of quotation marks do not count."""

from __future__ import annotations

_STYLES = str.maketrans("“”‘’\"'—－", "\"\"''\"'--")


def plain(title: str) -> str:
    """A title without what does not count."""
    return "".join(title.split()).translate(_STYLES)
