"""What every verb around releases needs of one portal: depot, ledger, keys, targets, and who asks why."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.model.platform import PortalTree
from portalkit.model.target import Publishing
from portalkit.release.bucket import BucketDelivery
from portalkit.release.bundle import FolderDelivery
from portalkit.release.delivery import Delivery, ServerConnection
from portalkit.release.depot import Depot
from portalkit.release.keys import keys_folder, load_keyring
from portalkit.release.ledger import Ledger, Line
from portalkit.release.reception import over_ssh
from portalkit.release.sealing import Occasion
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import CHINA, Workspace

BY_VARIABLE = "PORTALKIT_BY"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for it, why, and at what moment."""

    by: str
    why: str
    now: datetime

    @classmethod
    def typed(cls, *, by: str, why: str) -> Asked:
        """From what was typed; the name of the account stands in for a missing one."""
        who = by or os.environ.get(BY_VARIABLE, "") or getpass.getuser()
        return cls(who, why, datetime.now(CHINA).replace(microsecond=0))


@dataclass(frozen=True, slots=True)
class Counter:
    """One portal as the verbs of publishing see it."""

    workspace: Workspace
    tree: PortalTree
    publishing: Publishing
    depot: Depot
    ledger: Ledger
    keys: Path

    @property
    def portal(self) -> str:
        """Its id."""
        return self.tree.id

    def occasion(self, asked: Asked, *, least: int = 1, rollback_to: int | None = None) -> Occasion:
        """For a release that is made now."""
        site = self.tree.portal.site
        return Occasion(
            portal=self.portal,
            domain=site.identity.domain if site else "",
            now=asked.now,
            valid=timedelta(days=self.publishing.valid_days),
            commit=commit_of(self.workspace.content),
            ledger=self.ledger.head(),
            least=least,
            rollback_to=rollback_to,
        )

    def write(self, event: str, asked: Asked, *, target: str = "", counts: tuple[int, int, int] = (0, 0, 0)) -> None:
        """Write into the ledger what happened to the newest release."""
        newest = self.depot.newest()
        statement = newest.statement if newest else None
        self.ledger.add(
            Line(
                at=asked.now,
                portal=self.portal,
                event=event,
                by=asked.by,
                why=asked.why,
                number=statement.number if statement else 0,
                target=target,
                commit=statement.commit if statement else "",
                tree=statement.tree.sha256 if statement else "",
                counts=counts,
            )
        )

    def require_targets(self, only: str) -> None:
        """Raises ``UsageError`` where there is nothing to publish to, or no target of that name."""
        if not self.publishing.names:
            raise UsageError(
                f"门户 {self.portal} 没有登记发布目标。",
                f"请在 tenants/{self.portal}/targets.yaml 里写上，见登记手册。",
            )
        if only and only not in self.publishing.names:
            names = "、".join(self.publishing.names)
            raise UsageError(f"没有登记过发布目标“{only}”。", f"已登记的有：{names}。")

    @contextmanager
    def deliveries(self, only: str = "", *, allow_mass_removal: bool = False) -> Iterator[tuple[Delivery, ...]]:
        """The targets, opened; with ``only`` that one alone."""
        self.require_targets(only)
        with ExitStack() as stack:
            opened: list[Delivery] = []
            for server in self.publishing.servers:
                if only in ("", server.id):
                    hosts = self.workspace.state / "ssh" / f"{self.portal}.{server.id}"
                    reception = over_ssh(server, self.keys, hosts)
                    opened.append(stack.enter_context(ServerConnection(server.id, reception, self.depot)))
            opened += [
                BucketDelivery(
                    bucket,
                    self.portal,
                    self.depot,
                    lambda: load_keyring(self.keys),
                    self.keys,
                    allow_mass_removal=allow_mass_removal,
                )
                for bucket in self.publishing.buckets
                if only in ("", bucket.id)
            ]
            opened += [
                FolderDelivery(folder, self.portal, self.depot)
                for folder in self.publishing.folders
                if only in ("", folder.id)
            ]
            yield tuple(opened)


def counters(workspace: Workspace) -> tuple[Counter, ...]:
    """The chosen portals."""
    platform = registered(workspace).platform
    return tuple(
        Counter(
            workspace=workspace,
            tree=tree,
            publishing=platform.publishing_of(tree.id),
            depot=Depot(workspace.state / "releases" / tree.id),
            ledger=Ledger(workspace.state / "ledger" / f"{tree.id}.jsonl"),
            keys=keys_folder(tree.id),
        )
        for tree in chosen(workspace, platform)
    )


def the_counter(workspace: Workspace) -> Counter:
    """The one portal that is meant; raises ``UsageError`` when several could be."""
    found = counters(workspace)
    if len(found) > 1:
        raise UsageError("平台上有多个门户。", f"请用 --portal 选一个：{'、'.join(c.portal for c in found)}。")
    return found[0]


def commit_of(content: Path) -> str:
    """The commit that the content was checked out from, with ``+`` where files differ from it; empty without git."""
    command = ["git", "-C", str(content), "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty=+"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - fixed
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
