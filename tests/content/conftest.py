"""A small county for reading articles: a portal, two bureaus, a topic and a website in migration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portalkit.content.parse import parse
from portalkit.model.column import Column, ColumnId
from portalkit.model.platform import PortalTree
from portalkit.model.record import Record, RecordPath, Source, Unreadable
from portalkit.model.rulebook import Rulebook
from portalkit.model.tenant import Tenant, TenantId, TenantKind, TenantStatus, TopicPeriod

_NAMES = {"news": "政务要闻", "notices": "通知公告", "policy": "政策文件", "dynamics": "工作动态"}


def _column(name: str) -> Column:
    return Column(ColumnId(name), _NAMES[name], _NAMES[name], "", (), frozenset(), None, 3)


def _tenant(name: str, kind: TenantKind, title: str, columns: tuple[str, ...]) -> Tenant:
    return Tenant(
        id=TenantId(name),
        portal=TenantId("shili"),
        kind=kind,
        name=f"示例县{title}",
        short_name=title,
        owner=title,
        operator=title,
        status=TenantStatus.LIVE,
        contact=None,
        accountable_officer="",
        columns=tuple(map(_column, columns)),
        people=(),
        file=f"shili/{name}.yaml",
        topic=TopicPeriod(date(2026, 1, 1), None) if kind is TenantKind.TOPIC else None,
    )


@pytest.fixture(scope="session")
def tree() -> PortalTree:
    return PortalTree(
        _tenant("shili", TenantKind.PORTAL, "人民政府", ("news", "notices", "policy")),
        (
            _tenant("fangxun", TenantKind.TOPIC, "防汛抗旱", ("notices",)),
            _tenant("nongyewang", TenantKind.LEGACY, "农业信息网", ("notices",)),
            _tenant("shichang", TenantKind.BUREAU, "市场监管局", ("dynamics", "policy", "notices")),
            _tenant("shuili", TenantKind.BUREAU, "水利局", ("dynamics", "policy")),
        ),
        Rulebook(()),
    )


@pytest.fixture(scope="session")
def path() -> RecordPath:
    return RecordPath("shili", "shichang", "policy", "2026", "2026-03-01-yan.md")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the article at ``path``."""
    folder = tmp_path / "shili/shichang/policy/2026"
    folder.mkdir(parents=True)
    return folder


Reader = Callable[..., Record | Unreadable]


@pytest.fixture
def read(tree: PortalTree, path: RecordPath, tmp_path: Path) -> Reader:
    """Parse the text or bytes of one article."""

    def read(content: str | bytes, *, at: RecordPath = path, **limits: int) -> Record | Unreadable:
        raw = content.encode() if isinstance(content, str) else content
        return parse(Source(at, raw), root=tmp_path, tree=tree, **limits)

    return read


HEAD = "---\n标题: 关于食盐安全的通知\n发布时间: 2026-03-01 09:30\n来源: 示例县政府办\n---\n"


@pytest.fixture
def body(read: Reader) -> Callable[[str], Record]:
    """Parse a body below a good head of five lines: the body starts on line 6."""

    def body(text: str) -> Record:
        record = read(HEAD + text)
        assert isinstance(record, Record)
        return record

    return body
