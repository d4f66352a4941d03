"""What is asked of the articles that one number brings together. In code order."""

from __future__ import annotations

from portalkit.rules.content.dc004_index_number_twice import index_number_twice
from portalkit.rules.content.dc007_number_twice import number_twice
from portalkit.rules.content.dc009_repealed_unmarked import repealed_unmarked
from portalkit.rules.explaining.ip001_nothing_explained import nothing_explained
from portalkit.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    index_number_twice,
    number_twice,
    repealed_unmarked,
    nothing_explained,
)
