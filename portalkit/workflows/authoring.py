"""What people do to content from the command line: start an article, sign it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portalkit.content.discover import discover, read
from portalkit.content.ledger import append
from portalkit.content.ledger import read as read_ledger
from portalkit.content.scaffold import article as scaffold
from portalkit.errors import UsageError
from portalkit.model.column import Column
from portalkit.model.platform import PortalTree
from portalkit.model.record import Record, RecordPath, Unreadable
from portalkit.model.review import Clearance, ReviewStage, Signature, clearance
from portalkit.model.tenant import Tenant
from portalkit.reports.notice import findings_text
from portalkit.rules.engine import check_file
from portalkit.workflows.reading import article_of, size_limit
from portalkit.workflows.registry import chosen, registered
from portalkit.workflows.workspace import CHINA, Workspace

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature as it went into the ledger, and what is still missing."""

    path: RecordPath
    signature: Signature
    person: str
    clearance: Clearance


def new(workspace: Workspace, *, tenant: str, column: str, slug: str, title: str) -> Path:
    """Write a new article with a filled-in head; returns its file. An existing file is never overwritten.

    Raises ``UsageError`` for an unknown unit or column, or a slug that cannot be an address.
    """
    tree, unit = _unit(workspace, tenant)
    place = unit.column(column)
    if place is None:
        names = "、".join(f"{c.id}（{c.name}）" for c in unit.columns)
        raise UsageError(f"{unit.name}没有栏目“{column}”。", f"可以用：{names}。")
    if not _SLUG.fullmatch(slug):
        raise UsageError(f"文件短名“{slug}”不能做网址。", "请只用小写字母、数字和减号，例如 shiyan-anquan。")
    today = workspace.today
    file = workspace.content / tree.id / unit.folder / column / f"{today.year}" / f"{today}-{slug}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    at = datetime.combine(today, datetime.now(CHINA).time().replace(second=0, microsecond=0))
    try:
        with file.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(scaffold(place, title=title, published=at, source=unit.name))
    except FileExistsError:
        raise UsageError(f"文件已经存在：{file.name}。", "请换一个短名。") from None
    return file


def sign(workspace: Workspace, *, file: str, by: str, stage: str, at: str = "") -> Signed:
    """Append a signature to the ledger of the article's unit, for exactly what lies in the folder now.

    Raises ``UsageError`` for a file that is not an article, cannot be read, or may not be signed by this person.
    """
    tree, path = _article(workspace, file)
    unit = tree.by_folder(path.tenant)
    assert unit is not None, path
    column = unit.column(path.column)
    assert column is not None, path
    if not by or not stage:
        known = "、".join(f"{p.id}（{p.name}，{'、'.join(s.value for s in p.stages)}）" for p in unit.people)
        raise UsageError("没有写谁来签、签哪个环节。", f"写 --by 编号 --stage 环节。{unit.name}可以签字的有：{known}。")
    wanted = _stage(stage)
    person = next((p for p in unit.people if p.id == by), None)
    if person is None:
        names = "、".join(f"{p.id}（{p.name}）" for p in unit.people)
        raise UsageError(f"{unit.name}没有登记审核人“{by}”。", f"可以用：{names}。")
    if wanted not in person.stages:
        raise UsageError(f"{person.name}不能签{wanted.value}。", f"可签：{'、'.join(s.value for s in person.stages)}。")
    record = _readable(workspace, tree, path)
    before = _clearance(workspace, tree, unit, column, record)
    earlier = [s for s in before.missing if s.order < wanted.order]
    if wanted not in column.stages:
        asked = "、".join(s.value for s in column.stages)
        raise UsageError(f"栏目“{column.name}”不需要{wanted.value}。", f"需要的环节：{asked}。")
    if earlier:
        raise UsageError(f"还没有{earlier[0].value}签字，不能先签{wanted.value}。", "请按初审、复审、终审的次序签字。")
    signature = Signature(
        file=path.in_tenant,
        sha256=record.digest,
        stage=wanted,
        by=by,
        at=_when(at),
        files=record.file_digests,
    )
    append(workspace.content, tree.id, unit.folder, signature)
    return Signed(path, signature, person.name, _clearance(workspace, tree, unit, column, record))


def _unit(workspace: Workspace, folder: str) -> tuple[PortalTree, Tenant]:
    trees = chosen(workspace, registered(workspace).platform)
    found = [(tree, unit) for tree in trees if (unit := tree.by_folder(folder))]
    if not found:
        names = "、".join(sorted({t.folder for tree in trees for t in tree}))
        raise UsageError(f"没有登记过单位“{folder}”。", f"可以用：{names}。")
    if len(found) > 1:
        raise UsageError(f"有多个门户登记了单位“{folder}”。", "请用 --portal 指定门户。")
    return found[0]


def _article(workspace: Workspace, typed: str) -> tuple[PortalTree, RecordPath]:
    given = Path(typed)
    file = given if given.is_file() else workspace.content / typed
    if not file.is_file():
        raise UsageError(f"找不到文件 {typed}。", "请写稿件文件的路径。")
    try:
        inside = file.resolve().relative_to(workspace.content.resolve())
    except ValueError:
        raise UsageError(f"{typed} 不在稿件目录里。", "请写 content/ 下面的稿件文件。") from None
    trees = chosen(workspace, registered(workspace).platform)
    tree = next((t for t in trees if t.id == inside.parts[0]), None)
    unit = tree.by_folder(inside.parts[1]) if tree and len(inside.parts) > 1 else None
    if tree is None or unit is None:
        raise UsageError(f"{typed} 不在已登记单位的目录里。", "请检查它所在的目录。")
    found = discover(workspace.content, tree, (inside.as_posix(),))
    path = next((p for p in found.paths if p.text == inside.as_posix()), None)
    if path is None:
        misplaced = [u for u in found.unreadable if u.path == inside.as_posix()]
        detail = "\n" + findings_text(check_file(misplaced[0])) if misplaced else "请检查它所在的目录和文件名。"
        raise UsageError(f"{typed} 不能作为稿件。", detail)
    return tree, path


def _readable(workspace: Workspace, tree: PortalTree, path: RecordPath) -> Record:
    source = read(workspace.content, path, limit=size_limit(tree))
    result = article_of(source, content=workspace.content, tree=tree)
    if isinstance(result, Unreadable):
        raise UsageError("这篇稿件还读不出来，不能签字。", "\n" + findings_text(check_file(result)))
    return result


def _clearance(workspace: Workspace, tree: PortalTree, unit: Tenant, column: Column, record: Record) -> Clearance:
    signatures = read_ledger(workspace.content, tree.id, unit.folder).signatures
    return clearance(
        record.digest,
        record.file_digests,
        signatures=signatures.get(record.path.in_tenant, ()),
        stages=column.stages,
        people=unit.people,
    )


def _stage(text: str) -> ReviewStage:
    for stage in ReviewStage:
        if text in (stage.value, stage.name.lower()):
            return stage
    raise UsageError(f"没有“{text}”这个审核环节。", "请写：初审、复审、终审。")


def _when(text: str) -> datetime:
    if not text:
        return datetime.now(CHINA).replace(tzinfo=None, second=0, microsecond=0)
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise UsageError(f"时间“{text}”不对。", "请写成 2026-03-01T08:50 的样子。") from None
