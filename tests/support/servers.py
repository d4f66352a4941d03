"""Real servers on the loopback address, started and stopped by the test: sshd with the kit's programs, nginx."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portalkit.model.target import ServerTarget

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / "portalkit" / "release" / "server"
_SCRATCH = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
RECEIVE, ACTIVATE = PROGRAMS / "receive.py", PROGRAMS / "activate.py"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program(name: str, package: str) -> str:
    """Where a program lies, or skip the test saying what to install."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if not found:
        pytest.skip(f"needs {name}: apt-get install {package}")
    return found


def may_name_accounts() -> bool:
    """Whether sshd can be given an account of another name: root does it in a mount namespace of its own."""
    if os.geteuid() != 0:
        return True
    done = subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True)
    return done.returncode == 0


@contextmanager
def running(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server process that listens on a port."""
    errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed below
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                errors.seek(0)
                pytest.fail(f"{command[0]} ended: {errors.read().decode()}")
            time.sleep(0.05)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)
        errors.close()


def keypair(file: Path) -> str:
    """An SSH key pair; returns the public line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(file)], check=True)
    return file.with_name(f"{file.name}.pub").read_text(encoding="ascii").strip()


class WebServer:
    """A server with one portal: sshd whose only key runs ``receive.py``, and the folders of ``activate.py``."""

    def __init__(self, folder: Path, keys: Path, portal: str = "shili", account: str = "") -> None:
        """``account`` is the name of who uploads, where it may not be that of root: see ``may_name_accounts``."""
        self.folder = folder
        self.account = account
        self.root = folder / "srv" / portal
        self.port = free_port()
        program("ssh", "openssh-client")
        self._sshd = program("sshd", "openssh-server")
        self.root.mkdir(parents=True)
        subprocess.run([sys.executable, str(ACTIVATE), str(self.root), "--init", portal], check=True)
        for public in keys.glob("*.pub"):
            if public.name != "upload.key.pub":
                shutil.copy(public, self.root / "keys")
        upload = keypair(keys / "upload.key")
        self.host_key = keypair(folder / "host.key")
        run = f"{sys.executable} {ACTIVATE} {self.root}"
        forced = f'{sys.executable} {RECEIVE} {self.root} --run \\"{run}\\"'
        (folder / "authorized_keys").write_text(f'restrict,command="{forced}" {upload}\n', encoding="ascii")

    @property
    def target(self) -> ServerTarget:
        return ServerTarget("cloud", "127.0.0.1", self.port, self._user, self.host_key)

    @property
    def _user(self) -> str:
        return self.account if self.account and os.geteuid() == 0 else getpass.getuser()

    @contextmanager
    def up(self) -> Iterator[None]:
        """Run sshd."""
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        config = self.folder / "sshd_config"
        config.write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {self.folder}/host.key\nPidFile none\n"
            f"AuthorizedKeysFile {self.folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
            "PermitRootLogin prohibit-password\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
            "MaxStartups 100\n",
            encoding="ascii",
        )
        command = [self._sshd, "-D", "-e", "-f", str(config)]
        if self._user != getpass.getuser():
            passwd = self.folder / "passwd"
            own = f"{self.account}:x:0:0::{self.folder}:/bin/sh\n"
            passwd.write_text(Path("/etc/passwd").read_text(encoding="utf-8") + own, encoding="utf-8")
            script = 'mount --bind "$0" /etc/passwd && exec "$@"'
            command = ["unshare", "--mount", "sh", "-c", script, str(passwd), *command]
        with running(command, self.port):
            yield

    @property
    def tree(self) -> Path:
        """What nginx serves."""
        return self.root / "live" / "tree"

    def pages(self) -> dict[str, str]:
        """Every live file."""
        return {
            p.relative_to(self.tree).as_posix(): p.read_text(encoding="utf-8", errors="replace")
            for p in self.tree.rglob("*")
            if p.is_file()
        }

    def check(self) -> subprocess.CompletedProcess[str]:
        """Run the activator's own check."""
        command = [sys.executable, str(ACTIVATE), str(self.root), "--check"]
        return subprocess.run(command, capture_output=True, text=True, check=False)


@contextmanager
def nginx(folder: Path, document_root: Path) -> Iterator[int]:
    """Serve a folder with nginx; gives the port."""
    command, port = program("nginx", "nginx-light"), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    user = f"user {getpass.getuser()};\n" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off;\n{user}pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nworker_processes 2;\n"
        "events { worker_connections 256; }\n"
        f"http {{ access_log off; types {{ text/html html; }}\n"
        + "".join(
            f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"server {{ listen 127.0.0.1:{port}; root {document_root}; open_file_cache off;\n"
        f"location / {{ error_page 404 = @gone; }}\n"
        f"location @gone {{ if (-f {document_root}/../gone$uri) {{ return 410; }} return 404; }} }} }}\n",
        encoding="ascii",
    )
    with running([command, "-c", str(config), "-e", f"{folder}/error.log"], port):
        yield port
