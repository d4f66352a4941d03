"""Pull requests and merge requests over the API of a forge: what they change, and what we wrote into them.

A token is shown to the server it was given for and to no other: redirects are not followed.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from portalkit.errors import UsageError

MARK = "<!-- portalkit-check -->"
"""Stands in whatever we write, so that the next run knows it again."""

_TIMEOUT = 30
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment: ``line`` counts from 1 in the file as the request leaves it."""

    path: str
    line: int
    body: str


class Request(Protocol):
    """A pull request or merge request."""

    def changed(self) -> frozenset[str]:
        """Paths of the files that it changes and does not take away."""

    def post(self, summary: str, comments: Sequence[Comment]) -> None:
        """Write a summary and the comments."""

    def ours(self) -> tuple[str, ...]:
        """What earlier runs wrote, to be handed to ``remove``."""

    def remove(self, old: Sequence[str]) -> None:
        """Take away what earlier runs wrote; what belongs to somebody else stays."""


class Refused(UsageError):  # noqa: N818 - reads as the state it reports
    """The forge answered with an error; ``code`` is its status."""

    def __init__(self, what: str, remedy: str, code: int) -> None:
        super().__init__(what, remedy)
        self.code = code


@dataclass(frozen=True, slots=True)
class Server:
    """The API of a forge below one address. ``header`` carries the token."""

    address: str
    header: tuple[str, str]

    def ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Any:
        """Call the API; raises ``Refused``, or ``UsageError`` where nobody answers."""
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked where the address is read
            f"{self.address}{path}",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Content-Type": "application/json", "Accept": "application/json", self.header[0]: self.header[1]},
        )
        try:
            with _direct.open(request, timeout=_TIMEOUT) as answer:
                raw = answer.read()
        except urllib.error.HTTPError as error:
            raise Refused(f"服务器对 {method} 的答复是 {error.code}。", _remedy(error.code), error.code) from None
        except (urllib.error.URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise UsageError(f"连不上 {self.address}（{reason}）。", "请核对 --server，检查网络。") from None
        try:
            return json.loads(raw) if raw else None
        except ValueError:
            raise UsageError(f"{self.address} 的答复不是 JSON。", "请核对 --server，写代码平台的首页地址。") from None

    def pages(self, path: str, size: str) -> Iterator[Any]:
        """Everything of a list; ``size`` is what the forge calls the length of a page."""
        page = 1
        while True:
            found = self.ask("GET", f"{path}?page={page}&{size}={_PAGE}") or []
            yield from found
            if len(found) < _PAGE:
                return
            page += 1


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None


_direct = urllib.request.build_opener(_NoRedirect)


class Gitea:
    """A pull request on Gitea or Forgejo: one review with a comment at each line."""

    def __init__(self, server: str, repository: str, number: int, token: str) -> None:
        owner, _, name = repository.partition("/")
        self._server = Server(f"{server}/api/v1", ("Authorization", f"token {token}"))
        self._path = f"/repos/{quote(owner, safe='')}/{quote(name, safe='')}/pulls/{number}"

    def changed(self) -> frozenset[str]:
        """See ``Request``."""
        files = self._server.pages(f"{self._path}/files", "limit")
        return frozenset(file["filename"] for file in files if file.get("status") != "deleted")

    def post(self, summary: str, comments: Sequence[Comment]) -> None:
        """See ``Request``."""
        head = self._server.ask("GET", self._path)["head"]["sha"]
        told = [{"path": c.path, "new_position": c.line, "old_position": 0, "body": c.body} for c in comments]
        body = {"event": "COMMENT", "commit_id": head, "body": summary, "comments": told}
        self._server.ask("POST", f"{self._path}/reviews", body)

    def ours(self) -> tuple[str, ...]:
        """See ``Request``."""
        reviews = self._server.pages(f"{self._path}/reviews", "limit")
        return tuple(str(int(review["id"])) for review in reviews if MARK in (review.get("body") or ""))

    def remove(self, old: Sequence[str]) -> None:
        """See ``Request``."""
        for review in old:
            with suppress(Refused):
                self._server.ask("DELETE", f"{self._path}/reviews/{review}")


class GitLab:
    """A merge request on GitLab: a note that sums up, and a thread at each line."""

    def __init__(self, server: str, repository: str, number: int, token: str) -> None:
        self._server = Server(f"{server}/api/v4", ("PRIVATE-TOKEN", token))
        self._path = f"/projects/{quote(repository, safe='')}/merge_requests/{number}"

    def changed(self) -> frozenset[str]:
        """See ``Request``."""
        files = self._server.pages(f"{self._path}/diffs", "per_page")
        return frozenset(file["new_path"] for file in files if not file.get("deleted_file"))

    def post(self, summary: str, comments: Sequence[Comment]) -> None:
        """See ``Request``. A line that the request does not touch cannot carry a thread: its comment names it."""
        refs = self._server.ask("GET", self._path)["diff_refs"]
        self._server.ask("POST", f"{self._path}/notes", {"body": summary})
        for each in comments:
            position = {
                "position_type": "text",
                **{name: refs[name] for name in ("base_sha", "start_sha", "head_sha")},
                "old_path": each.path,
                "new_path": each.path,
                "new_line": each.line,
            }
            body = f"{MARK}\n{each.body}"
            try:
                self._server.ask("POST", f"{self._path}/discussions", {"body": body, "position": position})
            except Refused as error:
                if error.code not in (400, 422):
                    raise
                named = f"{MARK}\n`{each.path.replace('`', '')}` 第{each.line}行\n\n{each.body}"
                self._server.ask("POST", f"{self._path}/discussions", {"body": named})

    def ours(self) -> tuple[str, ...]:
        """See ``Request``."""
        notes = self._server.pages(f"{self._path}/notes", "per_page")
        return tuple(str(int(note["id"])) for note in notes if MARK in (note.get("body") or ""))

    def remove(self, old: Sequence[str]) -> None:
        """See ``Request``."""
        for note in old:
            with suppress(Refused):
                self._server.ask("DELETE", f"{self._path}/notes/{note}")


def _remedy(code: int) -> str:
    if code in (401, 403):
        return "令牌不对或权限不够：需要读仓库、写合并请求的权限。"
    if code == 404:
        return "请核对 --server、--repo 和 --pull；私有仓库没有权限时也是 404。"
    return "稍后再试；仍不行的，查看代码平台的日志。"
