"""What a template gets to see: finished words and addresses, nothing to compute.

Every page gets ``shell`` (the portal around it) and ``page`` (its head), and one view of its kind. Addresses are
site paths with a leading slash unless they are called canonical; dates are finished strings.

Not dataclasses, as nouns are elsewhere: a page makes hundreds of them, and a program that renders one page makes all
these classes first. Struct does both in C.
"""

from __future__ import annotations

from msgspec import Struct


class Crumb(Struct, frozen=True):
    """A place on the way to a page, or an entry of a menu."""

    name: str
    url: str


class Channel(Struct, frozen=True):
    """A top-level entry of the portal's menu with the columns below it."""

    name: str
    url: str
    columns: tuple[Crumb, ...]


class IdentityView(Struct, frozen=True):
    """The foot of every page (47号附件; 国办秘函〔2019〕19号): all from the registry."""

    owner: str
    operator: str
    phone: str
    email: str
    address: str
    postcode: str
    site_code: str
    icp_number: str
    icp_url: str
    police_number: str
    police_url: str
    badge_kind: str
    badge_url: str
    badge_image: str
    report_url: str
    """我为政府网站找错."""
    sitemap_url: str


class Shell(Struct, frozen=True, eq=False):
    """The portal around a page; one and the same object for every page of a portal (and compared as such)."""

    site_name: str
    short_name: str
    place: str
    domain: str
    root_url: str
    demo: bool
    channels: tuple[Channel, ...]
    identity: IdentityView
    service_portal: str
    search_url: str
    disclosure_url: str
    bureaus_url: str
    stylesheet: str
    script: str
    view_script: str
    """Applies the reader's view (长者模式, 高对比) before the page is painted."""
    emblem: str
    opensearch_url: str = "/opensearch.xml"
    mourning: bool = False
    """Whether the portal is grey today (哀悼日)."""


class Here(Struct, frozen=True):
    """Where a page stands in the menus: ``url`` if it is a place that a menu may lead to (a folder), and the places on
    the way to it. All articles of a column stand in one place.
    """

    url: str
    trail: tuple[str, ...]

    def leads_here(self, channel: Channel) -> bool:
        """Whether the page stands in the channel: in its own place, or in one of its columns."""
        return any(
            place == self.url or place in self.trail for place in (channel.url, *(c.url for c in channel.columns))
        )


class Page(Struct, frozen=True):
    """The head of one page. ``place_metas`` and ``metas`` are the national tags in order: those of the website and the
    column, then the page's own. The page itself stands in ``breadcrumb`` without an address. ``tenant`` is the unit it
    belongs to, if not the portal itself.
    """

    kind: str
    title: str
    url: str
    canonical: str
    place_metas: tuple[tuple[str, str], ...]
    metas: tuple[tuple[str, str], ...]
    breadcrumb: tuple[Crumb, ...]
    tenant: Crumb | None
    tenant_columns: tuple[Crumb, ...] = ()
    indexable: bool = True
    report_url: str = ""
    """我为政府网站找错 for this page."""
    linked: str = ""
    """Linked data, ready to be written; empty when there is nothing to say."""
    feed: str = ""
    """Folder of the feeds of what the page lists; empty for a page that is no list."""

    @property
    def here(self) -> Here:
        """All that a menu may know of the page."""
        return Here(
            self.url if self.url.endswith("/") else "",
            tuple(crumb.url for crumb in self.breadcrumb if crumb.url.endswith("/")),
        )


class Item(Struct, frozen=True):
    """One line of a list."""

    title: str
    url: str
    date: str
    source: str = ""
    summary: str = ""
    picture: str = ""
    picture_title: str = ""
    picture_copies: str = ""
    """Narrower copies of the picture, as ``srcset``."""
    picture_pixels: tuple[int, int] | None = None
    tenant: str = ""
    document_number: str = ""
    index_number: str = ""
    issuer: str = ""
    signed_on: str = ""
    validity: str = ""
    headline: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    """What the article's form says: 来信日期, 答复单位, 职务 …"""

    def fact(self, *names: str) -> str:
        """The value of the first of these names that the form has; empty when it has none."""
        known = dict(self.facts)
        return next((known[name] for name in names if known.get(name)), "")


class Block(Struct, frozen=True):
    """A named list with the address of its full column."""

    name: str
    url: str
    items: tuple[Item, ...]
    description: str = ""


class Pager(Struct, frozen=True):
    """Where else a list goes on. Pages are numbered from the oldest, so that old addresses keep their content."""

    label: str
    newest: str | None
    newer: str | None
    older: str | None
    oldest: str | None


