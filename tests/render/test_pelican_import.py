"""Pelican comes without its readers, console and watchers, and leaves no stand-in behind."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("docutils", "pygments", "PIL", "rich", "watchfiles", "feedgenerator", "dateutil")


def run(program: str) -> dict[str, object]:
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    return json.loads(said)


def test_what_the_plugin_set_never_asks_for_is_not_imported() -> None:
    program = f"""
import json, sys
before = {{name for name in {HEAVY!r} if name in sys.modules}}
from portalkit.render.pelican_import import import_pelican
import_pelican()
from portalkit.render.engine import PortalPelican
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules and name not in before]))
"""
    assert run(program) == []


def test_afterwards_every_module_is_itself() -> None:
    program = """
import json
from portalkit.render.pelican_import import import_pelican
import_pelican()
import dateutil.parser, feedgenerator, pelican.readers, pelican.server, rich.console, rich.logging, watchfiles
names = [pelican.readers.Readers, pelican.server.RootedHTTPServer, rich.console.Console, watchfiles.Change]
print(json.dumps([bool(dateutil.parser.parse("2026-11-21")), *(bool(name.__doc__) for name in names[2:]),
    hasattr(names[0], "read_file"), hasattr(names[1], "serve_forever")]))
"""
    assert run(program) == [True, True, True, True, True]


def test_a_pelican_that_asks_for_more_is_imported_whole() -> None:
    program = """
import json, sys
from portalkit.render import pelican_import
pelican_import._ASKED["pelican.readers"] = ()
pelican_import.import_pelican()
import pelican.generators
print(json.dumps([hasattr(pelican.generators.Readers, "read_file"), "docutils" in sys.modules]))
"""
    assert run(program) == [True, True]


@pytest.mark.parametrize("name", HEAVY)
def test_what_a_user_of_this_process_has_imported_stays(name: str) -> None:
    program = f"""
import json, sys, {name}
from portalkit.render.pelican_import import import_pelican
import_pelican()
print(json.dumps(sys.modules[{name!r}] is {name}))
"""
    assert run(program) is True
