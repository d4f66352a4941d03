"""What a platform is built with counts in its digests."""

from __future__ import annotations

import re
import tomllib

from support.county import ROOT

from portalkit.workflows.digests import _PARTS

_ONLY_SHOW_OR_SERVE = {"invoke", "rich", "starlette", "uvicorn", "watchfiles"}


def test_a_new_edition_of_any_library_that_reads_judges_or_renders_makes_everything_be_looked_at_again() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.split("[<>=]", line)[0].lower().replace("-", "_") for line in declared}
    assert names - _ONLY_SHOW_OR_SERVE <= {part.removesuffix("-") for part in _PARTS}
