"""A writer killed at any moment leaves the old index or the new one, and the next change goes on from there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = '''
import os, random, shutil, signal, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from search.articles import holdings, make
from portalkit.search import batch
from portalkit.search.document import SearchRequest
from portalkit.search.index import apply, state, tidy, update
from portalkit.search.query import Searcher

how, base, trial = sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4])
FILES = ("search/index.py", "search/catalogue.py", "search/codec.py", "search/postings.py")
at = ""
for n in range(8):
    update(base, [(f"{m}", "old") for m in range(n + 1)], lambda path: make(path, key="old"), state=str(n))
old = {f"{n}": "old" for n in range(8)}
new = {**{f"{n}": "old" for n in range(2, 8)}, "1": "new", **{f"n{n}": "new" for n in range(30)}}
CHANGED = [make(path, "新题目", "新的正文。" * 50, key="new") for path, key in new.items() if key == "new"]

def change(folder):
    return apply(folder, CHANGED, ["0"], since="7", state="new")

def killed_at(line):
    """A process that changes the index and kills itself at a line of the search; nothing when it got through."""
    child = os.fork()
    if not child:
        left = line
        def count(frame, event, _):
            nonlocal left
            if event == "call" and not frame.f_code.co_filename.endswith(FILES):
                return None
            left -= event == "line"
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return count
        sys.settrace(count)
        change(trial)
        os._exit(0)
    return bool(os.waitpid(child, 0)[1])

def killed_after(seconds):
    child = os.fork()
    if not child:
        change(trial)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return bool(os.waitpid(child, 0)[1])

def check():
    was = state(trial)
    assert was in ("7", "new"), was
    with Searcher(trial) as searcher:
        found = {hit.url for hit in searcher.search(SearchRequest("新题目", size=100)).hits}
    assert len(found) == (31 if was == "new" else 0), (was, found)
    assert change(trial) == (was == "7")
    if was == "new":
        tidy(trial)
    assert holdings(trial) == new

moments = iter(range(1, 100000, 23)) if how == "lines" else (random.Random(n).random() * 0.03 for n in range(25))
deaths = 0
for moment in moments:
    shutil.copytree(base, trial)
    died = (killed_at if how == "lines" else killed_after)(moment)
    check()
    shutil.rmtree(trial)
    deaths += died
    if how == "lines" and not died:
        break
print(deaths)
'''


@pytest.mark.parametrize(("how", "least"), [("lines", 30), ("time", 1)])
def test_an_index_whose_writer_was_killed_is_the_old_or_the_new_one(tmp_path: Path, how: str, least: int) -> None:
    command = [
        sys.executable,
        "-c",
        DRIVER,
        str(Path(__file__).parents[1]),
        how,
        str(tmp_path / "base"),
        str(tmp_path / "t"),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) >= least
