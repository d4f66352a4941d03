"""Where a portal is published to, as ``tenants/<portal>/targets.yaml`` names it. Secrets are never in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ServerTarget:
    """A Linux machine with a web server, reached by SSH. ``host_key`` is the line that ssh-keyscan prints, without
    the host: type and key. ``website`` is where readers see it, for the look after a switch; ``address`` the host and
    port to ask there instead of the one that the name leads to. Both may be empty.
    """

    id: str
    host: str
    port: int
    user: str
    host_key: str
    website: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class BucketTarget:
    """An S3-compatible object store. ``path_style`` puts the bucket into the path instead of the host name; ``website``
    and ``address`` as for a server.
    """

    id: str
    endpoint: str
    bucket: str
    region: str
    prefix: str
    path_style: bool
    website: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class FolderTarget:
    """A folder for media that are carried: signed bundles are written there."""

    id: str
    path: str


@dataclass(frozen=True, slots=True)
class Publishing:
    """How a portal is published. ``valid_days`` is how long a release counts as fresh, ``keep`` how many are kept."""

    servers: tuple[ServerTarget, ...] = ()
    buckets: tuple[BucketTarget, ...] = ()
    folders: tuple[FolderTarget, ...] = ()
    valid_days: int = 30
    keep: int = 10

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of all targets: servers, then object stores, then folders."""
        return (*(t.id for t in self.servers), *(t.id for t in self.buckets), *(t.id for t in self.folders))
