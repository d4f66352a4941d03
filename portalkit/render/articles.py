"""An article as its page shows it."""

from __future__ import annotations

import posixpath

from portalkit.model.links import Verdict
from portalkit.model.record import Document, Record
from portalkit.model.tenant import Tenant
from portalkit.render.addresses import canonical, leaving_url
from portalkit.render.bridge import Bridge
from portalkit.render.codes import Codes
from portalkit.render.forms import FORMS
from portalkit.render.head import article_metas, column_tags, page_of
from portalkit.render.items import item_of, items_of
from portalkit.render.leaving import own_path
from portalkit.render.linked import article
from portalkit.render.views import Anchor, ArticleView, Crumb, FileView, Page
from portalkit.render.work import Standing

_CONTENTS_LEVELS = 2


def article_page(bridge: Bridge, tenant: Tenant, record: Record) -> Page:
    """The head of an article's page."""
    column = tenant.column(record.path.column)
    assert column is not None, record.path  # only registered columns have public articles
    picture = next((file.url for file in record.files if file.picture), "")
    metas = list(article_metas(record))
    if picture:
        metas.append(("Image", canonical(bridge.shell(tenant).domain, picture)))
    return page_of(
        bridge,
        tenant,
        kind="article",
        title=record.title,
        url=record.path.url,
        trail=(Crumb(column.name, tenant.column_url(column)), Crumb("正文", record.path.url)),
        column=column_tags(column),
        content=tuple(metas),
        things=(
            article(
                bridge.shell(tenant),
                title=record.title,
                url=record.path.url,
                published=record.published,
                source=record.source,
                picture=picture,
            ),
        ),
    )


def article_view(
    bridge: Bridge, tenant: Tenant, record: Record, body: str, standing: Standing, *, codes: Codes
) -> ArticleView:
    """The article with its neighbours, its documents and explanations, and its files. ``body`` is ready to show."""
    corpus, portal = bridge.corpus, bridge.portal
    column = tenant.column(record.path.column)
    document = record.document
    explained = corpus.by_document_number(portal, record.interprets) if record.interprets else None
    explanations = (
        corpus.interpretations(portal, document.document_number) if document and document.document_number else ()
    )
    return ArticleView(
        title=record.title,
        published=f"{record.published:%Y-%m-%d %H:%M}",
        source=record.source,
        author=record.author,
        editor=record.editor,
        summary=record.summary,
        keywords=record.keywords,
        body=body,
        document=document_rows(document, record) if document else (),
        validity=document.validity if document and document.validity != "有效" else "",
        reprint_url=_reprint_url(bridge, record),
        reprint_published=(
            f"{record.reprint.source_published:%Y-%m-%d %H:%M}"
            if record.reprint and record.reprint.source_published
            else ""
        ),
        files=tuple(
            FileView(file.title, file.url, file_kind(file.url), file_size(file.size))
            for file in record.files
            if not file.picture
        ),
        interpretations=items_of(bridge, explanations),
        interprets=item_of(bridge, explained) if explained else None,
        previous=item_of(bridge, standing.older) if standing.older else None,
        next=item_of(bridge, standing.newer) if standing.newer else None,
        form=FORMS.get(column.type, "") if column else "",
        outline=contents(record),
        code=codes.of(canonical(bridge.shell(tenant).domain, record.path.url)),
    )


def contents(record: Record) -> tuple[Anchor, ...]:
    """The table of contents: the headings of the two highest levels."""
    if not record.outline:
        return ()
    highest = min(heading.level for heading in record.outline)
    return tuple(
        Anchor(heading.level - highest + 1, f"#{heading.anchor}", heading.text)
        for heading in record.outline
        if heading.level - highest < _CONTENTS_LEVELS and heading.text
    )


def document_rows(document: Document, record: Record) -> tuple[tuple[str, str], ...]:
    """The document head in the order of the national model (国办公开办函〔2019〕61号); empty fields are left out."""
    signed = document.signed_on
    rows = (
        ("索引号", document.index_number),
        ("主题分类", document.subject),
        ("发文机关", document.issuer),
        ("成文日期", f"{signed.year}年{signed.month}月{signed.day}日" if signed else ""),
        ("发文字号", document.document_number),
        ("发布日期", f"{record.published.year}年{record.published.month}月{record.published.day}日"),
        ("公开方式", document.disclosure),
        ("有效性", document.validity),
    )
    return tuple((name, value) for name, value in rows if value)


def file_kind(url: str) -> str:
    """``/a/b.docx`` → ``DOCX``."""
    return posixpath.splitext(url)[1].lstrip(".").upper()


def file_size(size: int) -> str:
    """Bytes as people write them: ``24 KB``, ``1.3 MB``."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def _reprint_url(bridge: Bridge, record: Record) -> str:
    url = record.reprint.source_url if record.reprint else ""
    if not url:
        return ""
    judgement = bridge.judge(url)
    if judgement.verdict is Verdict.OWN:
        return own_path(url, judgement.host)
    return leaving_url(url) if judgement.verdict.may_appear else ""
