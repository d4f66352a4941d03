"""The check in a repository of content: as a program, under the real pre-commit, in the pipelines of the handbook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from support.county import ROOT, TODAY, County

BIN = Path(sys.executable).parent
SHOP = "见[网店](https://www.taobao.com/)。"
SNIPPETS = ROOT / "docs" / "ci"


def run(county: County, *words: str, check: bool = False, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "PORTALKIT_STATE"}
    return subprocess.run(
        words,
        cwd=county.root,
        env={
            **clean,
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(county.root.parent / "pc"),
            **environment,
        },
        capture_output=True,
        text=True,
        check=check,
    )


def git(county: County, *words: str) -> subprocess.CompletedProcess[str]:
    return run(county, "git", "-c", "user.name=测试", "-c", "user.email=test@example.org", *words)


@pytest.fixture
def repository(county: County) -> County:
    """The small county under git, with one clean article."""
    county.article("shichang/policy", "2026-03-01-yan")
    git(county, "init", "-q", "-b", "main")
    git(county, "add", "tenants", "content")
    assert git(county, "commit", "-q", "-m", "一").returncode == 0
    return county


def checked(county: County, *words: str) -> subprocess.CompletedProcess[str]:
    return run(county, sys.executable, "-m", "portalkit.workflows.hook", "--today", TODAY, *words)


def test_the_program_checks_where_it_stands_and_leaves_nothing_behind(repository: County) -> None:
    before = git(repository, "status", "--porcelain", "--ignored").stdout
    ended = checked(repository)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "发布：1 篇，共 1 篇" in ended.stdout
    assert git(repository, "status", "--porcelain", "--ignored").stdout == before
    assert (repository.root / ".git" / "portalkit").is_dir()


def test_files_of_a_commit_are_checked_and_others_passed_over(repository: County) -> None:
    bad = repository.article("nongye/policy", "2026-03-02-dian", title="种子", body=SHOP)
    (repository.root / "README.md").write_text("说明", encoding="utf-8")
    ended = checked(repository, "README.md", str(bad.relative_to(repository.root)))
    assert ended.returncode == 1
    assert "检查了 1 处：单项否决 1。" in ended.stdout
    assert checked(repository, "README.md").stdout == "没有要检查的稿件或登记文件。\n"


def test_the_program_foresees_explains_and_notifies_as_the_command_does(repository: County, tmp_path: Path) -> None:
    ended = checked(repository, "--until", "2026-12-31", "--notices", str(tmp_path / "n"))
    assert "【预警】" in ended.stdout
    assert list((tmp_path / "n").rglob("*.html"))
    assert "商业链接或广告" in checked(repository, "--explain", "LK001").stdout


def test_a_broken_registry_and_a_wrong_word_are_answered_in_one_line(repository: County) -> None:
    assert "找不到稿件目录 nowhere。" in checked(repository, "--content", "nowhere").stderr
    repository.tenant("links", "- {host: x}\n")
    ended = checked(repository)
    assert ended.returncode == 2
    assert "错误：租户登记有" in ended.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tenent", "x"), "不认识“--tenent”"),
        (("--tenant",), "选项 --tenant 后面没有写值"),
    ],
)
def test_an_option_typed_wrong_is_answered_in_chinese(repository: County, words: tuple[str, ...], said: str) -> None:
    ended = run(repository, sys.executable, "-m", "portalkit.workflows.hook", *words)
    assert ended.returncode == 2
    assert ended.stderr == f"错误：{said}。 用 portalkit-check --help 查看用法。\n"
    ended = run(repository, sys.executable, "-m", "portalkit.workflows.commenting")
    assert ended.returncode == 2
    assert ended.stderr == "错误：还要写 report。 用 portalkit-comment --help 查看用法。\n"


@pytest.fixture
def with_pre_commit(repository: County) -> County:
    """Our hook as we define it, run by the real pre-commit; only that it is installed already is different."""
    pytest.importorskip("pre_commit", reason="pip install pre-commit (extra: test)")
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["entry"], hook["language"]) == ("portalkit-check", "python")
    entry = f"{sys.executable} -m portalkit.workflows.hook --today {TODAY}"
    config = {"repos": [{"repo": "local", "hooks": [{**hook, "entry": entry, "language": "system"}]}]}
    (repository.root / ".pre-commit-config.yaml").write_text(
        yaml.safe_dump(config, allow_unicode=True), encoding="utf-8"
    )
    git(repository, "add", ".pre-commit-config.yaml")
    git(repository, "commit", "-q", "-m", "二")
    run(repository, sys.executable, "-m", "pre_commit", "install", check=True)
    return repository


def test_pre_commit_refuses_a_commit_with_a_veto_and_says_how_to_mend_it(with_pre_commit: County) -> None:
    with_pre_commit.article("nongye/policy", "2026-03-02-dian", title="种子", body=SHOP)
    git(with_pre_commit, "add", "content")
    ended = git(with_pre_commit, "commit", "-m", "三")
    assert ended.returncode == 1
    assert "LK001" in ended.stdout + ended.stderr
    assert "怎么改" in ended.stdout + ended.stderr


def test_pre_commit_lets_a_clean_commit_pass_and_skips_what_is_not_content(with_pre_commit: County) -> None:
    with_pre_commit.article("nongye/policy", "2026-03-02-zhong", title="种子")
    git(with_pre_commit, "add", "content")
    ended = git(with_pre_commit, "commit", "-m", "三")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    (with_pre_commit.root / "README.md").write_text("说明", encoding="utf-8")
    git(with_pre_commit, "add", "README.md")
    assert "Skipped" in git(with_pre_commit, "commit", "-m", "四").stderr


def test_the_hook_is_shipped_as_a_program() -> None:
    import tomllib

    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts["portalkit-check"] == "portalkit.workflows.hook:main"
    assert scripts["portalkit-comment"] == "portalkit.workflows.commenting:main"


@pytest.fixture
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of the package as ``pip install`` makes them, on a path of their own."""
    folder = tmp_path_factory.mktemp("bin")
    for name, module in (("portalkit-check", "hook"), ("portalkit-comment", "commenting")):
        today = f" --today {TODAY}" if module == "hook" else ""
        file = folder / name
        file.write_text(
            f'#!/bin/sh\nexec {sys.executable} -m portalkit.workflows.{module}{today} "$@"\n', encoding="utf-8"
        )
        file.chmod(0o755)
    return folder


