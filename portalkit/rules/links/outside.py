"""The addresses of other hosts in an article, each with its place and what the link policy says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from portalkit.linkpolicy.policy import COMMERCIAL_RULES
from portalkit.model.finding import Location
from portalkit.model.links import Judgement
from portalkit.model.record import Record
from portalkit.rules.subjects import RecordContext

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Outside:
    """One address. ``shown`` is short enough for a message."""

    shown: str
    where: Location
    judgement: Judgement

    @property
    def commercial(self) -> bool:
        """Whether it is commerce or advertising."""
        return self.judgement.rule in COMMERCIAL_RULES


def outside(record: Record, context: RecordContext) -> Iterator[Outside]:
    """Links of the body in their order, then the address of the original of a reprint."""
    path = record.path.text
    for link in record.links:
        if not link.url.startswith("/") or link.url.startswith("//"):
            yield Outside(_shown(link.url), Location(path, link.line), context.judge(link.url))
    if record.reprint and record.reprint.source_url:
        url = record.reprint.source_url
        field = "reprint.source_url"
        yield Outside(_shown(url), Location(path, record.field_lines.get(field), field), context.judge(url))


def registry_of_links(context: RecordContext) -> str:
    """Where central operations enter approved outside hosts."""
    return f"tenants/{context.tree.id}/links.yaml"


def _shown(url: str) -> str:
    flat = " ".join(url.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
