"""``portalkit-comment``: tell an editor in the pull request, at the line, what a check found (Gitea, Forgejo).

- One review for each run; the review of an earlier run goes when the new one stands.
- Only findings in files that the pull request changes become comments at their line; the rest are counted.
- Nothing is posted when there is nothing to tell. The token is read from the environment and never shown.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from portalkit.errors import ExitCode, PortalError, UsageError

MARK = "<!-- portalkit-check -->"
"""Stands in every review of ours, so that the next run knows it again."""

MOST_COMMENTS = 100
"""More findings than this are counted, not commented on one by one."""

TOKENS = ("PORTALKIT_TOKEN", "GITEA_TOKEN", "FORGEJO_TOKEN", "GITHUB_TOKEN")
_TIMEOUT = 30
_PAGE = 50


@dataclass(frozen=True, slots=True)
class PullRequest:
    """One pull request on a forge. ``server`` is its address without a slash at the end."""

    server: str
    repository: str
    number: int
    token: str

    def ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Any:
        """Call the API below the pull request; raises ``UsageError`` with what the forge answered."""
        repository = "/".join(quote(part, safe="") for part in self.repository.split("/"))
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked when the address is read
            f"{self.server}/api/v1/repos/{repository}/pulls/{self.number}{path}",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={
                "Authorization": f"token {self.token}",
                "Content-Type": "application/json",
                "Accept": "application/json",
            },
        )
        try:
            with _direct.open(request, timeout=_TIMEOUT) as answer:
                raw = answer.read()
        except urllib.error.HTTPError as error:
            raise UsageError(f"{method} {path or '/'}：服务器答复 {error.code}。", _remedy(error.code)) from None
        except (urllib.error.URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise UsageError(f"连不上 {self.server}（{reason}）。", "请核对 --server，检查网络。") from None
        try:
            return json.loads(raw) if raw else None
        except ValueError:
            raise UsageError(f"{self.server} 的答复不是 JSON。", "请核对 --server，写代码平台的首页地址。") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token is shown to the server it was meant for, and to no other."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


_direct = urllib.request.build_opener(_NoRedirect)


def comment(pull: PullRequest, report: Mapping[str, Any]) -> int:
    """Post the findings of a report (``invoke check --format json``); returns how many became comments."""
    old = [review["id"] for review in _pages(pull, "/reviews") if MARK in (review.get("body") or "")]
    findings = report["findings"]
    if findings:
        changed = {file["filename"] for file in _pages(pull, "/files") if file.get("status") != "deleted"}
        here = [finding for finding in findings if finding["file"] in changed]
        comments = [
            {"path": f["file"], "new_position": f["line"] or 1, "old_position": 0, "body": _words(f)}
            for f in here[:MOST_COMMENTS]
        ]
        head = pull.ask("GET", "")["head"]["sha"]
        body = _summary(report, len(here), len(findings))
        pull.ask("POST", "/reviews", {"event": "COMMENT", "commit_id": head, "body": body, "comments": comments})
    for review in old:
        with suppress(UsageError):  # somebody else's that quotes ours stays
            pull.ask("DELETE", f"/reviews/{int(review)}")
    return min(len(here), MOST_COMMENTS) if findings else 0


def _pages(pull: PullRequest, path: str) -> Iterator[Any]:
    page = 1
    while True:
        found = pull.ask("GET", f"{path}?page={page}&limit={_PAGE}") or []
        yield from found
        if len(found) < _PAGE:
            return
        page += 1


def _summary(report: Mapping[str, Any], here: int, everywhere: int) -> str:
    lines = [MARK, "**稿件检查**", ""]
    for portal in report["portals"]:
        counts = portal["counts"]
        names = {"refuse": "不能入库", "veto": "单项否决", "deduct": "扣分", "advise": "提示"}
        told = "，".join(f"{names[key]} {number}" for key, number in counts.items() if number)
        lines.append(f"- {_quoted(portal['name'])}：{told or '没有问题'}")
    lines += ["", f"本次改动的文件里有 {here} 个问题，写在各文件的对应行上。"]
    if here > MOST_COMMENTS:
        lines.append(f"只写了前 {MOST_COMMENTS} 个，其余的请运行 `invoke check --changed` 查看。")
    if everywhere > here:
        lines.append(f"另有 {everywhere - here} 个问题不在本次改动的文件里，请运行 `invoke check` 查看。")
    lines.append("有达到不能上网级别的问题，改好以前不会发布。" if report["failed"] else "没有拦住发布的问题。")
    return "\n".join(lines)


def _words(finding: Mapping[str, Any]) -> str:
    basis = "；".join(f"《{clause['regulation']}》{clause['article']}" for clause in finding["basis"])
    return "\n\n".join(
        [
            f"**{finding['severity_name']}** {_quoted(finding['what'])}",
            f"**怎么改**：{_quoted(finding['fix'])}",
            f"依据：{_quoted(basis)}（{finding['code']} {finding['title']}）",
        ]
    )


def _quoted(text: str) -> str:
    """What an article holds is shown as text: no mark-up, no mention of anybody."""
    for sign in "\\`*_[]<>#|~!":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("@", "@\u200b").replace("\r", " ").replace("\n", " ")


def _remedy(code: int) -> str:
    if code in (401, 403):
        return "令牌不对或权限不够：需要读仓库、写合并请求的权限。"
    if code == 404:
        return "请核对 --server、--repo 和 --pull；私有仓库没有权限时也是 404。"
    return "稍后再试；仍不行的，查看代码平台的日志。"


def main(words: Sequence[str] | None = None) -> int:
    """Run it; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="portalkit-comment",
        description="把检查结果（JSON）写到 Gitea 或 Forgejo 的合并请求里，逐文件、逐行评论。",
        epilog=f"令牌从环境变量读取，依次是 {'、'.join(TOKENS)}。",
    )
    parser.add_argument("report", help="invoke check --format json 的结果文件")
    parser.add_argument("--server", default=os.environ.get("GITHUB_SERVER_URL", ""), help="代码平台的首页地址")
    parser.add_argument("--repo", default=os.environ.get("GITHUB_REPOSITORY", ""), help="仓库，如 xinchuang/shili")
    parser.add_argument("--pull", default=_pull_number(os.environ), help="合并请求的号码")
    typed = parser.parse_args(words)
    try:
        posted = comment(_pull(typed.server, typed.repo, typed.pull, os.environ), _report(Path(typed.report)))
    except PortalError as error:
        sys.stderr.write(f"错误：{error}\n")
        return int(error.exit_code)
    sys.stdout.write(f"已评论 {posted} 处。\n" if posted else "没有需要评论的问题。\n")
    return int(ExitCode.CLEAN)


