"""The words in a picture or attachment, as far as a program can read them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extract:
    """``trouble`` says why a file could not be read (empty if it could), ``hostile`` that it is built to do harm.

    ``cut`` is set when only the beginning was read.
    """

    text: str = ""
    trouble: str = ""
    hostile: bool = False
    cut: bool = False


NOTHING = Extract()
