"""Which files and addresses a round looks at: all of them, or a sample that a seed decides and anybody can repeat."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import quote

from portalkit.model.delivery import NOT_FOUND, is_delivered
from portalkit.model.release import SealedFile

_INDEX = "index.html"
_ALWAYS = re.compile(rf"(?:[^/]+/)?{re.escape(_INDEX)}|[^/]+\.(?:xml|txt)")
_FOLDER = re.compile(r"^(?P<folder>(?:[^/]+/)*)[^/]+$")

_KNOWN = """
admin/ admin.php admin/login.php manage/ login.php wp-login.php wp-admin/ wp-content/uploads/1.php xmlrpc.php index.php
index.jsp index.asp index.aspx default.aspx default.html index.htm home.html 1.php 1.jsp 1.asp 1.html test.html test.php
shell.php shell.jsp cmd.jsp upload.php upload/ uploads/ uploadfile/1.html ueditor/ kindeditor/ fckeditor/ data/ bet/
bet.html app/ app.html m/ wap/ mobile/ news.php news.html soft/ down/ video/ live/ yule/ caipiao/ zhibo/ tiyu/ bocai/
phpinfo.php phpmyadmin/ server-status nginx_status actuator/env api/ .git/HEAD .git/config .svn/entries .env .DS_Store
.htaccess web.config www.zip www.rar web.zip backup.zip backup.tar.gz db.sql dump.sql site.tar.gz robots.txt.bak
sitemap_index.xml sitemap1.xml sitemap-news.xml sitemap.xml.gz sitemap.html.bak BingSiteAuth.xml baidu_verify.html
google0000000000000000.html sogousiteverification.txt 360-site-verification.txt crossdomain.xml clientaccesspolicy.xml
"""
_BESIDE = ("index.php", "index.htm", "1.html", "list.html", "index.html.bak", "show.php")


def address_of(path: str) -> str:
    """The address under which a file of the tree is asked for."""
    name = path.removesuffix(_INDEX) if path == _INDEX or path.endswith(f"/{_INDEX}") else path
    return f"/{quote(name)}"


def is_page(file: SealedFile) -> bool:
    """Whether a file is a page that people and search engines read."""
    return file.path.endswith(".html")


def given(files: Iterable[SealedFile]) -> tuple[SealedFile, ...]:
    """The files that can be asked for one by one; the page for what is absent has no address of its own."""
    return tuple(file for file in files if is_delivered(file.path) and file.path != NOT_FOUND)


def chosen(files: Iterable[SealedFile], count: int, seed: str) -> tuple[SealedFile, ...]:
    """Some files that a seed decides; the same seed over the same files gives the same choice."""
    return tuple(sorted(sorted(files, key=lambda file: _order(seed, file.path))[:count]))


def always(files: Iterable[SealedFile]) -> tuple[SealedFile, ...]:
    """The files that every round looks at: home, first pages of sections, maps and feeds."""
    return tuple(file for file in files if _ALWAYS.fullmatch(file.path))


def probes(files: Iterable[SealedFile], seed: str, *, folders: int) -> tuple[str, ...]:
    """Addresses at which nothing may be: what intruders often leave, and names that the seed makes up."""
    paths = {file.path for file in files}
    there = {match["folder"] for path in paths if (match := _FOLDER.match(path))}
    parents = {f"{folder.rstrip('/').rpartition('/')[0]}/".lstrip("/") for folder in there}
    taken = {f"/{quote(path)}" for path in paths} | {f"/{quote(folder)}" for folder in there | parents}
    some = sorted(there, key=lambda folder: _order(seed, folder))[:folders]
    sections = sorted(folder for folder in there if folder.count("/") == 1)
    made = [f"{folder}{_order(seed, f'probe {folder}')[:12]}.html" for folder in ("", *sections, *some)]
    beside = [f"{folder}{name}" for folder in some for name in _BESIDE]
    wanted = [f"/{quote(path)}" for path in (*_KNOWN.split(), *made, *beside)]
    return tuple(path for path in dict.fromkeys(wanted) if path not in taken)


def absent_address(seed: str) -> str:
    """An address that nobody has."""
    return f"/{_order(seed, 'absent')[:20]}.html"


def sampled(addresses: Iterable[str], count: int, seed: str) -> tuple[str, ...]:
    """Some addresses that a seed decides."""
    return tuple(sorted(sorted(set(addresses), key=lambda one: _order(seed, one))[:count]))


def _order(seed: str, text: str) -> str:
    return hashlib.sha256(f"{seed}\n{text}".encode("utf-8", "surrogateescape")).hexdigest()