def _pull(server: str, repository: str, number: str, environment: Mapping[str, str]) -> PullRequest:
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("没有写代码平台的地址。", "用 --server 写明，如 https://git.example.gov.cn。")
    if repository.count("/") != 1 or not all(repository.split("/")):
        raise UsageError("没有写仓库。", "用 --repo 写明，如 xinchuang/shili。")
    if not number.isdecimal():
        raise UsageError("没有写合并请求的号码。", "用 --pull 写明，如 12。")
    token = next((environment[name] for name in TOKENS if environment.get(name)), "")
    if not token:
        raise UsageError("没有令牌。", f"放在环境变量 {TOKENS[0]} 里，不要写在命令行上。")
    return PullRequest(server.rstrip("/"), repository, int(number), token)


def _pull_number(environment: Mapping[str, str]) -> str:
    """In a pipeline the reference reads ``refs/pull/12/head``."""
    parts = environment.get("GITHUB_REF", "").split("/")
    return parts[2] if parts[:2] == ["refs", "pull"] and len(parts) > 2 else ""


def _report(file: Path) -> Mapping[str, Any]:
    try:
        report = json.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise UsageError(f"读不到 {file}。", "先运行 invoke check --format json --output-file 文件。") from None
    except ValueError:
        raise UsageError(f"{file} 不是 JSON。", "请给出 invoke check --format json 的结果。") from None
    if not isinstance(report, dict) or report.get("format") != 1 or not _complete(report.get("findings")):
        raise UsageError(f"{file} 不是检查结果。", "请给出同一版本 invoke check --format json 的结果。")
    return report


def _complete(findings: object) -> bool:
    keys = {"file", "line", "what", "fix", "code", "title", "severity_name", "basis"}
    return isinstance(findings, list) and all(isinstance(f, dict) and keys <= f.keys() for f in _each(findings))


def _each(findings: Iterable[object]) -> Iterator[Any]:
    yield from findings


if __name__ == "__main__":
    raise SystemExit(main())
