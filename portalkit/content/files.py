"""The local files of one article: found inside the tenant's own folder, weighed, checked, and given an address.

- A reference never leaves the tenant's folder, neither by ``..`` nor by a symbolic link.
- What a signature covers is the SHA-256 of the bytes that were checked here.
- The address lies below the article's own, so that a file goes when its article goes.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import posixpath
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, unquote

from portalkit.content import filetypes, pictures
from portalkit.content.decoding import readable_size
from portalkit.content.values import shown
from portalkit.model.record import FILE_NAME, LocalFile, ProblemKind, RecordPath
from portalkit.patterns import regex

_BAD_IN_NAME = regex(r"[\s?#%&\"<>|*:]")
_LONGEST_NAME = 100
_CONTROL = regex("[\x00-\x1f\x7f]")


class UnusableError(ValueError):
    """A reference that cannot be published: what is wrong, and the remedy."""

    def __init__(self, kind: ProblemKind, what: str, fix: str) -> None:
        super().__init__(what)
        self.kind = kind
        self.what = what
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a reference leads on the site; ``pixels`` are width and height of a picture."""

    name: str
    url: str
    pixels: tuple[int, int] | None


class Shelf:
    """Collects the files of one article in the order in which it refers to them."""

    def __init__(self, root: Path, path: RecordPath, *, file_limit: int) -> None:
        self._root = root
        self._path = path
        self._limit = file_limit
        self._files: dict[str, LocalFile] = {}
        self._pixels: dict[str, tuple[int, int] | None] = {}
        self._names: set[str] = set()

    @property
    def _home(self) -> Path:
        return self._root / self._path.portal / self._path.tenant

    @property
    def files(self) -> tuple[LocalFile, ...]:
        """What was placed."""
        return tuple(self._files.values())

    def place(self, reference: str, *, title: str, picture: bool) -> Placed:
        """Take a reference as it stands in the article; raises ``UnusableError``."""
        address, hash_sign, fragment = reference.partition("#")
        name = unquote(address)
        in_tenant = self._locate(name)
        known = self._files.get(in_tenant)
        if known is None:
            known = self._admit(name, in_tenant, title=title, picture=picture)
        elif picture > known.picture or (title and not known.title):
            known = replace(known, title=known.title or title, picture=known.picture or picture)
        if picture and filetypes.extension(in_tenant) not in filetypes.PICTURES:
            raise UnusableError(
                ProblemKind.FORBIDDEN_FILE,
                f"“{shown(name)}”不是图片，不能当作图片插入。",
                "去掉前面的“!”，作为附件链接。",
            )
        self._files[in_tenant] = known
        return Placed(
            posixpath.basename(in_tenant),
            known.url + hash_sign + quote(unquote(fragment), safe="=&,-._~/"),
            self._pixels[in_tenant],
        )

    def _locate(self, name: str) -> str:
        if "\\" in name:
            raise UnusableError(
                ProblemKind.MISSING_FILE, f"文件地址“{shown(name)}”里用了反斜杠“\\”。", "把“\\”改成“/”。"
            )
        parts: list[str] = [part for part in self._path.folder.split("/") if part]
        for part in name.split("/"):
            if part == "..":
                if not parts:
                    raise _escaping(name)
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        if not parts or _CONTROL.search(name) or name.endswith("/"):
            raise self._missing(name)
        return "/".join(parts)

    def _admit(self, name: str, in_tenant: str, *, title: str, picture: bool) -> LocalFile:
        suffix = filetypes.extension(in_tenant)
        if suffix not in filetypes.ATTACHMENTS or any(part.startswith(".") for part in in_tenant.split("/")):
            raise self._forbidden(name, in_tenant, suffix)
        data = self._read(name, in_tenant)
        if not data:
            raise UnusableError(ProblemKind.FORBIDDEN_FILE, f"文件“{shown(name)}”是空的。", "换成有内容的文件。")
        if not filetypes.fits(suffix, data):
            raise UnusableError(
                ProblemKind.FORBIDDEN_FILE,
                f"文件“{shown(name)}”的内容不是 {suffix} 格式，与扩展名不符。",
                f"用原来的软件打开，另存为 {suffix} 格式后替换。",
            )
        self._pixels[in_tenant] = pictures.dimensions(data) if suffix in filetypes.PICTURES else None
        return LocalFile(
            reference=posixpath.relpath(in_tenant, self._path.folder),
            in_tenant=in_tenant,
            digest=hashlib.sha256(data).hexdigest(),
            size=len(data),
            url=f"{self._path.stem}/{quote(self._published_name(in_tenant), safe='()')}",
            title=title,
            picture=picture,
            pixels=self._pixels[in_tenant],
        )

    def _read(self, name: str, in_tenant: str) -> bytes:
        path = self._home / in_tenant
        try:
            real = path.resolve(strict=True)
            if not real.is_relative_to(self._home.resolve()):
                raise _escaping(name)
            if not real.is_file():
                raise self._missing(name)
            with real.open("rb") as stream:
                if os.fstat(stream.fileno()).st_size <= self._limit:
                    return stream.read()
        except (OSError, RuntimeError, ValueError) as error:
            if isinstance(error, UnusableError):
                raise
            raise self._missing(name) from error
        raise UnusableError(
            ProblemKind.TOO_LARGE,
            f"文件“{shown(name)}”太大，超过了 {readable_size(self._limit)}。",
            "压缩或拆分后替换。",
        )

    def _published_name(self, in_tenant: str) -> str:
        name = posixpath.basename(in_tenant)
        stem, dot, suffix = name.rpartition(".")
        candidate, count = name, 1
        while candidate.casefold() in self._names:
            count += 1
            candidate = f"{stem}-{count}{dot}{suffix}"
        self._names.add(candidate.casefold())
        return candidate

    def _missing(self, name: str) -> UnusableError:
        where = posixpath.normpath(posixpath.join(self._path.folder, posixpath.dirname(name)))
        near = difflib.get_close_matches(posixpath.basename(name), self._neighbours(where), n=1, cutoff=0.7)
        if near:
            fix = f"文件夹里有“{near[0]}”，把文件名改成一致。"
        else:
            fix = f"把文件放进“{where}”文件夹，文件名与引用的一致。"
        return UnusableError(ProblemKind.MISSING_FILE, f"引用的文件“{shown(name)}”不存在。", fix)

    def _neighbours(self, where: str) -> list[str]:
        if where.startswith(("..", "/")) or _CONTROL.search(where):
            return []
        try:
            return sorted(path.name for path in (self._home / where).iterdir() if path.name.isprintable())[:1000]
        except (OSError, ValueError):
            return []

    def _forbidden(self, name: str, in_tenant: str, suffix: str) -> UnusableError:
        if suffix == "md":
            return UnusableError(
                ProblemKind.FORBIDDEN_FILE,
                f"链接指向了稿件文件“{shown(name)}”，网站上没有这个地址。",
                f"改成那篇文章的网页地址，例如“{self._page_of(in_tenant)}”。",
            )
        kind = f" .{suffix} 文件" if suffix else "没有扩展名的文件"
        return UnusableError(
            ProblemKind.FORBIDDEN_FILE,
            f"不能发布{kind}“{shown(name)}”。",
            "换成 pdf、docx、xlsx、jpg、png 等常用格式。",
        )

    def _page_of(self, in_tenant: str) -> str:
        column, _, rest = in_tenant.partition("/")
        name = posixpath.basename(rest)
        if not FILE_NAME.fullmatch(name):
            return "/policy/202603/yan.html"
        return replace(self._path, column=column, subfolder=posixpath.dirname(rest), name=name).url


def name_trouble(name: str) -> str | None:
    """Why the name of a file is unfit for an address, if it is."""
    if len(name) > _LONGEST_NAME:
        return f"文件名太长，超过了 {_LONGEST_NAME} 个字"
    if bad := _BAD_IN_NAME.search(name):
        sign = "空格" if bad.group().isspace() else f"“{bad.group()}”"
        return f"文件名里有{sign}"
    return None


def _escaping(name: str) -> UnusableError:
    return UnusableError(
        ProblemKind.ESCAPING_FILE,
        f"引用的文件“{shown(name)}”不在本单位的文件夹里。",
        "把文件复制到稿件所在的文件夹，只写文件名。",
    )