class FileView(Struct, frozen=True):
    """An attachment: ``kind`` as DOCX, ``size`` as 24 KB."""

    title: str
    url: str
    kind: str
    size: str


class Anchor(Struct, frozen=True):
    """An entry of an article's table of contents: ``level`` 1 for the highest in it."""

    level: int
    url: str
    text: str


class CodeView(Struct, frozen=True):
    """The square code of a page's address: ``size`` modules a side, ``path`` its strokes."""

    size: int
    path: str


class ArticleView(Struct, frozen=True):
    """An article. ``body`` is safe HTML; ``document`` are the rows of the document head (name, value)."""

    title: str
    published: str
    source: str
    author: str
    editor: str
    summary: str
    keywords: tuple[str, ...]
    body: str
    document: tuple[tuple[str, str], ...]
    validity: str
    """Empty unless the document is no longer valid as it stands (已修改, 失效, 废止)."""
    reprint_url: str
    reprint_published: str
    files: tuple[FileView, ...]
    interpretations: tuple[Item, ...]
    interprets: Item | None
    previous: Item | None
    next: Item | None
    form: str = ""
    """``guide``, ``letter`` or ``leader`` where articles of the column have a form."""
    outline: tuple[Anchor, ...] = ()
    """The table of contents of a long article."""
    code: CodeView | None = None


class ColumnView(Struct, frozen=True):
    """One page of a column."""

    name: str
    description: str
    url: str
    items: tuple[Item, ...]
    pager: Pager | None
    years: tuple[Crumb, ...] = ()
    """The row of years, where the column is divided into them."""
    year: str = ""
    """The address of the year on show; empty on the column's own pages."""
    form: str = ""


class ContactRow(Struct, frozen=True):
    """A line such as 办公地址: …"""

    name: str
    value: str


class TenantView(Struct, frozen=True):
    """The home of a bureau or township, or a topic page."""

    name: str
    kind: str
    contact: tuple[ContactRow, ...]
    blocks: tuple[Block, ...]
    archived: str = ""
    """For a topic that is over: the sentence that says so."""
    period: str = ""
    disclosure_url: str = ""


class NoticeBar(Struct, frozen=True):
    """A notice in a conspicuous place of the home page (迁移公告)."""

    title: str
    url: str
    text: str


class Unit(Struct, frozen=True):
    """A bureau, township or topic in a directory."""

    name: str
    url: str
    note: str = ""


class MediaView(Struct, frozen=True):
    """A new-media account in the home page's row."""

    platform: str
    name: str


class HomeView(Struct, frozen=True):
    """The portal's home. ``pictures`` are news with a picture; blocks may be empty tuples and are then left out."""

    notices: tuple[NoticeBar, ...]
    headline: Item | None
    pictures: tuple[Item, ...]
    news: Block | None
    announcements: Block | None
    policy: Block | None
    interpretation: Block | None
    dynamics: Block | None
    """工作动态 of bureaus and townships together."""
    interaction: tuple[Block, ...]
    disclosure: tuple[Crumb, ...]
    services: Block | None
    topics: tuple[Unit, ...]
    bureaus: tuple[Unit, ...]
    townships: tuple[Unit, ...]
    media: tuple[MediaView, ...]


class DisclosureView(Struct, frozen=True):
    """A page of 政府信息公开 (国办公开办函〔2019〕61号): a left menu, and one part on the right.

    ``part`` is ``home``, ``guide``, ``rules``, ``catalogue``, ``reports`` or ``request``; ``html`` is the body of the
    guide or request page, ``blocks`` the columns of the catalogue, ``items`` the list of the part.
    """

    owner: str
    part: str
    name: str
    menu: tuple[Crumb, ...]
    current: str
    items: tuple[Item, ...]
    blocks: tuple[Block, ...]
    html: str
    contact: tuple[ContactRow, ...]
    note: str
    pager: Pager | None
    data_url: str = ""
    """Site path of the whole catalogue as data, without ``.csv`` or ``.json``; empty where there is none."""
    unit: str = ""
    """The unit as the search knows it."""


class DirectoryGroup(Struct, frozen=True):
    """A heading with entries, on the site map and in the directory of bureaus."""

    name: str
    url: str
    entries: tuple[Unit, ...]


class MigrationView(Struct, frozen=True):
    """The notice of a merge. ``destinations`` are rows (former column, where it is now, address)."""

    title: str
    old_name: str
    old_domain: str
    announced: str
    completed: str
    keep_until: str
    approval: str
    destinations: tuple[tuple[str, str, str], ...]
    notice_url: str


class LeaveView(Struct, frozen=True):
    """The page between the portal and an outside address."""

    target: str
    host: str
    owner: str
