"""What was typed at the front door, looked at before anything runs: a wrong word is answered in Chinese, with exit 2.

invoke would say one line of English and end with 1, which is the code of a check that found something.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path
from types import ModuleType

from invoke.collection import Collection
from invoke.exceptions import Exit, ParseError
from invoke.parser import Parser
from invoke.parser.context import ParserContext
from invoke.program import Program
from invoke.tasks import Task

from portalkit.errors import ExitCode, UsageError

_QUOTED = re.compile(r"'(?P<word>.*)' is!$", re.DOTALL)
_FLAG = re.compile(r"<Argument: (?P<name>[\w-]+)")


def started_by_invoke(program: str) -> bool:
    """Whether ``sys.argv[0]`` is invoke's: a test that imports the tasks has typed nothing."""
    file = Path(program)
    return file.stem in ("invoke", "inv") or (file.name == "__main__.py" and file.parent.name == "invoke")


def refuse_wrong_words(tasks: ModuleType, words: Sequence[str]) -> None:
    """Raises invoke's ``Exit`` in one line with a remedy for a command or an option that there is not, an option
    without its value, a number that is none.
    """
    initial = Program().initial_context
    given = Parser(initial=initial, ignore_unknown=True).parse_argv(list(words))
    if given[0].args["complete"].value:
        return
    contexts = _named(tasks, words).to_contexts()
    try:
        parsed = Parser(initial=Program().initial_context, contexts=contexts).parse_argv(given.unparsed)
        _each_list_has_values(parsed[1:], words)
    except ParseError as error:
        raise _refusal(_in_words(error, tasks)) from None
    except UsageError as error:
        raise _refusal(error) from None
    except ValueError as error:
        word = str(error).rpartition(": ")[2].strip("'")
        raise _refusal(UsageError(f"“{word}”不是整数。", "这个选项写数字，如 8000。")) from None


def _named(tasks: ModuleType, words: Sequence[str]) -> Collection:
    """The commands that were typed, and no others: to know the options of all of them takes longer than a build that
    has nothing to do. Copies, for a task loses its help as soon as it is asked for its options.
    """
    named = Collection()
    for task in vars(tasks).values():
        if isinstance(task, Task) and task.name.replace("_", "-") in words:
            own = copy(task)
            own.help = dict(task.help)
            named.add_task(own)
    return named


def _refusal(error: UsageError) -> Exit:
    return Exit(f"错误：{error}", code=ExitCode.USAGE)


def _in_words(error: ParseError, tasks: ModuleType) -> UsageError:
    said, command = str(error), error.context.name if error.context else None
    manual = _manual(command)
    unknown = _QUOTED.search(said)
    if unknown:
        return _unknown(unknown["word"], error.context, tasks, manual)
    if "did not receive required positional arguments" in said:
        missing = "、".join(re.findall(r"'([\w-]+)'", said)[1:])
        return UsageError(f"命令 {command} 后面还要写 {missing}。", manual)
    flag = _FLAG.search(said)
    if flag and "needed value" in said:
        return UsageError(f"选项 {_dashed(flag['name'])} 后面没有写值。", manual)
    if flag:
        return UsageError(f"选项 {_dashed(flag['name'])} 后面不写值。", manual)
    return UsageError(f"命令写错了（{said}）。", manual)


def _manual(command: str | None) -> str:
    return f"用 invoke --help {command} 查看它的选项。" if command else "用 invoke --list 查看全部命令。"


def _unknown(word: str, context: ParserContext | None, tasks: ModuleType, manual: str) -> UsageError:
    command = context.name if context else None
    if context is None or command is None:
        if word.startswith("-"):
            said = f"命令前面的选项“{word}”不认识。"
            return UsageError(said, "先写命令，再写选项，如 invoke build --portal shili。")
        return UsageError(f"没有命令“{word}”。", f"{_near(word, Collection.from_module(tasks).task_names)}{manual}")
    if word.startswith("-"):
        name = word.partition("=")[0]
        return UsageError(f"命令 {command} 没有选项“{name}”。", f"{_near(name, context.flags)}{manual}")
    return UsageError(f"命令 {command} 用不上“{word}”这个词，也没有叫这个名字的命令。", manual)


def _near(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, [name for name in known if len(name) > len("-x")], n=1)
    return f"您要写的是 {near[0]} 吗？" if near else ""


def _each_list_has_values(contexts: Iterable[ParserContext], words: Sequence[str]) -> None:
    """An option that may be written several times passes with invoke for one that was not written, when its value is
    missing.
    """
    for context in contexts:
        for name, argument in context.args.items():
            if argument.kind is list and not argument.value and _dashed(name) in words:
                raise UsageError(
                    f"选项 {_dashed(name)} 后面没有写值。", f"用 invoke --help {context.name} 查看它的选项。"
                )


def _dashed(name: str) -> str:
    return f"--{name.replace('_', '-')}"
