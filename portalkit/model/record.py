"""Content: the file as found, the article as read, and what could not be read."""

from __future__ import annotations

import enum
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from portalkit.model.column import ColumnPath
from portalkit.model.tenant import PORTAL_FOLDER

FILE_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.md")
"""The name of an article file: ``2026-03-01-<slug>.md``."""


@dataclass(frozen=True, slots=True)
class RecordPath:
    """Where an article lies, and by that where it is published (formats §2)."""

    portal: str
    tenant: str
    column: str
    subfolder: str
    name: str

    @classmethod
    def parse(cls, text: str) -> RecordPath:
        """The inverse of ``text``; raises ``ValueError`` for a path that no article can have."""
        parts = text.split("/")
        if len(parts) == 4:
            parts.insert(3, "")
        portal, tenant, column, subfolder, name = parts
        return cls(portal, tenant, column, subfolder, name)

    @property
    def text(self) -> str:
        """Relative to the content root, with ``/``."""
        return f"{self.portal}/{self.tenant}/{self.in_tenant}"

    @property
    def in_tenant(self) -> str:
        """Relative to the tenant's folder: the name that the review ledger uses."""
        return f"{self.column}/{self.subfolder}/{self.name}" if self.subfolder else f"{self.column}/{self.name}"

    @property
    def folder(self) -> str:
        """Its folder, relative to the tenant's: what local references start from."""
        return f"{self.column}/{self.subfolder}" if self.subfolder else self.column

    @property
    def file_date(self) -> date:
        """The date in the file name."""
        return date.fromisoformat(self.name[:10])

    @property
    def slug(self) -> str:
        """The last part of the address."""
        return self.name[11:-3]

    @property
    def column_path(self) -> ColumnPath:
        """Its own column."""
        return ColumnPath(self.tenant, self.column)

    @property
    def stem(self) -> str:
        """Site path without the suffix; the folder of its files: ``/shichang/policy/202603/yan``."""
        mount = "/" if self.tenant == PORTAL_FOLDER else f"/{self.tenant}/"
        return f"{mount}{self.column}/{self.name[0:4]}{self.name[5:7]}/{self.slug}"

    @property
    def url(self) -> str:
        """Site path of the page: ``/shichang/policy/202603/yan.html``."""
        return f"{self.stem}.html"


@dataclass(frozen=True, slots=True)
class Source:
    """An article file before it is read. ``raw`` is its bytes."""

    path: RecordPath
    raw: bytes

    @property
    def digest(self) -> str:
        """What a signature is taken over: see :func:`text_digest`."""
        return text_digest(self.raw)


def text_digest(raw: bytes) -> str:
    """SHA-256 (hex) of a text with the BOM removed and line ends as LF, so that Windows signs the same (formats §3)."""
    text = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return hashlib.sha256(text).hexdigest()


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A picture or attachment that an article refers to.

    ``reference`` is relative to the article's folder, ``in_tenant`` to the tenant's (as in the ledger), ``url`` is
    where it is published (below the article's own address, so that it goes when the article goes).
    """

    reference: str
    in_tenant: str
    digest: str
    size: int
    url: str
    title: str
    picture: bool
    pixels: tuple[int, int] | None = None
    """Width and height of a picture as shown."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an article: ``level`` as in HTML, ``anchor`` its id."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link in an article that does not lead to one of its own files. ``line`` counts in the file, from 1."""

    url: str
    text: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """The head of an official document (公文): makes the article part of 政府信息公开."""

    document_number: str
    index_number: str
    issuer: str
    signed_on: date | None
    subject: str = ""
    disclosure: str = "主动公开"
    validity: str = "有效"


@dataclass(frozen=True, slots=True)
class Reprint:
    """Where a text that is not our own comes from."""

    source_url: str
    source_published: datetime | None
    source_title: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One article, read. ``body`` is sanitised HTML, ``text`` its plain text.

    In ``body`` every local reference is already a site path; every link that leaves the article for another host
    stands exactly as ``<a class="outside" href="URL">`` so that the link policy can be applied when it is shown.
    """

    path: RecordPath
    digest: str
    title: str
    published: datetime
    source: str
    body: str
    text: str
    author: str = ""
    editor: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    document: Document | None = None
    interprets: str = ""
    reprint: Reprint | None = None
    migrated_from: str = ""
    """Where the article stood on a website that was merged into the portal."""
    also_in: tuple[ColumnPath, ...] = ()
    headline: bool = False
    expires: datetime | None = None
    files: tuple[LocalFile, ...] = ()
    links: tuple[Link, ...] = ()
    outline: tuple[Heading, ...] = ()
    """The table of contents of a long article; empty for a short one."""
    facts: tuple[tuple[str, str], ...] = ()
    """Names and values of the first table, in columns where an article has such a form (办事指南, 留言, 负责人)."""
    field_lines: Mapping[str, int] = field(default_factory=dict)
    """English field name → line in the file; fields of a block as ``document.signed_on``."""
    body_line: int = 1
    """The line of the file on which the body starts."""
    problems: tuple[Problem, ...] = ()
    """Slips that do not keep it from being read."""

    @property
    def file_digests(self) -> dict[str, str]:
        """What a signature must cover beside the text."""
        return {f.in_tenant: f.digest for f in self.files}

    @property
    def revision(self) -> str:
        """One string for exactly this state: text and files together."""
        lines = [self.digest, *(f"{name}\t{digest}" for name, digest in sorted(self.file_digests.items()))]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class ProblemKind(enum.Enum):
    """What may be wrong with a file; each is the subject of one rule (FM, PT)."""

    ENCODING = "encoding"
    BOM = "bom"
    LINE_ENDS = "line-ends"
    NO_HEAD = "no-head"
    HEAD_NOT_CLOSED = "head-not-closed"
    FULLWIDTH_COLON = "fullwidth-colon"
    TAB = "tab"
    QUOTE = "quote"
    SYNTAX = "syntax"
    DUPLICATE_FIELD = "duplicate-field"
    UNKNOWN_FIELD = "unknown-field"
    MISSING_FIELD = "missing-field"
    BAD_DATE = "bad-date"
    BAD_VALUE = "bad-value"
    EMPTY_BODY = "empty-body"
    TOO_LARGE = "too-large"
    UNSAFE_HTML = "unsafe-html"
    FILE_NAME = "file-name"
    WRONG_FOLDER = "wrong-folder"
    SLUG_COLLISION = "slug-collision"
    DATE_MISMATCH = "date-mismatch"
    MISSING_FILE = "missing-file"
    ESCAPING_FILE = "escaping-file"
    FORBIDDEN_FILE = "forbidden-file"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file, as a fact in the editor's words; rules attach the rest."""

    kind: ProblemKind
    what: str
    line: int | None = None
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that cannot become a record. ``path`` is relative to the content root (it may lie anywhere)."""

    path: str
    digest: str
    problems: tuple[Problem, ...]
