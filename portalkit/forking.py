"""Work in processes of its own: several shares at once, each in a child that starts with all that its parent knows."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import TypeVar

_Share = TypeVar("_Share")
_Answer = TypeVar("_Answer")
_PR_SET_PDEATHSIG = 1


def in_processes(
    shares: Iterable[_Share], do: Callable[[_Share], _Answer], *, workers: int | None = None
) -> Iterator[tuple[_Share, _Answer | None]]:
    """Do each share in a child of its own, ``workers`` (all cores) at a time; answers come as they are ready.

    The answer of a child that died without a word is ``None``. Answers are pickled. When the caller stops asking, what
    still runs is ended.
    """
    context = multiprocessing.get_context("fork")
    waiting = list(reversed(list(shares)))
    running: dict[Connection, tuple[_Share, ForkProcess]] = {}
    gc.freeze()  # a child that looks for garbage in what it shares with its parent copies all of it
    try:
        while waiting or running:
            while waiting and len(running) < (workers or os.cpu_count() or 1):
                share = waiting.pop()
                ours, theirs = context.Pipe(duplex=False)
                child = context.Process(target=_child, args=(theirs, share, do))
                child.start()
                theirs.close()
                running[ours] = (share, child)
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                share, child = running.pop(ready)
                try:
                    answer: _Answer | None = ready.recv()
                except EOFError:
                    answer = None
                child.join()
                yield share, answer
    finally:
        gc.unfreeze()
        for _, child in running.values():
            child.terminate()
            child.join()


def _child(answer: Connection, share: _Share, do: Callable[[_Share], _Answer]) -> None:
    die_with_parent()
    answer.send(do(share))


def die_with_parent() -> None:
    """Ask the system (Linux) to end this child when its parent is killed, so that nothing writes on unseen."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (AttributeError, OSError):
        return
