"""What is sent with a portal fits what the portal holds: types for all its files, a policy that lets its pages work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree, html
from support.county import County

from portalkit.content.filetypes import ATTACHMENTS
from portalkit.model import delivery

ROOT = Path(__file__).parents[2]
_OUTSIDE = re.compile(r"(?:https?:)?//")


@pytest.mark.parametrize("suffix", sorted(ATTACHMENTS))
def test_every_attachment_that_may_be_published_has_a_type(suffix: str) -> None:
    assert suffix in delivery.CONTENT_TYPES


@pytest.mark.parametrize(
    "file", [p.relative_to(ROOT / "theme/static").as_posix() for p in sorted((ROOT / "theme/static").rglob("*.*"))]
)
def test_every_file_of_the_theme_has_a_type(file: str) -> None:
    assert delivery.is_delivered(f"static/{file}")


def test_every_built_file_is_delivered_and_no_page_needs_what_the_policy_forbids(county: County) -> None:
    county.article(
        "shichang/policy", "2026-03-01-yan", body="<p style='color:red' onclick='x()'>见[外部](https://www.gov.cn/)</p>"
    )
    assert county.build().placed
    for name, raw in county.tree().items():
        assert delivery.is_delivered(name), name
        if not name.endswith(".html"):
            continue
        page = html.document_fromstring(raw)
        for el in page.iter(etree.Element):
            assert el.tag not in ("style", "iframe", "object", "embed", "base"), name
            assert not [a for a in el.attrib if a.startswith("on") or a == "style"], name
        for script in page.iter("script"):
            assert script.get("type") == "application/ld+json" or not (script.text or "").strip(), name
        loaded = page.xpath(
            "//script/@src | //img/@src | //img/@srcset | //source/@srcset"
            " | //link[not(@rel='canonical' or @rel='alternate')]/@href"
        )
        assert not [address for address in loaded if _OUTSIDE.match(address) or address.startswith("data:")], name
        assert not [address for address in page.xpath("//form/@action") if _OUTSIDE.match(address)], name