def forked(repository: County, tmp_path: Path) -> County:
    """A clone with a branch that brings one bad article; its origin has the main branch."""
    origin = tmp_path / "origin.git"
    shutil.copytree(repository.root / ".git", origin)
    git(repository, "remote", "add", "origin", str(origin))
    git(repository, "checkout", "-q", "-b", "nongye")
    repository.article("nongye/policy", "2026-03-02-dian", title="种子", body=SHOP)
    git(repository, "add", "content")
    git(repository, "commit", "-q", "-m", "二")
    return repository


def test_the_pipeline_for_gitlab_does_what_the_handbook_says(
    repository: County, tmp_path: Path, programs: Path
) -> None:
    county = forked(repository, tmp_path)
    job = yaml.safe_load((SNIPPETS / "gitlab-ci.yml").read_text(encoding="utf-8"))["稿件检查"]
    state = str(tmp_path / "state")
    variables = {
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "PORTALKIT_STATE": state,
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    ended = run(county, "bash", "-ec", "\n".join(job["script"]), **variables)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    (issue,) = json.loads((county.root / job["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert issue["location"] == {"path": "content/shili/nongye/policy/2026-03-02-dian.md", "lines": {"begin": 6}}
    assert (county.root / job["artifacts"]["reports"]["junit"]).read_bytes().count(b"<testsuite ") == 1
    assert job["artifacts"]["when"] == "always"
    after = "\n".join(job["after_script"])
    assert run(county, "bash", "-ec", after, **variables).returncode == 0, "without a token nothing is posted"
    forge = {
        "GITLAB_CI": "true",
        "CI_SERVER_URL": "http://127.0.0.1:9",
        "CI_PROJECT_PATH": "a/b",
        "PORTALKIT_TOKEN": "t",
    }
    said = run(county, "bash", "-ec", after, CI_MERGE_REQUEST_IID="3", **forge, **variables)
    assert "连不上 http://127.0.0.1:9" in said.stderr


def test_the_pipeline_for_gitea_checks_and_comments(repository: County, tmp_path: Path, programs: Path) -> None:
    county = forked(repository, tmp_path)
    git(county, "fetch", "-q", "origin")
    flow = yaml.safe_load((SNIPPETS / "gitea-workflow.yml").read_text(encoding="utf-8"))
    steps = {step["name"]: step for step in flow["jobs"]["check"]["steps"]}
    variables = {"GITHUB_BASE_REF": "main", "PATH": f"{programs}:{os.environ['PATH']}"}
    assert run(county, "bash", "-ec", steps["检查"]["run"], **variables).returncode == 1
    report = json.loads((county.root / "check.json").read_text(encoding="utf-8"))
    assert [finding["code"] for finding in report["findings"]] == ["LK001"]
    unreachable = {**variables, "GITHUB_SERVER_URL": "http://127.0.0.1:9", "GITHUB_REPOSITORY": "a/b"}
    said = run(
        county, "bash", "-ec", steps["评论"]["run"], GITHUB_REF="refs/pull/3/head", GITEA_TOKEN="t", **unreachable
    )
    assert said.returncode == 2
    assert "连不上 http://127.0.0.1:9" in said.stderr
    assert steps["评论"]["if"] == "always()"
