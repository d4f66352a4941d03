"""The only Markdown call: Python-Markdown, the dialect promised to bureaus, with Chinese line breaks joined.

The HTML that comes out is not safe yet: ``body`` makes it so.
"""

from __future__ import annotations

import functools
import re
import threading
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from portalkit.patterns import regex

_HAN = (
    "\u2e80-\u2fff\u3001-\u303f\u3105-\u312f\u31a0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003ffff"
)
"""Han characters with their punctuation and full-width forms; not the wide blank."""
_MARKS = "“”‘’…—·"
_INLINE = r"(?:</?(?:a|b|code|del|em|i|ins|s|strong|sub|sup|u)(?:\s[^<>]*)?>)*"
_SOFT_BREAK = regex(
    rf"<pre[\s>].*?</pre>|(?<=[{_HAN}{_MARKS}])({_INLINE}) ?\n[ ]*({_INLINE})(?=[{_HAN}{_MARKS}])", re.DOTALL
)
_MAYBE_BREAK = regex(r"[^\n>]\n|</(?:a|b|code|del|em|i|ins|s|strong|sub|sup|u)>\n|\n[^<\n]")
_MARK = regex(r"[\\`*_\[<&\x02]|  \n")
"""What inline Markdown could begin with."""

_OPEN_TAG = regex(r"<[A-Za-z/!?]")
_WHOLE_TAG = regex(r"<[A-Za-z/!?](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>")
_HEADING_LINE = regex(r"(?m)^ {0,3}#|^(?:=+|-+)[ ]*$")
_MOST_BRACKETS, _MOST_BRACKETS_IN_BLOCK, _MOST_UNCLOSED = 5000, 1000, 500
_MOST_HEADINGS, _MOST_ESCAPES = 2000, 10_000


class MarkdownError(ValueError):
    """The Markdown library gave up on this text."""


def to_html(source: str) -> str:
    """Turn Markdown (line ends as LF) into HTML, raw HTML passed through.

    Raises ``MarkdownError`` for text that nobody writes by hand, and on which the library would work for minutes:
    its time grows with the square of brackets, open tags and headings.
    """
    if _is_tangled(source):
        raise MarkdownError("tangled")
    engine = _engine(threading.get_ident())
    try:
        html: str = engine.reset().convert(source)
    except (AssertionError, AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError) as error:
        _engine.cache_clear()  # an engine that stopped half-way may hold half a state
        raise MarkdownError(type(error).__name__) from error
    return join_lines(html)


def join_lines(html: str) -> str:
    """Take out line breaks between two Chinese characters: a browser would show each as a blank."""
    if not _MAYBE_BREAK.search(html):
        return html
    return _SOFT_BREAK.sub(lambda match: match[0] if match[1] is None else match[1] + match[2], html)


def _is_tangled(source: str) -> bool:
    brackets = source.count("[")
    return (
        brackets > _MOST_BRACKETS
        or (brackets > _MOST_BRACKETS_IN_BLOCK and _densest(source) > _MOST_BRACKETS_IN_BLOCK)
        or source.count("\\") > _MOST_ESCAPES
        or (source.count("<") > _MOST_UNCLOSED and _unclosed(source) > _MOST_UNCLOSED)
        or _count(_HEADING_LINE, source) > _MOST_HEADINGS
    )


def _unclosed(source: str) -> int:
    return _count(_OPEN_TAG, source) - _count(_WHOLE_TAG, source)


def _densest(source: str) -> int:
    return max(block.count("[") for block in source.split("\n\n"))


def _count(pattern: re.Pattern[str], source: str) -> int:
    return sum(1 for _ in pattern.finditer(source))


class _PlainText(Treeprocessor):
    """Spares text without any mark the fifteen patterns of inline Markdown: most Chinese text has none."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            text = element.text
            if type(text) is str and not _MARK.search(text):
                element.text = AtomicString(text)


@functools.lru_cache(maxsize=8)
def _engine(thread: int) -> Markdown:  # noqa: ARG001 - one engine for each thread: it has state while it converts
    engine = new_engine()
    engine.treeprocessors.register(_PlainText(engine), "plain", 21)  # just before "inline"
    return engine


def new_engine() -> Markdown:
    """The dialect itself, as it is promised; ``to_html`` gives the same bytes faster."""
    return Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            FootnoteExtension(SEPARATOR="-", BACKLINK_TITLE=""),
            DefListExtension(),
            SaneListExtension(),
        ],
        output_format="html",
    )
