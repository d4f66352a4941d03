"""What may go wrong on the operator's side, and the exit codes of the front door.

::

    PortalError            the operator's turn: one line with a remedy, exit 2
    ├── ConfigError        tenants/: every mistake at once, each with file, line and remedy
    ├── UsageError         a command was called with something it cannot use
    ├── LibraryError       the library is locked, damaged or newer than this program
    ├── SearchError        the search index is missing or unusable
    ├── RenderError        Pelican stopped, a plugin is missing, a template is broken
    └── ReleaseError       something cannot be sealed, published or brought back
        ├── NotCleared     vetoes on pages or on the portal stand (exit 1)
        ├── BadRelease     a release is damaged, forged, outdated or of another portal
        └── TargetError    a target cannot be reached, or refused

An editor's mistake is never raised: it is a ``Finding``. Anything else that is raised is a bug
(traceback, exit 70).
"""

from __future__ import annotations

import enum

from portalkit.model.finding import Finding


class ExitCode(enum.IntEnum):
    """What a command tells the shell."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    BUG = 70


class PortalError(Exception):
    """The operator can mend this: ``what`` happened and the ``remedy``, each one sentence in Chinese."""

    exit_code = ExitCode.USAGE

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".strip()


class UsageError(PortalError):
    """A command was called with something it cannot use."""


class ConfigError(PortalError):
    """The registry under ``tenants/`` cannot be used; ``findings`` holds every mistake."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"租户登记有 {len(findings)} 处错误，平台没有生成。", "请按上面的提示逐条修改后重试。")
        self.findings = findings


class LibraryError(PortalError):
    """The library cannot be opened or written."""


class SearchError(PortalError):
    """The search index is missing or cannot be read."""


class RenderError(PortalError):
    """Pelican, a plugin or a template failed; nothing was put in place of the old output."""


class ReleaseError(PortalError):
    """Something cannot be sealed, published, put in place or brought back."""


class NotCleared(ReleaseError):  # noqa: N818 - reads as the state it reports
    """Vetoes on pages or on the portal stand; ``findings`` lists them."""

    exit_code = ExitCode.FINDINGS

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(
            f"有 {len(findings)} 个单项否决问题，新页面没有上线，原有页面保持不变。", "请按上面的提示修改后重新生成。"
        )
        self.findings = findings


class BadRelease(ReleaseError):  # noqa: N818 - reads as the state it reports
    """A release that must not be trusted: damaged, forged, outdated, or of another portal."""


class TargetError(ReleaseError):
    """A place of publication cannot be reached, is not what was pinned, or refused."""
