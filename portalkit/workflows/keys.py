"""With what something was read, judged and rendered: when a key changes, the work under it is done anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import msgspec

from portalkit.model.platform import PortalTree
from portalkit.model.securitytxt import security_expires
from portalkit.workflows.digests import Tools, digest_of


@dataclass(frozen=True, slots=True)
class Keys:
    """Digests. ``reading`` covers what decides how a file reads, ``judging`` what decides on an article beside it,
    ``rendering`` what every page depends on beside its own content.
    """

    reading: str
    judging: str
    rendering: str

    @classmethod
    def of(cls, tree: PortalTree, tools: Tools | None, today: date, *, kit: str, drafts: bool = False) -> Keys:
        """Compute the keys for a portal on a day; ``kit`` is the digest of the program. Without ``tools`` nothing can
        be rendered, and ``rendering`` is empty.
        """
        # What is waived decides nothing about an article or a page: it is parted from the findings when they are told.
        deciding = replace(tree, rulebook=replace(tree.rulebook, waivers=()))
        registry = msgspec.json.encode(deciding, order="deterministic")
        valid = [e.host for e in tree.rulebook.exemptions if e.until >= today]
        shape = [
            (t.folder, t.kind.value, t.name, t.short_name, [(c.id, c.name, c.type) for c in t.columns]) for t in tree
        ]
        limits = [(limit.name, limit.value) for limit in tree.rulebook.limits]
        judging = digest_of(kit, registry, repr(valid), repr(drafts))
        return cls(
            reading=digest_of(kit, repr(shape), repr(limits)),
            judging=judging,
            rendering=_rendering(judging, tree, tools, today) if tools else "",
        )


def _rendering(judging: str, tree: PortalTree, tools: Tools, today: date) -> str:
    return digest_of(judging, tools.theme, tools.plugins, repr(_of_the_day(tree, today)))


def _of_the_day(tree: PortalTree, today: date) -> list[tuple[object, ...]]:
    """What pages show differently because of the day alone."""
    days = tree.rulebook.limit("notice_keep_days").value
    facts: list[tuple[object, ...]] = [(security_expires(today),)]
    facts += [(tenant.id, tenant.site.mourns(today)) for tenant in tree if tenant.site]
    for tenant in tree.members:
        if tenant.legacy:
            legacy = tenant.legacy
            done = legacy.completed is not None and legacy.completed <= today
            facts.append((tenant.id, legacy.announced <= today, done, legacy.notice_is_due(days=days, today=today)))
        if tenant.topic:
            facts.append((tenant.id, tenant.topic.archived(today)))
    return facts
