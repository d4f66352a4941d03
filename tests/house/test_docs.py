"""The handbook tells the truth: generated pages are current, every command and field is there, every example works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from invoke import Collection, Task
from support.county import County

import tasks
from portalkit.content import fields
from portalkit.model.standing import Standing
from portalkit.reports import handbook
from portalkit.reports.notice import NOTHING, findings_text
from portalkit.tenancy.columns import COLUMN_TYPES
from portalkit.tenancy.load import load
from portalkit.tenancy.rulebook import built_in
from portalkit.workflows.check import check
from portalkit.workflows.progress import silent

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TODAY = date(2026, 11, 21)

_EXAMPLE = re.compile(
    r"<!-- (example|refused): (\S+?)(?: like (\S+))? -->\n```yaml\n(.*?)```\n(?:\n```text\n(.*?)```)?", re.S
)
_LINK = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
_KEY = re.compile(r"([a-z_]+):")


def text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, Task]]:
    """Every task of the front door, by the name that is typed."""
    yield from sorted(Collection.from_module(tasks).tasks.items())


def section(command: str) -> str:
    """What docs/commands.md says of one command."""
    found = re.search(rf"^## invoke {re.escape(command)}\n(.*?)(?=^## |\Z)", text("commands.md"), re.S | re.M)
    return found[1] if found else ""


def examples(kind: str) -> list[tuple[str, str, str, str]]:
    """Marked blocks of docs/registry.md: file, the file it is like, YAML, the answer."""
    found = _EXAMPLE.findall(text("registry.md"))
    return [(file, like, yaml, answer) for kind_, file, like, yaml, answer in found if kind_ == kind]


def test_the_generated_pages_are_current() -> None:
    assert handbook.stale(DOCS) == (), "run: invoke docs"


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_has_its_section(name: str) -> None:
    assert section(name)


@pytest.mark.parametrize(
    ("name", "option"),
    [(name, argument.name.replace("_", "-")) for name, task in commands() for argument in task.get_arguments()],
)
def test_every_option_is_told_where_its_command_is(name: str, option: str) -> None:
    assert f"--{option}" in section(name)


@pytest.mark.parametrize("name", re.findall(r"^## invoke (\S+)$", (DOCS / "commands.md").read_text("utf-8"), re.M))
def test_no_command_is_told_that_is_not_there(name: str) -> None:
    assert name in dict(commands())


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_no_option_is_told_that_is_not_there(name: str) -> None:
    known = {argument.name.replace("_", "-") for argument in dict(commands())[name].get_arguments()}
    known |= {f"no-{option}" for option in known}
    assert set(re.findall(r"--([a-z][a-z0-9-]*)", section(name))) <= known | {"only-binary", "quiet"}


@pytest.mark.parametrize("code", ["0", "1", "2", "70", "130"])
def test_every_exit_code_is_told(code: str) -> None:
    assert f"| {code} |" in text("commands.md")


@pytest.mark.parametrize("standing", list(Standing), ids=lambda standing: standing.name)
def test_every_line_of_the_closing_table_is_told(standing: Standing) -> None:
    assert f"| {standing.value} |" in text("commands.md")


@pytest.mark.parametrize(("name", "field"), list(fields.every()), ids=lambda value: str(value) if value else "")
def test_every_field_is_told(name: str, field: fields.Field) -> None:
    assert f"| {field.chinese} | `{name.rpartition('.')[2]}` |" in text("fields.md")


@pytest.mark.parametrize("word", [*COLUMN_TYPES, "`agency-site`", "`township`"])
def test_every_column_type_is_told(word: str) -> None:
    assert word in text("registry.md")


@pytest.mark.parametrize("name", [limit.name for limit in built_in()])
def test_every_limit_is_told(name: str) -> None:
    assert f"| `{name}` |" in text("limits.md")


def written(root: Path) -> dict[str, str]:
    """The examples of docs/registry.md as a registry on disk."""
    files = {file: yaml for file, _, yaml, _ in examples("example")}
    for name, yaml in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(yaml, encoding="utf-8")
    return files


def test_the_examples_of_the_registry_make_a_platform_without_a_finding(tmp_path: Path) -> None:
    files = written(tmp_path)
    platform, findings = load(tmp_path, today=TODAY)
    assert findings_text(findings) == NOTHING
    assert platform is not None
    assert {"columns.yaml", "shili/portal.yaml", "shili/shichang.yaml"} <= set(files)


def changed(base: str, lines: str) -> str:
    """A file with some of its top-level lines replaced or added."""
    for line in lines.splitlines():
        key = _KEY.match(line)
        assert key, line
        base, count = re.subn(rf"^{key[1]}:.*$", line, base, flags=re.M)
        base += "" if count else f"{line}\n"
    return base


@pytest.mark.parametrize("file", [file for file, *_ in examples("refused")])
def test_what_the_registry_refuses_is_answered_as_told(tmp_path: Path, file: str) -> None:
    files = written(tmp_path)
    (like, lines, answer) = next(
        (like or file, lines, answer) for name, like, lines, answer in examples("refused") if name == file
    )
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(changed(files[like], lines), encoding="utf-8")
    platform, findings = load(tmp_path, today=TODAY)
    assert platform is None
    assert answer.strip()
    assert answer in findings_text(findings)


def test_the_article_in_the_handbook_of_editors_passes_the_check(county: County) -> None:
    place = county.root / "content" / "shili" / "shichang" / "notices" / "2026"
    place.mkdir(parents=True)
    article = next(
        block for block in re.findall(r"```yaml\n(.*?)```", text("editors.md"), re.S) if block.startswith("---")
    )
    (place / "2026-11-20-choujian.md").write_text(article, encoding="utf-8")
    for name in re.findall(r"\]\(([^)]+)\)", article):
        real = next(file for file in sorted((ROOT / "content").rglob(f"*.{name.rpartition('.')[2]}")))
        (place / name).write_bytes(real.read_bytes())
    (outcome,) = check(county.workspace(), silent())
    of_article = [finding for finding in outcome.findings if finding.where.path.endswith("2026-11-20-choujian.md")]
    assert [finding.code for finding in of_article if finding.code != "RV001"] == []
    assert [decision.why for decision in outcome.unpublished] == ["缺初审、复审、终审签字"]


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    outside = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.S)
    targets = [target for target in _LINK.findall(outside) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def messages() -> list[str]:
    """The first column of the table of messages in docs/operations.md."""
    part = text("operations.md").partition("## 十、提示和处理")[2]
    return re.findall(r"^\| `([^`]+)` \|", part, re.M)


@pytest.mark.parametrize("message", messages())
def test_a_message_in_the_table_is_one_that_the_program_gives(message: str) -> None:
    sources = "\n".join(
        p.read_text(encoding="utf-8") for p in [*ROOT.glob("portalkit/**/*.py"), *ROOT.glob("tasks*.py")]
    )
    for piece in message.split("…"):
        assert piece in sources


def test_the_table_of_messages_is_not_empty() -> None:
    assert len(messages()) > 10
