"""Regular expressions that are compiled when they are first used.

A hundred rules bring two hundred expressions, and one edited article needs few of them: to compile them all would take
a twentieth of its build. An expression that cannot be compiled shows in the tests, where all of them are.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class _Regex:
    """Stands for the compiled expression. Its methods are that one's own from the first use on, so that nothing stands
    between a rule and its expression.
    """

    __slots__ = (*_METHODS, "flags", "pattern")

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(pattern: AnyStr, flags: int | re.RegexFlag = 0) -> re.Pattern[AnyStr]:
    """A regular expression with the methods of a compiled one."""
    return cast("re.Pattern[AnyStr]", _Regex(pattern, int(flags)))
