"""Make the keys of a portal: one pair to sign with, one to upload with, and an SM2 pair where it is asked for."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

from portalkit.errors import UsageError
from portalkit.release.keys import make_keys
from portalkit.workflows.counter import the_counter
from portalkit.workflows.workspace import Workspace

_MEANINGS = {
    "ed25519.pub": "签名公钥，放到服务器的 keys 目录，并交给核验单位",
    "sm2.pub": "国密签名公钥，放到服务器的 keys 目录，并交给核验单位",
    "upload.key.pub": "上传公钥，写进服务器上传账号的 authorized_keys",
}


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A pair that was made; only its public half is ever shown."""

    name: str
    meaning: str
    public: str


def make_all_keys(workspace: Workspace, *, sm2: bool) -> Iterator[MadeKey]:
    """Make what is missing; raises ``UsageError`` when nothing is."""
    folder = the_counter(workspace).keys
    upload = folder / "upload.key"
    lacking = not upload.exists()
    try:
        files = list(make_keys(folder, sm2=sm2))
    except UsageError:
        if not lacking:
            raise
        files = []
    if lacking:
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", f"portalkit-{folder.name}", "-f", str(upload)]
        try:
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed program
        except (OSError, subprocess.CalledProcessError) as error:
            raise UsageError("不能生成上传密钥。", "请安装 openssh-client。") from error
        files.append(upload.with_name("upload.key.pub"))
    for file in files:
        yield MadeKey(file.name, _MEANINGS[file.name], file.read_text(encoding="ascii").strip())
