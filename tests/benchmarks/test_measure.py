"""The stopwatch counts the whole process tree, and a failed command is never a fast one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.measure import CommandError, Cost, cpu_ratio, measure, middle, peak_ratio

BURN = "x = sum(i * i for i in range({n}))"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_cpu_of_children_counts(tmp_path: Path) -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', " + repr(BURN.format(n=3_000_000)) + "])"
    alone = measure(python("pass"), folder=tmp_path)
    assert measure(python(code), folder=tmp_path).cpu > 2 * alone.cpu


def test_memory_of_a_child_counts(tmp_path: Path) -> None:
    hold = "import time; x = bytearray(80_000_000); time.sleep(0.4)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    assert measure(python(code), folder=tmp_path).peak > 80_000_000


def test_a_command_that_fails_is_an_error_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ended with 3:\nno such town"):
        measure(python("print('no such town'); raise SystemExit(3)"), folder=tmp_path)


def test_variables_are_added_to_the_environment(tmp_path: Path) -> None:
    code = "import os; assert os.environ['TOWN'] == 'x' and 'PATH' in os.environ"
    assert measure(python(code), folder=tmp_path, variables={"TOWN": "x"}).wall > 0


def test_ratios_are_medians_of_the_pairs_and_not_ratios_of_medians() -> None:
    pairs = [(Cost(1, 1, 10), Cost(2, 1, 40)), (Cost(9, 1, 10), Cost(3, 1, 10)), (Cost(2, 1, 30), Cost(8, 1, 10))]
    assert cpu_ratio(pairs) == 0.5
    assert peak_ratio(pairs) == 1.0
    assert middle([ours for ours, _ in pairs]) == Cost(2, 1, 10)
