"""Where an article stands today: published, waiting, held back, not yet due, expired, refused."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Standing(enum.Enum):
    """One word per article, as the closing table of a build shows it."""

    PUBLISHED = "已发布"
    PREVIOUS = "已发布（上一签发版本）"
    WAITING = "待审核"
    HELD = "暂缓发布"
    FUTURE = "未到发布时间"
    EXPIRED = "已下架"
    REFUSED = "不能入库"
    OFFLINE = "单位未上线"

    @property
    def public(self) -> bool:
        """Whether something of it goes out."""
        return self in (Standing.PUBLISHED, Standing.PREVIOUS)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for one path: ``revision`` is the state that goes out, ``why`` one sentence for the editor."""

    path: str
    standing: Standing
    revision: str | None
    why: str = ""
