"""Bold words and links inside a plain block, as Python-Markdown and the gate write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portalkit.content import markup
from portalkit.content.places import Places
from portalkit.model.record import Link
from portalkit.patterns import regex

_MARK = regex(r"[*_\[\]|]")
_PART = regex(
    r"\*\*(?P<bold>[^*_\[\]|\s](?:[^*_\[\]|\n]*[^*_\[\]|\s])?)\*\*"
    r"|\[(?P<words>[^*_\[\]|()\s](?:[^*_\[\]|()\n]*[^*_\[\]|()\s])?)\]"
    r"\((?P<url>(?P<host>https?:/)?/[A-Za-z0-9][A-Za-z0-9./_?=%#-]*)\)",
)
_TAG = regex(r"<[^>]*>")


class NotPlainError(Exception):
    """The text may mean more to Markdown than the short cut knows."""


@dataclass(slots=True)
class Inline:
    """Writes the text of blocks and collects the links in it."""

    places: Places
    links: list[Link] = field(default_factory=list)

    def html(self, text: str) -> str:
        """The text of one block as HTML; raises ``NotPlainError``."""
        if not _MARK.search(text):
            return text
        if _MARK.search(_PART.sub("", text)):
            raise NotPlainError
        return _PART.sub(self._part, text)

    def _part(self, part: re.Match[str]) -> str:
        bold, words, url, host = part.groups()
        if bold is not None:
            return f"<strong>{bold}</strong>"
        if host and not markup.can_link(url):
            raise NotPlainError
        self.links.append(Link(url, " ".join(words.split()), self.places.address(url)))
        kind = ' class="outside"' if host else ""
        return f'<a{kind} href="{url}">{words}</a>'


def words_of(html: str) -> str:
    """What is left without the tags; the text of plain blocks has no angle brackets of its own."""
    return _TAG.sub("", html) if "<" in html else html
