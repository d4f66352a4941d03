"""Where articles are: walks a portal's content in sorted order, and names the files that lie where none can be read.

- An article lies at ``<portal>/<tenant>/<column>/[<year>/]<date>-<slug>.md``; nothing else is one.
- Hidden files, the review ledger and files of other kinds (pictures, attachments) are passed over.
- No symbolic link leads out of the content root, and no folder is a link: a walk always ends.
"""

from __future__ import annotations

import difflib
import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portalkit.content.values import shown
from portalkit.errors import UsageError
from portalkit.model.platform import PortalTree
from portalkit.model.record import (
    FILE_NAME,
    Problem,
    ProblemKind,
    RecordPath,
    Source,
    Unreadable,
    text_digest,
)
from portalkit.model.tenant import PORTAL_FOLDER, Tenant
from portalkit.patterns import regex

_ARTICLE = regex(r".*\.(?:md|markdown|md\.txt)", re.IGNORECASE)
_YEAR = regex(r"\d{4}", re.ASCII)
_LOOSE_NAME = regex(r"(\d{4})[-_.年]?(\d{1,2})[-_.月]?(\d{1,2})日?[-_. ]*(.*)\.(?:md|markdown|md\.txt)", re.IGNORECASE)
_YEARS = range(1900, 2101)
_FIRST_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found: ``paths`` of possible articles, and files that cannot be one where they lie; both sorted."""

    paths: tuple[RecordPath, ...]
    unreadable: tuple[Unreadable, ...]


def discover(root: Path, tree: PortalTree, only: Collection[str] | None = None) -> Discovery:
    """Walk ``<root>/<portal>/``, or no further than to the files of ``only`` (paths below the root); reads no article.

    Raises ``UsageError`` if ``root`` is no folder; a portal without content is empty.
    """
    if not root.is_dir():
        raise UsageError(f"找不到稿件目录 {root}。", "用 --content 指定稿件所在的目录。")
    paths: list[RecordPath] = []
    unreadable: list[Unreadable] = []
    if not (root / tree.id).resolve().is_relative_to(root.resolve()):
        raise UsageError(f"稿件目录下的 {tree.id} 是指向别处的符号链接。", "删去链接，把文件夹本身放进来。")
    for found in _Walk(root.resolve(), tree, None if only is None else _with_folders(only)).portal():
        if isinstance(found, RecordPath):
            paths.append(found)
        else:
            unreadable.append(found)
    return Discovery(tuple(paths), tuple(unreadable))


def read(root: Path, path: RecordPath, *, limit: int | None = None) -> Source:
    """Read one article's bytes; no more than one beyond ``limit``, which is enough for ``parse`` to refuse it.

    Raises ``UsageError`` if the file cannot be read.
    """
    try:
        with open(f"{root}/{path.text}", "rb") as stream:  # noqa: PTH123 - this runs for every article
            return Source(path, stream.read() if limit is None else stream.read(limit + 1))
    except OSError as error:
        raise UsageError(f"稿件 {path.text} 读不出来。", "检查文件是否还在、是否有读取权限。") from error


def collisions(paths: Iterable[RecordPath]) -> dict[RecordPath, list[RecordPath]]:
    """Files that would be published at one address: each with the others."""
    at: dict[str, list[RecordPath]] = defaultdict(list)
    for path in paths:
        at[path.url].append(path)
    return {path: [other for other in same if other != path] for same in at.values() if len(same) > 1 for path in same}


def collision(path: RecordPath, others: Iterable[RecordPath]) -> Problem:
    """The problem that each file of a collision has."""
    names = "、".join(f"“{other.in_tenant}”" for other in others)
    return Problem(
        ProblemKind.SLUG_COLLISION,
        f"与 {names} 的网址相同：{path.url}。",
        None,
        "给还没有发布的那一篇改文件名，例如在末尾加“-2”。",
    )


def _with_folders(paths: Collection[str]) -> frozenset[str]:
    """Paths with every folder on the way to them."""
    parts = (path.split("/") for path in paths)
    return frozenset("/".join(names[:depth]) for names in parts for depth in range(1, len(names) + 1))


def printable(name: str) -> str:
    """A name that is not UTF-8 (unpacked from a Chinese zip file, say), so that it can be written down."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class _Walk:
    root: Path
    tree: PortalTree
    wanted: frozenset[str] | None

    def entries(self, here: str) -> list[os.DirEntry[str]]:
        """What is in a folder and wanted, sorted."""
        found = _entries(self.root / here)
        if self.wanted is None:
            return found
        return [entry for entry in found if f"{here}/{entry.name}" in self.wanted]

    def portal(self) -> Iterator[RecordPath | Unreadable]:
        for entry in self.entries(self.tree.id):
            here = f"{self.tree.id}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                owner = self.tree.by_folder(entry.name)
                yield from self.tenant(owner, here) if owner else self.lost(here, self._unknown_tenant(entry.name))
            elif problem := self._link(entry):
                yield Unreadable(printable(here), "", (problem,))
            elif _ARTICLE.fullmatch(entry.name):
                yield self._unreadable(here, _too_high("单位和栏目"))

    def tenant(self, tenant: Tenant, here: str) -> Iterator[RecordPath | Unreadable]:
        for entry in self.entries(here):
            path = f"{here}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if tenant.column(entry.name):
                    yield from self.column(tenant, entry.name, "", path)
                else:
                    yield from self.lost(path, _unknown_column(entry.name, tenant, self.tree))
            elif problem := self._link(entry):
                yield Unreadable(printable(path), "", (problem,))
            elif _ARTICLE.fullmatch(entry.name):
                yield self._unreadable(path, _too_high("栏目"))

    def column(self, tenant: Tenant, column: str, subfolder: str, here: str) -> Iterator[RecordPath | Unreadable]:
        for entry in self.entries(here):
            path = f"{here}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if not subfolder and _YEAR.fullmatch(entry.name):
                    yield from self.column(tenant, column, entry.name, path)
                else:
                    yield from self.lost(path, _too_deep(entry.name, column, subfolder))
            elif problem := self._link(entry):
                if _ARTICLE.fullmatch(entry.name) or entry.is_dir():
                    yield Unreadable(printable(path), "", (problem,))
            elif _ARTICLE.fullmatch(entry.name):
                wrong = _bad_name(entry.name)
                yield (
                    self._unreadable(path, wrong)
                    if wrong
                    else RecordPath(self.tree.id, tenant.folder, column, subfolder, entry.name)
                )

    def lost(self, here: str, problem: Problem) -> Iterator[Unreadable]:
        """Every article below a folder that can hold none."""
        for entry in self.entries(here):
            path = f"{here}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from self.lost(path, problem)
            elif _ARTICLE.fullmatch(entry.name):
                linked = self._link(entry)
                yield Unreadable(printable(path), "", (linked,)) if linked else self._unreadable(path, problem)

    def _unreadable(self, path: str, problem: Problem) -> Unreadable:
        try:
            with (self.root / path).open("rb") as stream:
                digest = text_digest(stream.read(_FIRST_BYTES))
        except OSError:
            digest = ""
        return Unreadable(printable(path), digest, (problem,))

    def _link(self, entry: os.DirEntry[str]) -> Problem | None:
        """What is wrong with an entry that is no plain file."""
        if entry.is_file(follow_symlinks=False):
            return None
        fix = "删去链接，把文件本身放进来。"
        if entry.is_dir():
            return Problem(ProblemKind.ESCAPING_FILE, f"文件夹“{printable(entry.name)}”是符号链接。", None, fix)
        try:
            real = Path(entry.path).resolve(strict=True)
        except (OSError, RuntimeError):
            return Problem(
                ProblemKind.ESCAPING_FILE, f"“{printable(entry.name)}”是符号链接，指向的文件不存在。", None, fix
            )
        if not real.is_relative_to(self.root):
            return Problem(
                ProblemKind.ESCAPING_FILE, f"“{printable(entry.name)}”是符号链接，指向稿件目录以外。", None, fix
            )
        return (
            None
            if real.is_file()
            else Problem(ProblemKind.ESCAPING_FILE, f"“{printable(entry.name)}”不是文件。", None, fix)
        )

    def _unknown_tenant(self, folder: str) -> Problem:
        names = {tenant.folder: tenant.folder for tenant in self.tree}
        for tenant in self.tree.members:
            names |= {tenant.name: tenant.folder, tenant.short_name: tenant.folder}
        names |= {self.tree.portal.name: PORTAL_FOLDER, self.tree.id: PORTAL_FOLDER}
        near = difflib.get_close_matches(folder, names, n=1, cutoff=0.6)
        fix = f"改成“{names[near[0]]}”。" if near else "请平台管理员先登记这个单位，或把稿件移到已登记单位的文件夹。"
        return Problem(ProblemKind.WRONG_FOLDER, f"文件夹“{shown(printable(folder))}”不是已登记的单位。", None, fix)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What is in a folder, sorted, without hidden and temporary files; nothing if there is no such folder."""
    try:
        with os.scandir(folder) as found:
            return sorted((e for e in found if not e.name.startswith((".", "~$"))), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise UsageError(f"文件夹 {folder.name} 打不开。", "检查读取权限。") from error


def _too_high(missing: str) -> Problem:
    return Problem(
        ProblemKind.WRONG_FOLDER,
        f"稿件没有放在栏目文件夹里，分不清属于哪个{missing}。",
        None,
        "移到“单位/栏目”文件夹，例如“shichang/policy/”。",
    )


def _unknown_column(folder: str, tenant: Tenant, tree: PortalTree) -> Problem:
    names: dict[str, str] = {word: column.id for column in tenant.columns for word in (column.id, column.name)}
    near = difflib.get_close_matches(folder, names, n=1, cutoff=0.6)
    if near:
        fix = f"改成“{names[near[0]]}”。"
    elif tenant.columns:
        fix = f"移到本单位已有的栏目：{'、'.join(f'{column.id}（{column.name}）' for column in tenant.columns)}。"
    else:
        fix = "本单位还没有栏目，请平台管理员先登记栏目。"
    elsewhere = any(other.column(folder) for other in tree)
    what = "这个单位没有" if elsewhere else "没有"
    return Problem(ProblemKind.WRONG_FOLDER, f"{what}“{shown(printable(folder))}”这个栏目。", None, fix)


def _too_deep(folder: str, column: str, subfolder: str) -> Problem:
    if subfolder:
        return Problem(
            ProblemKind.WRONG_FOLDER,
            f"稿件放得太深：“{column}/{subfolder}/”下面不能再有文件夹“{shown(printable(folder))}”。",
            None,
            f"移到“{column}/{subfolder}/”。",
        )
    return Problem(
        ProblemKind.WRONG_FOLDER,
        f"栏目下面只能有年份文件夹，不能是“{shown(printable(folder))}”。",
        None,
        f"移到“{column}/”或它的年份文件夹，例如“{column}/2026/”。",
    )


def _bad_name(name: str) -> Problem | None:
    if FILE_NAME.fullmatch(name):
        return (
            None
            if _exists(name[:10])
            else Problem(ProblemKind.FILE_NAME, f"文件名里的日期“{name[:10]}”不存在。", None, "核对日期后改文件名。")
        )
    return Problem(ProblemKind.FILE_NAME, f"文件名“{shown(printable(name), 60)}”{_why(name)}。", None, _better(name))


def _exists(day: str) -> bool:
    try:
        return date.fromisoformat(day).year in _YEARS
    except ValueError:
        return False


def _why(name: str) -> str:
    lower = name.lower()
    if lower.endswith(".md.txt"):
        return "多了扩展名 .txt（Windows 可能没有显示出来）"
    if not name.endswith(".md"):
        return "的扩展名不是 .md"
    if re.search(r"[一-鿿]", name):
        return "里有汉字，网址里不能用"
    if not name.isprintable():
        return "的编码不是 UTF-8，显示为乱码"
    if re.search(r"[A-Z]", name):
        return "里有大写字母"
    if re.search(r"\s", name):
        return "里有空格"
    if not re.match(r"\d{4}-\d{2}-\d{2}-", name):
        return "没有以“年-月-日-”开头，月和日各写两位"
    return "里有不能用在网址里的符号"


def _better(name: str) -> str:
    loose = _LOOSE_NAME.fullmatch(name)
    if loose:
        day = f"{loose[1]}-{int(loose[2]):02}-{int(loose[3]):02}"
        slug = re.sub(r"[^a-z0-9]+", "-", loose[4].lower()).strip("-") or "yan"
        if _exists(day) and not re.search(r"[一-鿿]", loose[4]):
            return f"改成“{day}-{slug}.md”。"
    return "写成“日期-短名.md”，短名只用小写字母、数字和减号，例如“2026-03-01-shiyan-anquan.md”。"
