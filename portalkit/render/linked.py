"""Linked data (JSON-LD, schema.org) of a page: what a search engine may know without guessing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from portalkit.model.tenant import Tenant
from portalkit.render.views import Crumb, Shell

Thing = dict[str, object]

_ESCAPES = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"))


def encoded(things: Iterable[Thing]) -> str:
    """The text of a ``script`` element of data; nothing in it can end the element. Empty for nothing."""
    graph = list(things)
    if not graph:
        return ""
    raw = msgspec.json.encode({"@context": "https://schema.org", "@graph": graph})
    for sign, escaped in _ESCAPES:
        raw = raw.replace(sign, escaped)
    return raw.decode()


def way(shell: Shell, breadcrumb: tuple[Crumb, ...]) -> Thing:
    """The way to a page (BreadcrumbList)."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": crumb.name, "item": shell.root_url + crumb.url}
            for position, crumb in enumerate(breadcrumb, 1)
        ],
    }


def organisation(shell: Shell, tenant: Tenant, url: str) -> Thing:
    """The organ that a home page is of."""
    contact = tenant.contact
    rows = {
        "telephone": contact.phone if contact else "",
        "email": contact.email if contact else "",
        "faxNumber": contact.fax if contact else "",
    }
    thing: Thing = {
        "@type": "GovernmentOrganization",
        "name": tenant.owner if tenant.site else tenant.name,
        "url": shell.root_url + url,
        **{name: value for name, value in rows.items() if value},
    }
    if contact and contact.address:
        thing["address"] = {
            "@type": "PostalAddress",
            "streetAddress": contact.address,
            "addressLocality": shell.place,
            **({"postalCode": contact.postcode} if contact.postcode else {}),
            "addressCountry": "CN",
        }
    if url != "/":
        thing["parentOrganization"] = {"@type": "GovernmentOrganization", "name": shell.identity.owner}
    return thing


def website(shell: Shell) -> Thing:
    """The portal, and how to search it."""
    return {
        "@type": "WebSite",
        "name": shell.site_name,
        "url": f"{shell.root_url}/",
        "inLanguage": "zh-CN",
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{shell.root_url}{shell.search_url}?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def article(shell: Shell, *, title: str, url: str, published: datetime, source: str, picture: str = "") -> Thing:
    """An article. Times are those of China (UTC+8)."""
    thing: Thing = {
        "@type": "Article",
        "headline": title,
        "datePublished": f"{published:%Y-%m-%dT%H:%M}:00+08:00",
        "author": {"@type": "Organization", "name": source},
        "publisher": {"@type": "GovernmentOrganization", "name": shell.identity.owner},
        "mainEntityOfPage": shell.root_url + url,
        "inLanguage": "zh-CN",
    }
    if picture:
        thing["image"] = shell.root_url + picture
    return thing
