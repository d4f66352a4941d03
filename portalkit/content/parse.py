"""One file into one noun: a record with its slips, or what keeps it from being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from portalkit.content import frontmatter, metadata
from portalkit.content.body import Body, read_body
from portalkit.content.decoding import decode
from portalkit.content.facts import FORM_TYPES
from portalkit.content.files import Shelf
from portalkit.content.metadata import Head
from portalkit.model.platform import PortalTree
from portalkit.model.record import Problem, ProblemKind, Record, Source, Unreadable

SIZE_LIMIT = 2 << 20
"""The largest article file, unless a caller says otherwise: 2 MB."""
FILE_LIMIT = 50 << 20
"""The largest picture or attachment: 50 MB."""
_LONG, _HEADINGS = 1200, 3
"""From how many characters and headings on an article gets a table of contents."""


def parse(
    source: Source,
    *,
    root: Path,
    tree: PortalTree,
    size_limit: int = SIZE_LIMIT,
    file_limit: int = FILE_LIMIT,
) -> Record | Unreadable:
    """Read one article; local files are looked for below ``root``, never outside its tenant's folder.

    Never raises for what a file holds: without a head, a title or a time of publication it is ``Unreadable``; any
    other slip stands in ``Record.problems``. Limits are in bytes.
    """
    decoded = decode(source.raw, size_limit=size_limit)
    if isinstance(decoded, Problem):
        return _unreadable(source, decoded)
    parts = frontmatter.split(decoded.text)
    if isinstance(parts, Problem):
        return _unreadable(source, *decoded.notes, parts)
    block = frontmatter.read(parts)
    if isinstance(block, tuple):
        return _unreadable(source, *decoded.notes, *block)
    head = metadata.open_head(block, parts.head)
    shelf = Shelf(root, source.path, file_limit=file_limit)
    column = tree.column(source.path.column_path)
    form = column is not None and column[1].type in FORM_TYPES
    body = read_body(parts.body, first_line=parts.body_line, shelf=shelf, form=form)
    published = head.moment("published")
    when = published or datetime.min  # noqa: DTZ901 - never seen: without a time there is no record
    record = _record(source, head, body, when, body_line=parts.body_line, tree=tree)
    problems = (*decoded.notes, *head.problems, *_of_whole(source, body, published, head, parts), *body.problems)
    if not record.title or published is None:
        return _unreadable(source, *problems)
    return replace(record, problems=problems) if problems else record


def is_long(body: Body) -> bool:
    """Whether an article is long enough for a table of contents."""
    return len(body.text) >= _LONG and len(body.outline) >= _HEADINGS


def _record(source: Source, head: Head, body: Body, published: datetime, *, body_line: int, tree: PortalTree) -> Record:
    return Record(
        path=source.path,
        digest=source.digest,
        title=head.string("title"),
        published=published,
        source=head.string("source"),
        body=body.html,
        text=body.text,
        author=head.string("author"),
        editor=head.string("editor"),
        summary=head.string("summary"),
        keywords=head.words("keywords"),
        document=metadata.document(head),
        interprets=head.number("interprets"),
        reprint=metadata.reprint(head),
        migrated_from=head.address("migrated_from"),
        also_in=metadata.also_in(head, own=source.path.column_path, tree=tree),
        headline=head.truth("headline"),
        expires=head.moment("expires"),
        files=body.files,
        links=body.links,
        outline=body.outline if is_long(body) else (),
        facts=body.facts,
        field_lines=head.lines,
        body_line=body_line,
    )


def _of_whole(
    source: Source, body: Body, published: datetime | None, head: Head, parts: frontmatter.Parts
) -> Iterator[Problem]:
    if not (body.text or body.files or body.problems or "<img" in body.html):
        yield Problem(
            ProblemKind.EMPTY_BODY,
            "正文是空的。",
            parts.body_line,
            "在第二行“---”下面写正文；内容在附件里的，写一句说明并链接附件。",
        )
    named = source.path.name[:10]
    if published and f"{published:%Y-%m}" != named[:7]:
        yield Problem(
            ProblemKind.DATE_MISMATCH,
            f"文件名里的日期是 {named}，发布时间是 {published:%Y-%m-%d}，不在同一个月；网址里的年月取自文件名。",
            head.lines["published"],
            "核对日期，把文件名或发布时间改成一致；已经发布的文章不要改文件名。",
        )


def _unreadable(source: Source, *problems: Problem) -> Unreadable:
    return Unreadable(source.path.text, source.digest, problems)
