"""Who answers for a column: an office or another unit, and a person.

A portal's columns are filled by many units. Whoever is named for a column answers for it; where nobody is, the unit's
informant (信息员) does (河府办〔2016〕3号 三、（一）).
"""

from __future__ import annotations

from dataclasses import dataclass

from portalkit.model.column import Column
from portalkit.model.platform import PortalTree
from portalkit.model.tenant import Tenant


@dataclass(frozen=True, slots=True)
class Duty:
    """``unit`` has to mend what is wrong in the column; ``office`` and ``person`` are empty where nobody is named."""

    unit: Tenant
    office: str
    person: str
    elsewhere: bool = False
    """Whether that is another unit than the one that carries the column."""

    @property
    def named(self) -> bool:
        """Whether anybody is."""
        return bool(self.office or self.person)

    def __str__(self) -> str:
        return " ".join(part for part in (self.office, self.person) if part)


def duty_for(tree: PortalTree, tenant: Tenant, column: Column) -> Duty:
    """Who answers for a column of a unit."""
    other = named_unit(tree, column.responsible_unit)
    if other is not None and other is not tenant:
        return Duty(other, other.short_name, column.responsible_person or other.informant, elsewhere=True)
    return Duty(tenant, column.responsible_unit, column.responsible_person or tenant.informant)


def named_unit(tree: PortalTree, text: str) -> Tenant | None:
    """The registered unit that somebody means by its id, its name or its short name."""
    return next((each for each in tree if text and text in (each.id, each.name, each.short_name)), None)
