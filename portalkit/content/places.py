"""Where in the source something of the finished page came from: lines for messages and for the list of links."""

from __future__ import annotations

import bisect
import html
import re
from urllib.parse import unquote

from portalkit.patterns import regex

_NO_ADDRESS = regex(r"\]\(\s*(?:<>)?\s*(?:\"[^\"]*\")?\)|(?:href|src)=(?:\"\"|'')", re.IGNORECASE)


class Places:
    """Finds lines in a body. Repeated finds of one thing go on where the last one stopped."""

    def __init__(self, source: str, first_line: int) -> None:
        self.first_line = first_line
        self._source = source
        self._breaks: list[int] | None = None
        self._at: dict[str, int] = {}

    def address(self, url: str) -> int | None:
        """The line that names this address, as it stands or written with entities or percent signs."""
        if url in self._at:
            found = self._source.find(url, self._at[url])
            return self._line(url, len(url), found if found >= 0 else self._source.find(url))
        forms = (url, html.escape(url), unquote(url), url.removeprefix("//"), url.partition("://")[2])
        for form in forms:
            if form and (found := self._source.find(form)) >= 0:
                return self._line(form, len(form), found)
        return None

    def tag(self, tag: str) -> int | None:
        """The line of an opening tag."""
        return self._next(regex(rf"<{re.escape(tag)}(?![\w-])", re.IGNORECASE), f"<{tag}")

    def attribute(self, name: str) -> int | None:
        """The line of an attribute."""
        return self._next(regex(rf"(?<=[\s\"'/]){re.escape(name)}(?![\w-])", re.IGNORECASE), f"@{name}")

    def empty(self) -> int | None:
        """The line of a link without an address."""
        return self._next(_NO_ADDRESS, "()")

    def _next(self, pattern: re.Pattern[str], key: str) -> int | None:
        found = pattern.search(self._source, self._at.get(key, 0)) or pattern.search(self._source)
        return self._line(key, len(found.group()), found.start()) if found else None

    def _line(self, key: str, length: int, start: int) -> int:
        self._at[key] = start + length
        if self._breaks is None:
            self._breaks = [match.start() for match in re.finditer("\n", self._source)]
        return self.first_line + bisect.bisect_left(self._breaks, start)
