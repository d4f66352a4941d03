"""``portalkit-comment``: tell an editor in the pull request, at the line, what a check found (Gitea, Forgejo, GitLab).

- What an earlier run wrote goes when the new one stands.
- Only findings in files that the request changes become comments at their line; the rest are counted.
- Nothing is written when there is nothing to tell. The token is read from the environment and never shown.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from portalkit.errors import ExitCode, PortalError, UsageError
from portalkit.workflows.forges import MARK, Comment, Gitea, GitLab, Request
from portalkit.workflows.ownwords import OwnParser

MOST_COMMENTS = 100
"""More findings than this are counted, not commented on one by one."""

TOKENS = ("PORTALKIT_TOKEN", "GITEA_TOKEN", "FORGEJO_TOKEN", "GITLAB_TOKEN", "GITHUB_TOKEN")
_FORGES: dict[str, type[Gitea | GitLab]] = {"gitea": Gitea, "forgejo": Gitea, "gitlab": GitLab}
_SEVERITIES = {"refuse": "不能入库", "veto": "单项否决", "deduct": "扣分", "advise": "提示"}
_KEYS = {"file", "line", "what", "fix", "code", "title", "severity_name", "basis"}


def comment(request: Request, report: Mapping[str, Any]) -> int:
    """Write the findings of a report (``invoke check --format json``); returns how many became comments."""
    findings = report["findings"]
    old = request.ours()
    comments: list[Comment] = []
    if findings:
        changed = request.changed()
        here = [finding for finding in findings if finding["file"] in changed]
        comments = [Comment(f["file"], f["line"] or 1, _words(f)) for f in here[:MOST_COMMENTS]]
        request.post(_summary(report, len(here), len(findings)), comments)
    request.remove(old)
    return len(comments)


def _summary(report: Mapping[str, Any], here: int, everywhere: int) -> str:
    lines = [MARK, "**稿件检查**", ""]
    for portal in report["portals"]:
        told = "，".join(f"{_SEVERITIES[key]} {number}" for key, number in portal["counts"].items() if number)
        lines.append(f"- {_quoted(portal['name'])}：{told or '没有问题'}")
    lines += ["", f"本次改动的文件里有 {here} 个问题，写在各文件的对应行上。"]
    if here > MOST_COMMENTS:
        lines.append(f"只写了前 {MOST_COMMENTS} 个，其余的请运行 `portalkit-check --changed` 查看。")
    if everywhere > here:
        lines.append(f"另有 {everywhere - here} 个问题不在本次改动的文件里，请运行 `portalkit-check` 查看。")
    lines.append("有达到不能合并级别的问题，请改好再合并。" if report["failed"] else "没有拦住合并的问题。")
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
    """What an article holds is shown as text: no mark-up, no mention of anybody, no command at the start of a line."""
    for sign in "\\`*_[]<>#|~!":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("@", "@\u200b").replace("\r", " ").replace("\n", " ")


def main(words: Sequence[str] | None = None) -> int:
    """Run it; returns the exit code."""
    parser = OwnParser(
        prog="portalkit-comment",
        description="把检查结果（JSON）写到合并请求里，逐文件、逐行评论。",
        epilog=f"令牌从环境变量读取，依次是 {'、'.join(TOKENS)}。",
    )
    told = _pipeline(os.environ)
    parser.add_argument("report", help="portalkit-check --format json 的结果文件")
    parser.add_argument("--forge", default=told["forge"], help="gitea（默认）、forgejo 或 gitlab")
    parser.add_argument("--server", default=told["server"], help="代码平台的首页地址")
    parser.add_argument("--repo", default=told["repo"], help="仓库，如 xinchuang/shili")
    parser.add_argument("--pull", default=told["pull"], help="合并请求的号码")
    typed = parser.parse_args(words)
    try:
        request = _request(typed.forge, typed.server, typed.repo, typed.pull)
        posted = comment(request, _report(Path(typed.report)))
    except PortalError as error:
        sys.stderr.write(f"错误：{error}\n")
        return int(error.exit_code)
    sys.stdout.write(f"已评论 {posted} 处。\n" if posted else "没有需要评论的问题。\n")
    return int(ExitCode.CLEAN)


def _pipeline(environment: Mapping[str, str]) -> dict[str, str]:
    """What a pipeline tells by itself; in Actions the reference reads ``refs/pull/12/head``."""
    if environment.get("GITLAB_CI"):
        return {
            "forge": "gitlab",
            "server": environment.get("CI_SERVER_URL", ""),
            "repo": environment.get("CI_PROJECT_PATH", ""),
            "pull": environment.get("CI_MERGE_REQUEST_IID", ""),
        }
    parts = environment.get("GITHUB_REF", "").split("/")
    return {
        "forge": "gitea",
        "server": environment.get("GITHUB_SERVER_URL", ""),
        "repo": environment.get("GITHUB_REPOSITORY", ""),
        "pull": parts[2] if parts[:2] == ["refs", "pull"] and len(parts) > 2 else "",
    }


def _request(forge: str, server: str, repository: str, number: str) -> Request:
    kind = _FORGES.get(forge.lower())
    if kind is None:
        raise UsageError(f"--forge 不认识“{forge}”。", f"可以用：{'、'.join(_FORGES)}。")
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("没有写代码平台的地址。", "用 --server 写明，如 https://git.example.gov.cn。")
    names = repository.split("/")
    if len(names) < 2 or not all(names) or (kind is Gitea and len(names) > 2):
        raise UsageError("没有写仓库。", "用 --repo 写明，如 xinchuang/shili。")
    if not number.isdecimal():
        raise UsageError("没有写合并请求的号码。", "用 --pull 写明，如 12。")
    token = next((os.environ[name] for name in TOKENS if os.environ.get(name)), "")
    if not token:
        raise UsageError("没有令牌。", f"放在环境变量 {TOKENS[0]} 里，不要写在命令行上。")
    return kind(server.rstrip("/"), repository, int(number), token)


def _report(file: Path) -> Mapping[str, Any]:
    try:
        report = json.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise UsageError(f"读不到 {file}。", "先运行 portalkit-check --format json --output-file 文件。") from None
    except ValueError:
        raise UsageError(f"{file} 不是 JSON。", "请给出 portalkit-check --format json 的结果。") from None
    if not isinstance(report, dict) or report.get("format") != 1 or not _complete(report.get("findings")):
        raise UsageError(f"{file} 不是检查结果。", "请给出同一版本 portalkit-check --format json 的结果。")
    return report


def _complete(findings: object) -> bool:
    return isinstance(findings, list) and all(isinstance(each, dict) and each.keys() >= _KEYS for each in findings)


if __name__ == "__main__":
    raise SystemExit(main())
