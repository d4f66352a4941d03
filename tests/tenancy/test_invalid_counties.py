"""Broken registries, each with the exact findings that the operator reads (tests/invalid)."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from portalkit.model.finding import Finding
from portalkit.tenancy import mistakes
from portalkit.tenancy.load import load

INVALID = Path(__file__).parent.parent / "invalid"
CASES = sorted(INVALID.glob("*.txt"))
TODAY = date(2026, 11, 21)


def shown(finding: Finding) -> str:
    field = f" {finding.where.field}" if finding.where.field else ""
    return (
        f"{finding.where}{field}\n"
        f"  问题：{finding.what}\n"
        f"  怎么改：{finding.fix}\n"
        f"  依据：{'、'.join(finding.basis)}\n"
        f"  （{finding.severity.value} {finding.code} {finding.title}）\n"
    )


def changed(root: Path, change: str) -> None:
    """Apply the part of a case that stands before the findings."""
    for section in re.split(r"^@ ", change, flags=re.MULTILINE)[1:]:
        head, _, body = section.partition("\n")
        name, _, word = head.partition(" ")
        path = root / name
        if word == "deleted":
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8") if path.exists() else ""
        path.write_text(edited(text, body.splitlines()), "utf-8")


def edited(text: str, change: list[str]) -> str:
    for out, new in hunks(change):
        assert not out or f"\n{out}" in f"\n{text}", f"not in the good registry: {out!r}"
        text = f"\n{text}".replace(f"\n{out}", f"\n{new}", 1)[1:] if out else text + new
    return text


def hunks(change: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    out = new = ""
    for line in [*change, "- end"]:
        if line.startswith("-") and new:
            found.append((out, new))
            out = new = ""
        if line.startswith("- "):
            out += f"{line[2:]}\n"
        elif line.startswith("+"):
            new += f"{line[2:]}\n"
    if out != "end\n":
        found.append((out.removesuffix("end\n"), new))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_broken_registry_gives_exactly_these_findings(case: Path, tmp_path: Path) -> None:
    change, _, expected = case.read_text("utf-8").partition("= findings\n")
    root = tmp_path / "tenants"
    shutil.copytree(INVALID / "good", root)
    changed(root, change)

    platform, findings = load(root, today=TODAY)

    assert "".join(shown(finding) for finding in findings) == expected
    assert (platform is None) == any(finding.severity.blocks_publication for finding in findings)


def test_there_are_many_kinds_of_broken_registries() -> None:
    assert len(CASES) >= 60


def test_every_mistake_is_shown_by_a_case_or_tested_on_its_own() -> None:
    table = {value.code for value in vars(mistakes).values() if isinstance(value, mistakes.Mistake)}
    texts = "".join(path.read_text("utf-8") for path in CASES)
    tests = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert {code for code in table if code not in texts and f'"{code}"' not in tests} == set()
