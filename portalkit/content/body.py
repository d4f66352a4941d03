"""The body of an article: Markdown to safe HTML, its files placed, its links listed, its slips with their lines.

One pass over the tree does it all; the gate in ``markup`` comes last and lets only the allow-list through, whatever
happened before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from portalkit.content import facts, markdown, markup, plain
from portalkit.content.files import Shelf, UnusableError, name_trouble
from portalkit.content.links import Address, Target, classify
from portalkit.content.places import Places
from portalkit.content.prose import line_of, prose
from portalkit.content.values import shown
from portalkit.model.picture import source_set
from portalkit.model.record import Heading, Link, LocalFile, Problem, ProblemKind
from portalkit.patterns import regex

_PARSER = etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
_ENOUGH = 10
"""How often one thing is said of one article; text pasted from Word has it in every line."""
_FRAME = regex(r"<(html|head|body)[\s/>]", re.IGNORECASE)
"""Tags that the parser merges into its own, so that they are never seen in the tree."""
_END = "portalkit-end"
SIZES = "(min-width: 960px) 880px, 100vw"
"""How wide a page shows a picture of an article, at most."""
_FOOTNOTE_ID = regex(r"fn(?:ref\d*)?-\S+")
_CONTROL = regex(r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|127)|x0*(?:[0-8bcef]|1[0-9a-f]|7f))(?!\w);?", re.IGNORECASE)
"""Control characters written as numbers; as themselves they are refused before."""


@dataclass(frozen=True, slots=True)
class Body:
    """``html`` is safe to show; ``text`` has a line for each block."""

    html: str
    text: str
    files: tuple[LocalFile, ...] = ()
    links: tuple[Link, ...] = ()
    outline: tuple[Heading, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def read_body(source: str, *, first_line: int, shelf: Shelf, form: bool = False) -> Body:
    """Render a body; ``first_line`` is its line in the file. With ``form`` its first table holds names and values."""
    arranged = form and "|" in source
    if not arranged and (simple := plain.render(source, first_line)) is not None:
        return Body(simple.html, simple.text, links=simple.links, outline=simple.outline)
    try:
        html = markdown.to_html(source)
    except markdown.MarkdownError:
        return Body("", "", problems=(_too_tangled(first_line),))
    return _Reading(Places(source, first_line), shelf, form).read(html)


@dataclass(slots=True)
class _Reading:
    places: Places
    shelf: Shelf
    form: bool = False
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    gone: set[etree._Element] = field(default_factory=set)

    def read(self, html: str) -> Body:
        if "&#" in html:
            html = _CONTROL.sub("", html)
        for frame in _FRAME.findall(html):
            tag = frame.lower()
            self._unsafe(f"正文里有不允许的 <{tag}> 代码。", "删去这段代码。", self.places.tag(tag))
        tree = etree.fromstring(f'<html><body>{html}<hr id="{_END}"></body></html>', _PARSER)
        body = tree.find("body")
        elements = list(tree.iter())
        end = next((el for el in reversed(elements) if el.tag == "hr" and el.get("id") == _END), None)
        if body is None or end is None:
            return Body("", "", problems=(_too_tangled(self.places.first_line),))
        _remove(end)
        lowered = 1 if any(el.tag == "h1" for el in elements) else 0
        headings: list[etree._Element] = []
        for el in elements:
            if el in self.gone or el is end:
                continue
            if el is body or el is tree or el.tag == "head":
                self._attributes(el)
            elif el.tag in markup.HEADINGS:
                headings.append(el)
                self._attributes(el)
                el.tag = f"h{min(int(el.tag[1]) + lowered, 6)}"
                el.set("id", f"s{len(headings)}")
            else:
                self._element(el)
        text = prose(body)
        outline = tuple(Heading(int(el.tag[1]), el.get("id"), line_of("".join(el.itertext()))) for el in headings)
        named = facts.arrange(body) if self.form else ()
        html = markup.safe(_inner(body)).strip()
        return Body(html, text, self.shelf.files, tuple(self.links), outline, named, tuple(self.problems))

    def _element(self, el: etree._Element) -> None:
        tag = el.tag
        if tag == "a":
            self._link(el)
        elif tag == "img":
            self._picture(el)
        elif tag in markup.TAGS:
            self._attributes(el)
            if tag == "table":
                _wrap(el)
            elif tag not in markup.VOID and el.text is None and not len(el):
                el.text = ""  # or it would be written as <td/>, which HTML reads as an open tag
        elif tag in markup.ACTIVE or not isinstance(tag, str):
            if isinstance(tag, str):
                self._unsafe(
                    f"正文里有不允许的 <{tag}> 代码。",
                    "删去这段代码；视频、表格等用附件或 Markdown 表示。",
                    self.places.tag(tag),
                )
            self.gone.update(el.iter())
            _remove(el)
        else:
            self._attributes(el)
            if tag in markup.AS_DIV:
                el.tag = "div"
            else:
                _unwrap(el)

    def _attributes(self, el: etree._Element) -> None:
        if not el.attrib:
            return
        tag, kept = el.tag, {}
        for name, value in el.attrib.items():
            if markup.is_active(name):
                self._unsafe(
                    f"<{tag}> 标签里有不允许的 {name} 属性。", f"删去 {name} 属性。", self.places.attribute(name)
                )
            elif markup.keeps(tag, name, value) or (
                name == "id" and tag in ("li", "sup") and _FOOTNOTE_ID.fullmatch(value)
            ):
                kept[name] = value
        if tag == "div" and el.get("class") == "footnote":
            kept["class"] = "footnote"
        el.attrib.clear()
        el.attrib.update(kept)

    def _link(self, el: etree._Element) -> None:
        reference = el.get("href")
        back = el.get("class") == "footnote-backref"
        if reference is not None:
            del el.attrib["href"]
        self._attributes(el)
        url = self._target(el, classify(reference)) if reference is not None else None
        if url is None:
            _unwrap(el)
            return
        el.set("href", url)
        if back:
            el.set("aria-label", "返回正文")
        if el.text is None and not len(el):
            el.text = ""

    def _target(self, el: etree._Element, address: Address) -> str | None:
        """The address to write, or ``None`` if the link cannot stay."""
        text = _text_of(el)
        if address.target is Target.OUTSIDE:
            line = self.places.address(address.url)
            if not markup.can_link(address.url):
                self._problem(ProblemKind.BAD_VALUE, f"网址“{shown(address.url)}”写得不对。", "核对网址后改正。", line)
                return None
            self.links.append(Link(address.url, text, line))
            el.set("class", "outside")
            return address.url
        if address.target is Target.SITE:
            self.links.append(Link(address.url, text, self.places.address(address.url)))
            return address.url
        if address.target is Target.FILE:
            return self._place(address.url, title=text, picture=False)[0]
        if address.target in (Target.ANCHOR, Target.CONTACT):
            return address.url
        self._refuse(address)
        return None

    def _picture(self, el: etree._Element) -> None:
        reference, alt = el.attrib.pop("src", ""), el.attrib.pop("alt", "")
        el.attrib.pop("title", None)
        el.attrib.pop("width", None)
        self._attributes(el)
        address = classify(reference)
        url: str | None = None
        pixels: tuple[int, int] | None = None
        if address.target is Target.FILE:
            url, pixels = self._place(address.url, title=alt, picture=True)
        elif address.target is Target.SITE:
            url = address.url
            self.links.append(Link(url, alt, self.places.address(url)))
        elif address.target is Target.OUTSIDE:
            line = self.places.address(address.url)
            what = f"图片“{shown(address.url)}”在别的网站上，读者打开页面时会访问那个网站。"
            self._unsafe(what, "把图片存到稿件所在的文件夹，只写文件名。", line)
        else:
            self._refuse(address)
        if url is None:
            _remove(el)
            return
        el.set("src", url)
        el.set("alt", alt)
        if pixels:
            el.set("width", str(pixels[0]))
            el.set("height", str(pixels[1]))
        el.set("loading", "lazy")
        el.set("decoding", "async")
        if copies := source_set(url, pixels):
            _offer(el, copies)

    def _place(self, reference: str, *, title: str, picture: bool) -> tuple[str | None, tuple[int, int] | None]:
        line = self.places.address(reference)
        try:
            placed = self.shelf.place(reference, title=title, picture=picture)
        except UnusableError as unusable:
            self._problem(unusable.kind, unusable.what, unusable.fix, line)
            return None, None
        if trouble := name_trouble(placed.name):
            self._problem(
                ProblemKind.FILE_NAME, f"附件“{shown(placed.name)}”的{trouble}。", "改短文件名，去掉空格和符号。", line
            )
        return placed.url, placed.pixels

    def _refuse(self, address: Address) -> None:
        line = self.places.address(address.url)
        if address.target is Target.EMPTY:
            self._problem(
                ProblemKind.MISSING_FILE,
                "有一处链接或图片没有写地址。",
                "补上地址，或删去这处链接。",
                self.places.empty(),
            )
        elif address.target is Target.DISK:
            self._problem(
                ProblemKind.MISSING_FILE,
                f"“{shown(address.url)}”是自己电脑上的路径，读者打不开。",
                "把文件复制到稿件所在的文件夹，只写文件名。",
                line,
            )
        elif address.target is Target.ACTIVE and address.scheme == "data":
            self._unsafe(
                "图片或文件直接写在了正文里（data: 地址）。", "存成单独的文件放进稿件所在的文件夹，只写文件名。", line
            )
        else:
            self._unsafe(f"不允许 {address.scheme}: 开头的链接。", "改成 https:// 开头的网址，或删去这处链接。", line)

    def _unsafe(self, what: str, fix: str, line: int | None) -> None:
        self._problem(ProblemKind.UNSAFE_HTML, what, fix, line)

    def _problem(self, kind: ProblemKind, what: str, fix: str, line: int | None) -> None:
        problem = Problem(kind, what, line, fix)
        alike = sum(1 for known in self.problems if known.what == what)
        if problem not in self.problems and alike < _ENOUGH:
            self.problems.append(problem)


def _too_tangled(line: int) -> Problem:
    return Problem(
        ProblemKind.UNSAFE_HTML,
        "正文里有没写完的 HTML 标签，或列表、引用嵌套得太深，程序读不完。",
        line,
        "删去正文里的 HTML 代码，把嵌套减到十层以内。",
    )


def _inner(body: etree._Element) -> str:
    return str(etree.tostring(body, encoding="unicode", method="xml"))[len("<body>") : -len("</body>")]


def _text_of(el: etree._Element) -> str:
    text = " ".join("".join(el.itertext()).split())
    if text:
        return text
    picture = el.find(".//img")
    return "" if picture is None else str(picture.get("alt", ""))


def _offer(picture: etree._Element, copies: str) -> None:
    """Put a picture into a choice of its copies."""
    parent, tail = picture.getparent(), picture.tail
    choice = etree.Element("picture")
    parent.replace(picture, choice)
    etree.SubElement(choice, "source", {"type": "image/webp", "srcset": copies, "sizes": SIZES})
    choice.append(picture)
    picture.tail, choice.tail = None, tail


def _wrap(table: etree._Element) -> None:
    if any(True for _ in table.iterancestors("table")):
        return
    parent, tail = table.getparent(), table.tail
    wrap = etree.Element("div", {"class": "table-wrap", "tabindex": "0", "role": "region", "aria-label": "表格"})
    parent.replace(table, wrap)
    wrap.append(table)
    table.tail, wrap.tail = None, tail


def _remove(el: etree._Element) -> None:
    """Take an element out with what is in it; the text behind it stays."""
    parent = el.getparent()
    _append_text(el, el.tail)
    parent.remove(el)


def _unwrap(el: etree._Element) -> None:
    """Take an element out; what is in it stays."""
    parent, index = el.getparent(), el.getparent().index(el)
    _append_text(el, el.text)
    children = list(el)
    if children:
        children[-1].tail = (children[-1].tail or "") + (el.tail or "")
    else:
        _append_text(el, el.tail)
    el.tail = None
    parent[index : index + 1] = children


def _append_text(el: etree._Element, text: str | None) -> None:
    if not text:
        return
    previous = el.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent = el.getparent()
        parent.text = (parent.text or "") + text
