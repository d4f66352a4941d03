"""Comments in a pull request, against a forge that answers over HTTP as Gitea and GitLab do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from reports.accounts import account
from reports.samples import finding

from portalkit.model.finding import Severity
from portalkit.reports.findings_json import to_json
from portalkit.workflows import commenting

FILE = "content/shili/shichang/policy/2026-03-01-yan.md"


@dataclass
class Forge:
    """What the forge knows, and what was asked of it."""

    files: list[str] = field(default_factory=lambda: [FILE])
    reviews: dict[int, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    fails: int = 0
    redirect: str = ""
    url: str = ""


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Forge]:
    known = Forge()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            path, _, query = self.path.partition("?")
            below = path.removeprefix("/api/v1/repos/xinchuang/shili/pulls/12")
            known.asked.append((self.command, below))
            known.tokens.add(self.headers["Authorization"])
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            if known.redirect:
                self.send_response(302)
                self.send_header("Location", known.redirect)
                self.end_headers()
                return
            if known.fails or below == path:
                self.send_response(known.fails or 404)
                self.end_headers()
                return
            answer = self._of(below, query, body)
            self.send_response(200 if self.command != "DELETE" else 204)
            self.end_headers()
            if self.command != "DELETE":
                self.wfile.write(json.dumps(answer).encode())

        def _of(self, below: str, query: str, body: Any) -> Any:
            asked = dict(pair.split("=") for pair in query.split("&") if pair)
            start = (int(asked.get("page", 1)) - 1) * int(asked.get("limit", 50))
            if below == "/files":
                listed = [{"filename": name, "status": "changed"} for name in known.files]
                return listed[start : start + 50]
            if below == "/reviews" and self.command == "POST":
                number = max(known.reviews, default=0) + 1
                known.reviews[number] = {"id": number, **body}
                return known.reviews[number]
            if below == "/reviews":
                return list(known.reviews.values())[start : start + 50]
            if self.command == "DELETE":
                known.reviews.pop(int(below.rpartition("/")[2]))
                return None
            return {"number": 12, "head": {"sha": "abc123"}}

        do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - the names that the server asks for

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    known.url = f"http://127.0.0.1:{server.server_port}"
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_REF", "GITLAB_CI", *commenting.TOKENS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITEA_TOKEN", "geheim")
    yield known
    server.shutdown()
    server.server_close()


def post(forge: Forge, report: Path, *findings: Any) -> int:
    report.write_text(to_json(account(*findings)), encoding="utf-8")
    return commenting.main([str(report), "--server", forge.url, "--repo", "xinchuang/shili", "--pull", "12"])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "check.json"


def test_each_finding_of_a_changed_file_is_a_comment_at_its_line(forge: Forge, report: Path) -> None:
    elsewhere = finding(path="shili/nongye/policy/2026-01-01-alt.md")
    assert post(forge, report, finding("LK001", Severity.VETO, line=20), finding(line=None), elsewhere) == 0
    (review,) = forge.reviews.values()
    assert [(c["path"], c["new_position"]) for c in review["comments"]] == [(FILE, 20), (FILE, 1)]
    assert "**怎么改**" in review["comments"][0]["body"]
    assert "《政府网站和政务新媒体管理办法（试行）》第二十七条" in review["comments"][0]["body"]
    assert (review["event"], review["commit_id"]) == ("COMMENT", "abc123")
    assert "另有 1 个问题不在本次改动的文件里" in review["body"]
    assert forge.tokens == {"token geheim"}


def test_a_second_run_takes_the_place_of_the_first_and_leaves_people_alone(forge: Forge, report: Path) -> None:
    forge.reviews[7] = {"id": 7, "body": "我看过了。"}
    post(forge, report, finding())
    post(forge, report, finding("LK001", Severity.VETO))
    assert sorted(forge.reviews) == [7, 9]
    assert "商业" in forge.reviews[9]["comments"][0]["body"]
    posted = [n for n, asked in enumerate(forge.asked) if asked == ("POST", "/reviews")][-1]
    assert ("DELETE", "/reviews/8") in forge.asked[posted:], "the old review goes when the new one stands"


def test_when_all_is_mended_the_old_review_goes_and_none_comes(forge: Forge, report: Path) -> None:
    post(forge, report, finding())
    one = json.loads(report.read_text(encoding="utf-8"))
    report.write_text(json.dumps({**one, "findings": []}), encoding="utf-8")
    commenting.main([str(report), "--server", forge.url, "--repo", "xinchuang/shili", "--pull", "12"])
    assert forge.reviews == {}


def test_a_pull_request_of_many_files_is_read_to_its_end(forge: Forge, report: Path) -> None:
    forge.files = [f"content/a{n}.md" for n in range(120)] + [FILE]
    post(forge, report, finding())
    assert len(forge.reviews[1]["comments"]) == 1


def test_very_many_findings_are_counted(forge: Forge, report: Path) -> None:
    many = [finding(line=n, what=f"第 {n} 处。") for n in range(1, commenting.MOST_COMMENTS + 6)]
    post(forge, report, *many)
    assert len(forge.reviews[1]["comments"]) == commenting.MOST_COMMENTS
    assert f"只写了前 {commenting.MOST_COMMENTS} 个" in forge.reviews[1]["body"]


def test_what_an_article_says_is_shown_as_text_and_calls_nobody(forge: Forge, report: Path) -> None:
    post(forge, report, finding(what="链接“[点我](javascript:x)” <img src=x> @admin `rm`"))
    body = forge.reviews[1]["comments"][0]["body"]
    assert "@admin" not in body
    assert "<img" not in body.replace("\\<img", "")
    assert "[点我]" not in body


@pytest.mark.parametrize(("code", "said"), [(401, "令牌不对或权限不够"), (404, "请核对 --server"), (500, "稍后再试")])
def test_what_the_forge_refuses_is_told_in_one_line(
    forge: Forge, report: Path, capsys: pytest.CaptureFixture[str], code: int, said: str
) -> None:
    forge.fails = code
    assert post(forge, report, finding()) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert "geheim" not in err


def test_the_token_does_not_follow_a_redirect(forge: Forge, report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forge.redirect = f"{forge.url}/elsewhere"
    assert post(forge, report, finding()) == 2
    assert all("elsewhere" not in path for _, path in forge.asked)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--server", "ftp://x", "--repo", "a/b", "--pull", "1"], "没有写代码平台的地址。"),
        (["--forge", "svn", "--server", "http://127.0.0.1:9", "--repo", "a/b", "--pull", "1"], "--forge 不认识“svn”。"),
        (["--server", "http://127.0.0.1:9", "--repo", "ab", "--pull", "1"], "没有写仓库。"),
        (["--server", "http://127.0.0.1:9", "--repo", "a/b", "--pull", "x"], "没有写合并请求的号码。"),
        (["--server", "http://127.0.0.1:9", "--repo", "a/b", "--pull", "1"], "连不上 http://127.0.0.1:9"),
    ],
)
def test_a_wrong_word_is_answered_in_one_line(
    forge: Forge, report: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    report.write_text(to_json(account()), encoding="utf-8")
    assert commenting.main([str(report), *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 2, "findings": []}', '{"format": 1, "findings": [{}]}'])
def test_what_is_no_report_is_refused(
    forge: Forge, report: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    report.write_text(text, encoding="utf-8")
    words = ["--server", forge.url, "--repo", "a/b", "--pull", "1"]
    assert commenting.main([str(report), *words]) == 2
    assert "JSON" in capsys.readouterr().err or text
    assert forge.asked == []


def test_a_pipeline_tells_server_repository_and_number(
    forge: Forge, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", forge.url)
    monkeypatch.setenv("GITHUB_REPOSITORY", "xinchuang/shili")
    monkeypatch.setenv("GITHUB_REF", "refs/pull/12/head")
    report.write_text(to_json(account()), encoding="utf-8")
    assert commenting.main([str(report)]) == 0
    assert len(forge.reviews) == 1


class TestGitLab:
    """A merge request: a note that sums up, and a thread at each line that the request touches."""

    @pytest.fixture
    def lab(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[Forge]:
        known = Forge()

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                path, _, _ = self.path.partition("?")
                below = path.removeprefix("/api/v4/projects/xinchuang%2Fxian%2Fshili/merge_requests/12")
                known.tokens.add(self.headers["PRIVATE-TOKEN"])
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                code, answer = self._of(below, body)
                self.send_response(code)
                self.end_headers()
                if code != 204:
                    self.wfile.write(json.dumps(answer).encode())

            def _of(self, below: str, body: Any) -> tuple[int, Any]:
                if below == "/diffs":
                    return 200, [{"new_path": name, "deleted_file": False} for name in known.files]
                if below in ("/notes", "/discussions") and self.command == "POST":
                    if body.get("position", {}).get("new_line", 0) > 100:
                        return 400, {"message": "line_code can't be blank"}
                    number = max(known.reviews, default=0) + 1
                    known.reviews[number] = {"id": number, **body}
                    return 201, {"id": number}
                if below == "/notes":
                    return 200, list(known.reviews.values())
                if self.command == "DELETE":
                    known.reviews.pop(int(below.rpartition("/")[2]))
                    return 204, None
                return (
                    (200, {"diff_refs": {"base_sha": "b", "start_sha": "s", "head_sha": "h"}})
                    if not below
                    else (404, {})
                )

            do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - the names that the server asks for

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        known.url = f"http://127.0.0.1:{server.server_port}"
        for name in commenting.TOKENS:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("GITLAB_CI", "true")
        monkeypatch.setenv("CI_SERVER_URL", known.url)
        monkeypatch.setenv("CI_PROJECT_PATH", "xinchuang/xian/shili")
        monkeypatch.setenv("CI_MERGE_REQUEST_IID", "12")
        monkeypatch.setenv("PORTALKIT_TOKEN", "geheim")
        yield known
        server.shutdown()
        server.server_close()

    def post(self, report: Path, *findings: Any) -> int:
        report.write_text(to_json(account(*findings)), encoding="utf-8")
        return commenting.main([str(report)])

    def test_each_finding_is_a_thread_at_its_line(self, lab: Forge, report: Path) -> None:
        assert self.post(report, finding("LK001", Severity.VETO, line=20)) == 0
        note, thread = lab.reviews.values()
        assert "**稿件检查**" in note["body"]
        assert thread["position"] == {
            "position_type": "text",
            "base_sha": "b",
            "start_sha": "s",
            "head_sha": "h",
            "old_path": FILE,
            "new_path": FILE,
            "new_line": 20,
        }
        assert lab.tokens == {"geheim"}

    def test_a_line_that_is_not_touched_is_named_instead(self, lab: Forge, report: Path) -> None:
        self.post(report, finding(line=120))
        thread = lab.reviews[2]
        assert "position" not in thread
        assert f"`{FILE}` 第120行" in thread["body"]

    def test_a_second_run_takes_the_place_of_the_first(self, lab: Forge, report: Path) -> None:
        lab.reviews[1] = {"id": 1, "body": "我看过了。"}
        self.post(report, finding())
        self.post(report, finding("LK001", Severity.VETO))
        assert sorted(lab.reviews) == [1, 4, 5]
