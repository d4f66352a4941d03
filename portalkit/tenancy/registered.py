"""A tenant as read, with the way back to its lines: what the checks over several files work on."""

from __future__ import annotations

from dataclasses import dataclass

from portalkit.model.column import ColumnPath
from portalkit.model.finding import Location
from portalkit.model.rulebook import Rulebook
from portalkit.model.target import Publishing
from portalkit.model.tenant import Tenant
from portalkit.tenancy.reader import Fields


@dataclass(frozen=True, slots=True)
class Aim:
    """A column that a legacy website says its content goes to, and where it says so."""

    path: ColumnPath
    where: Location


@dataclass(frozen=True, slots=True)
class Registered:
    """``fields`` is the file it was read from; values that could not be read are empty in ``tenant``."""

    tenant: Tenant
    fields: Fields
    aims: tuple[Aim, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisteredPortal:
    """One portal folder. ``unread`` are the ids of files that could not be read at all."""

    portal: Registered
    members: tuple[Registered, ...]
    rulebook: Rulebook
    publishing: Publishing
    unread: frozenset[str]

    def everybody(self) -> tuple[Registered, ...]:
        """The portal and its members."""
        return (self.portal, *self.members)
