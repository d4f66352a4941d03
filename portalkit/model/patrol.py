"""What a patrol finds: alarms, each with a name, and the round in which they were seen."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class AlarmKind(enum.Enum):
    """What happened to a live portal, in the words of the office that has to act."""

    CHANGED = "页面被改动"
    MISSING = "页面缺失"
    ADDED = "多出的页面"
    RETURNED = "撤下的页面还在"
    SCRIPT = "植入脚本"
    LINK = "植入链接"
    TITLE = "标题或关键词被改"
    CLOAKING = "对搜索引擎另给一套"
    REDIRECT = "页面被跳转"
    HEADER = "响应头不对"
    COPY = "压缩副本被改动"
    MANIFEST = "发布文件不对"
    OLDER = "换回了旧版"
    EXPIRED = "发布已到期"
    SLOW = "回应过慢或过大"
    UNREACHABLE = "访问不到"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is not as it was released. ``path`` is a path of the tree (empty: the whole website), ``visitor``
    who saw it, ``evidence`` a short excerpt; ``count`` how many files show the same, with ``path`` the first of them.
    """

    kind: AlarmKind
    path: str
    what: str
    visitor: str = ""
    evidence: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Seen:
    """The release that a target showed: its number, the digest of its statement, when it was made and when it ends."""

    portal: str
    number: int
    digest: str
    made: datetime
    expires: datetime
    files: int


@dataclass(frozen=True, slots=True)
class Round:
    """One round of looking. ``seen`` is ``None`` when no release could be believed; ``checked`` counts files."""

    target: str
    at: datetime
    full: bool
    seed: str
    seen: Seen | None
    checked: int
    requests: int
    bytes: int
    seconds: float
    alarms: tuple[Alarm, ...]

    @property
    def clean(self) -> bool:
        """Whether everything was as released."""
        return not self.alarms
