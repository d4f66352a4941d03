"""What the operator reads about a release: what it changes, how it went, what the ledger says."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from portalkit.model.platform import PortalTree
from portalkit.model.target import Publishing
from portalkit.release.delta import Change
from portalkit.release.ledger import Line

_SHOWN = 10
EVENTS = {
    "sealed": "封存", "published": "发布", "rolled-back": "回退", "resumed": "恢复发布", "failed": "未成功",
    "verified": "外部核对无误", "wrong": "外部核对不符",
}  # fmt: skip


def change_text(target: str, change: Change, names: Mapping[str, str]) -> str:
    """What will change at a target, by unit; ``names`` are those of the units by folder."""
    if change.empty:
        return f"{target}：内容没有变化。"
    size = sum(file.size for file in change.contents.values())
    counts = f"新增 {len(change.added)}，改动 {len(change.changed)}，删去 {len(change.removed)}"
    lines = [f"{target}：{counts}（共 {change.before} 个文件，要传 {_size(size)}）"]
    for tenant, (added, changed, removed) in change.by_tenant().items():
        lines.append(f"  {names.get(tenant, tenant)}：新增 {added}，改动 {changed}，删去 {removed}")
    gone = [file.path for file in change.removed if file.of_article]
    lines += [f"  撤下 /{path}" for path in gone[:_SHOWN]]
    if len(gone) > _SHOWN:
        lines.append(f"  撤下的还有 {len(gone) - _SHOWN} 个")
    return "\n".join(lines)


def unit_names(tree: PortalTree) -> dict[str, str]:
    """Folder → name as people call it."""
    return {tenant.folder: tenant.short_name for tenant in tree}


def ledger_text(lines: Iterable[Line]) -> str:
    """The ledger for people: one line each."""
    texts = []
    for line in lines:
        added, changed, removed = line.counts
        counts = f"　新增 {added} 改动 {changed} 删去 {removed}" if any(line.counts) else ""
        parts = (f"{line.at:%Y-%m-%d %H:%M}", EVENTS.get(line.event, line.event), f"第 {line.number} 号", line.target)
        reason = f"　{line.why}" if line.why else ""
        texts.append(f"{' '.join(part for part in parts if part)}　{line.by}{counts}{reason}\n")
    return "".join(texts)


def activity_table(lines: Iterable[Line], signed: Iterable[tuple[str, str, str, str, str]]) -> str:
    """Who did what, when: releases, and review signatures (time, unit, person, stage, file). CSV with a header."""
    rows = [
        (f"{line.at:%Y-%m-%dT%H:%M}", line.portal, line.by, EVENTS.get(line.event, line.event),
         f"第 {line.number} 号 {line.target}".strip(), line.why, line.commit)
        for line in lines
    ]  # fmt: skip
    rows += [(at, unit, person, stage, file, "", "") for at, unit, person, stage, file in signed]
    return _csv(("时间", "门户或单位", "人员", "动作", "对象", "原因", "提交"), sorted(rows))


def access_table(tree: PortalTree, publishing: Publishing, keys: Mapping[str, str]) -> str:
    """Who may sign what, and where releases go: for the review of rights. ``keys`` are fingerprints by name."""
    rows: list[tuple[str, ...]] = []
    for tenant in tree:
        for person in tenant.people:
            stages = "、".join(stage.value for stage in person.stages)
            rows.append(("审签", tenant.name, person.id, person.name, stages))
    rows += [("上传账号", server.id, server.user, f"{server.host}:{server.port}", "") for server in publishing.servers]
    rows += [("对象存储", bucket.id, bucket.bucket, bucket.endpoint, bucket.prefix) for bucket in publishing.buckets]
    rows += [("介质", folder.id, folder.path, "", "") for folder in publishing.folders]
    rows += [("密钥", tree.id, name, fingerprint, "") for name, fingerprint in sorted(keys.items())]
    return _csv(("类别", "单位或目标", "编号", "名称", "权限"), rows)


def _csv(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return out.getvalue()


def _inert(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _size(count: int) -> str:
    if count < 1024 * 1024:
        return f"{count / 1024:.0f} KB"
    return f"{count / 1024 / 1024:.1f} MB"
