"""Which HTML an article may carry: what Markdown makes, tables with joined cells, and little more.

The gate is nh3 (``safe``), the last thing that touches a body. ``body`` takes out the same things before it, in order
to say where they are. Classes, styles, ids of the editor's own, scripts, frames and forms never pass.
"""

from __future__ import annotations

import re

import nh3

from portalkit.patterns import regex

VOID = frozenset({"br", "hr", "img", "col"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TAGS = """
a b blockquote br caption code col colgroup dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins li ol
p pre rp rt ruby s strong sub sup table tbody td tfoot th thead tr u ul
"""
_ACTIVE = """
applet audio base basefont bgsound button canvas datalist dialog embed fieldset fencedframe form frame frameset iframe
input keygen link map area marquee math meta meter noembed noframes noscript object optgroup option output param picture
plaintext portal progress script select slot source style svg template textarea title track video xml xmp
"""
TAGS = frozenset(_TAGS.split())
ACTIVE = frozenset(_ACTIVE.split())
"""Taken out with everything in them."""
AS_DIV = frozenset({"article", "aside", "center", "footer", "header", "main", "nav", "section", "address"})
_CELL = frozenset({"rowspan", "colspan", "align"})
PLAIN_ATTRIBUTES: dict[str, frozenset[str]] = {
    "td": _CELL,
    "th": _CELL | {"scope"},
    "col": frozenset({"span"}),
    "ol": frozenset({"start"}),
}
"""What an editor's own tags keep; links and pictures are rewritten and get theirs from ``body``."""

_VALUES = {
    "rowspan": regex(r"[1-9]\d{0,3}", re.ASCII),
    "colspan": regex(r"[1-9]\d{0,2}", re.ASCII),
    "span": regex(r"[1-9]\d{0,2}", re.ASCII),
    "start": regex(r"-?\d{1,6}", re.ASCII),
    "align": regex(r"left|center|right"),
    "scope": regex(r"(?:row|col)(?:group)?"),
}

_GATE = nh3.Cleaner(
    tags=TAGS | {"picture", "source"},  # the choice of copies that ``body`` makes; an editor's own never come so far
    clean_content_tags={"script", "style"},
    attributes={
        **{tag: set(names) for tag, names in PLAIN_ATTRIBUTES.items()},
        **{heading: {"id"} for heading in HEADINGS},
        "a": {"href", "aria-label"},
        "img": {"src", "alt", "width", "height", "loading", "decoding"},
        "source": {"srcset", "sizes"},
        "li": {"id"},
        "sup": {"id"},
    },
    tag_attribute_values={
        "source": {"type": {"image/webp"}},
        "a": {"class": {"outside"}},
        "div": {
            "class": {"table-wrap", "facts-wrap", "footnote"},
            "tabindex": {"0"},
            "role": {"region"},
            "aria-label": {"表格"},
        },
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)
_LINK = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=None)


def keeps(tag: str, name: str, value: str) -> bool:
    """Whether an attribute of an editor's own tag stays."""
    return name in PLAIN_ATTRIBUTES.get(tag, ()) and _VALUES[name].fullmatch(value) is not None


def is_active(name: str) -> bool:
    """Whether an attribute can run something or hide something."""
    return name.startswith("on") or name in ("style", "hidden", "srcdoc", "formaction")


def safe(html: str) -> str:
    """The gate: only the allow-list comes out."""
    return _GATE.clean(html)


def can_link(url: str) -> bool:
    """Whether the gate would let a link to another host pass as it is."""
    quoted = url.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return "href=" in _LINK.clean(f'<a href="{quoted}">x</a>')
