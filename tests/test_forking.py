"""Work in processes of its own."""

from __future__ import annotations

import os
import signal
import time

from portalkit.forking import in_processes


def test_every_share_is_answered_by_a_process_of_its_own() -> None:
    answers = dict(in_processes([1, 2, 3, 4, 5], lambda share: (share * share, os.getpid()), workers=2))
    assert {share: answer[0] for share, answer in answers.items() if answer} == {1: 1, 2: 4, 3: 9, 4: 16, 5: 25}
    pids = {answer[1] for answer in answers.values() if answer}
    assert len(pids) == 5
    assert os.getpid() not in pids


def test_a_child_that_dies_without_a_word_does_not_hold_up_the_others() -> None:
    def work(share: int) -> int:
        if share == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        return share

    assert dict(in_processes([1, 2, 3], work, workers=2)) == {1: 1, 2: None, 3: 3}


def test_who_stops_asking_leaves_no_process_behind() -> None:
    running = in_processes([0.0, 600.0], lambda share: time.sleep(share) or os.getpid(), workers=2)
    assert next(running)[0] == 0.0
    began = time.monotonic()
    running.close()
    assert time.monotonic() - began < 30
