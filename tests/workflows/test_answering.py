"""The search service behind the web server: it answers, it is asked not too often, and the pages do without it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from support.county import ROOT, County
from support.livesite import HOST, LiveSite
from support.webserver import Answer, ask, ask_often, needs_nginx

from portalkit.server.nginx import site_config
from portalkit.server.plan import plan_for
from portalkit.tenancy.load import load


@contextmanager
def service(county: County, listen: str, ready: Path) -> Iterator[subprocess.Popen[bytes]]:
    words = [
        "answer",
        "--listen",
        listen,
        "--tenants",
        str(county.root / "tenants"),
        "--content",
        str(county.root / "content"),
    ]
    command = [str(Path(sys.executable).parent / "invoke"), *words]
    # The index of the county lies where its build put it.
    state = county.root / "as-typed"
    state.mkdir(exist_ok=True)
    from portalkit.workflows.workspace import open_workspace

    os.environ["PORTALKIT_STATE"] = str(state)
    try:
        typed = open_workspace(ROOT, tenants=str(county.root / "tenants"), content=str(county.root / "content"))
    finally:
        del os.environ["PORTALKIT_STATE"]
    if not typed.state.exists():
        typed.state.symlink_to(county.root / "state")
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORTALKIT_STATE": str(state)})
    try:
        for _ in range(400):
            if ready.exists():
                break
            assert process.poll() is None, "the service ended"
            time.sleep(0.05)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> LiveSite:
    live = LiveSite.founded(tmp_path_factory.mktemp("answering"))
    live.publish()
    return live


def question(live: LiveSite, words: str) -> Answer:
    return ask(live.machine.https_port, f"/search/api?q={quote(words)}", host=HOST)


@needs_nginx
def test_questions_are_answered_and_too_many_are_turned_away(founded: LiveSite) -> None:
    live = founded
    socket = live.root / "search.sock"
    platform, _ = load(live.county.root / "tenants", today=live.county.workspace().today)
    assert platform
    machine = replace(live.machine, search=f"unix:{socket}")
    conf = site_config(plan_for(platform.portals[0], machine, today=live.county.workspace().today))
    with live.up(conf=conf):
        assert question(live, "食盐").status == 502, "the pages do without it"
        assert ask(live.machine.https_port, "/", host=HOST).status == 200
        with service(live.county, f"unix:{socket}", socket):
            answers = [question(live, "食盐")]
            for _ in range(100):
                if answers[-1].status == 200:
                    break
                time.sleep(0.1)
                answers.append(question(live, "食盐"))
            found = json.loads(answers[-1].body)
            assert found["total"] >= 4
            assert all(hit["url"].lstrip("/") in live.released for hit in found["hits"])
            assert answers[-1].headers["cache-control"] == "no-store"
            assert answers[-1].headers["content-security-policy"]
            assert live.verify(sample=0).clean, "what the search answers leads to released pages"
            flood = ask_often(live.machine.https_port, f"/search/api?q={quote('食盐')}", host=HOST, times=200)
            assert 429 in flood
            assert set(flood) <= {200, 429}


def test_a_service_without_an_index_ends_with_a_remedy(county: County) -> None:
    words = ["answer", "--tenants", str(county.root / "tenants"), "--content", str(county.root / "content")]
    command = [str(Path(sys.executable).parent / "invoke"), *words]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PORTALKIT_STATE": str(county.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "invoke build" in done.stderr


@pytest.mark.parametrize("listen", ["nowhere", "unix:relative", "127.0.0.1:99999999", ""])
def test_a_place_to_listen_that_is_none_is_refused(county: County, listen: str) -> None:
    from portalkit.errors import UsageError
    from portalkit.workflows.answering import answer_questions

    with pytest.raises(UsageError):
        answer_questions(county.workspace(), listen=listen, workers=1)
