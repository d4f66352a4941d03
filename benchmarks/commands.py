"""The command lines that are measured: ours, Hugo's and Pagefind's, each in one place."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks import hugo
from benchmarks.corpus import TODAY, generate
from benchmarks.measure import Cost, measure
from benchmarks.rules_share import Shares

ROOT = Path(__file__).parents[1]
_PROGRAM = (*(path.name for path in ROOT.glob("tasks*.py")), "portalkit", "plugins", "theme")


@dataclass(frozen=True)
class Bench:
    """One platform with everything it is built into, below ``folder``.

    ``house`` is a copy of the program with its theme: a theme can be changed there, and a long measurement does not
    see what is being written in the checkout.
    """

    folder: Path

    @classmethod
    def founded(cls, folder: Path, articles: int, *, peer: bool = True) -> Bench:
        """Write the corpus unless it lies ready, copy the program. ``peer`` as for ``prepared``."""
        bench = cls(folder)
        if not bench._ready.exists():
            cls.prepared(folder, articles, peer=peer)
        bench._ready.unlink()  # what is measured changes it
        bench._take_program()
        measure([sys.executable, "-m", "compileall", "-q", "."], folder=bench.house)
        return bench

    @classmethod
    def prepared(cls, folder: Path, articles: int, *, peer: bool = True) -> Bench:
        """Write the corpus, and convert it for Hugo if it is installed and wanted as ``peer``."""
        if folder.exists():
            shutil.rmtree(folder)
        bench = cls(folder)
        generate(bench.platform, articles)
        if peer and hugo.program():
            hugo.convert(bench.platform, ROOT / "theme", bench.hugo_site)
        bench._ready.touch()
        return bench

    def _take_program(self) -> None:
        shutil.rmtree(self.house, ignore_errors=True)
        for name in _PROGRAM:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, self.house / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                self.house.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, self.house / name)

    @property
    def _ready(self) -> Path:
        """Stands where a corpus lies ready that nothing was measured on."""
        return self.folder / "ready"

    @property
    def platform(self) -> Path:
        """Holds ``tenants/`` and ``content/``."""
        return self.folder / "platform"

    @property
    def house(self) -> Path:
        """The copy of the program."""
        return self.folder / "house"

    @property
    def output(self) -> Path:
        """Our pages."""
        return self.folder / "output"

    @property
    def state(self) -> Path:
        """Our library and index."""
        return self.folder / "state"

    @property
    def hugo_site(self) -> Path:
        """Hugo's sources."""
        return self.folder / "hugo"

    @property
    def hugo_output(self) -> Path:
        """Hugo's pages."""
        return self.folder / "public"

    @property
    def pagefind_output(self) -> Path:
        """Pagefind's index."""
        return self.folder / "pagefind"

    @cached_property
    def index_apart(self) -> bool:
        """Whether pages and search index can be built apart."""
        said = subprocess.run(  # noqa: S603 - our own command
            [*_INVOKE, "--help", "build"], cwd=self.house, capture_output=True, text=True, check=False
        ).stdout
        return "no-]index" in said or "--no-index" in said

    def build(self, *, index: bool) -> Cost:
        """Our build; without ``index`` the search index is left alone where the program can do that."""
        apart = [] if index or not self.index_apart else ["--no-index"]
        return self._ours("build", f"--output={self.output}", *apart)

    def index(self) -> Cost:
        """Our search index alone; only where ``index_apart``."""
        return self._ours("index")

    def rules(self) -> Shares:
        """What the rules take of a first build of ours, pages only; nothing of it is kept."""
        folder = self.folder / "rules"
        command = [sys.executable, "-m", "benchmarks.rules_share", str(self.platform), str(folder), TODAY]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603 - ours
        shutil.rmtree(folder, ignore_errors=True)
        return Shares(**json.loads(said.splitlines()[-1]))

    def hugo(self) -> Cost:
        """Hugo's build: it has one, whatever has changed."""
        return measure(hugo.command(self.hugo_site, self.hugo_output), folder=self.folder, first_to_go=True)

    def pagefind(self) -> Cost:
        """Pagefind's index over Hugo's pages."""
        binary = pagefind()
        assert binary is not None
        command = [str(binary), "--site", str(self.hugo_output), "--output-path", str(self.pagefind_output)]
        return measure(command, folder=self.folder, first_to_go=True)

    def forget(self, *folders: Path) -> None:
        """Remove what was built, so that the next run starts from nothing."""
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)

    def command(self, *options: str) -> list[str]:
        """The command line of our build, to be run in ``house``."""
        return self._line("build", f"--output={self.output}", *options)

    @property
    def environment(self) -> dict[str, str]:
        """With what our commands run."""
        return {**os.environ, **self._variables}

    @property
    def _variables(self) -> dict[str, str]:
        return {"PORTALKIT_STATE": str(self.state)}

    def _line(self, task: str, *options: str) -> list[str]:
        places = [f"--{name}={self.platform / name}" for name in ("tenants", "content")]
        return [*_INVOKE, task, *places, f"--today={TODAY}", *options]

    def _ours(self, task: str, *options: str) -> Cost:
        # 1: there are findings; the invented county keeps no registers, and a real one is never without.
        return measure(self._line(task, *options), folder=self.house, variables=self._variables, good=(0, 1))


_INVOKE = (sys.executable, "-m", "invoke")


def pagefind() -> Path | None:
    """The Pagefind binary with Chinese segmentation, as its PyPI package brings it; ``None`` when not installed."""
    found = importlib.util.find_spec("pagefind_bin_extended")
    binary = Path(found.origin).parent / "pagefind_extended" if found and found.origin else None
    return binary if binary and os.access(binary, os.X_OK) else None


def versions() -> dict[str, str]:
    """Program → version, of all that is measured and what ours stands on."""
    names = ("portalkit", "pelican", "Markdown", "Jinja2", "lxml", "Whoosh-Reloaded", "hugo", "pagefind-bin-extended")
    found = {}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found
