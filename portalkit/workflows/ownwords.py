"""What our own programs (``portalkit-check``, ``portalkit-comment``) are told: a wrong word is answered in Chinese."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from portalkit.errors import ExitCode

_UNKNOWN = re.compile(r"unrecognized arguments: (?P<words>.+)", re.DOTALL)
_NO_VALUE = re.compile(r"argument (?P<name>\S+): expected one argument")
_MISSING = re.compile(r"the following arguments are required: (?P<names>.+)")


class OwnParser(argparse.ArgumentParser):
    """Like ``ArgumentParser``: a wrong word ends the program with 2 and one line with a remedy."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with what was typed."""
        self.exit(ExitCode.USAGE, f"错误：{_in_words(message)}。 用 {self.prog} --help 查看用法。\n")


def _in_words(message: str) -> str:
    if found := _UNKNOWN.fullmatch(message):
        return f"不认识“{found['words']}”"
    if found := _NO_VALUE.fullmatch(message):
        return f"选项 {found['name']} 后面没有写值"
    if found := _MISSING.fullmatch(message):
        return f"还要写 {found['names']}"
    return f"命令写错了（{message}）"
