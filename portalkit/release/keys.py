"""Where keys lie: private ones on the publishing machine only, outside of any repository, readable by their owner.

::

    <keys>/<portal>/ed25519.key   private, mode 0600 (PEM, with a passphrase where one was given)
    <keys>/<portal>/ed25519.pub   public: goes to the server and to whoever verifies
    <keys>/<portal>/sm2.pub, sm2.command   optional: the SM2 public key, and the command line that signs
    <keys>/<portal>/sm2.key       only where OpenSSL signs SM2; a signing device keeps its own
"""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

from portalkit.errors import UsageError
from portalkit.release.signing import ED25519, MISSING_EXTRA, SM2, SM2_ID, Keyring, Signer

KEYS_VARIABLE = "PORTALKIT_KEYS"
PASSPHRASE_VARIABLE = "PORTALKIT_PASSPHRASE"  # noqa: S105 - its name
_PRIVATE = "ed25519.key"


def keys_folder(portal: str) -> Path:
    """The folder of a portal's keys on this machine."""
    base = os.environ.get(KEYS_VARIABLE)
    return (Path(base) if base else Path.home() / ".config" / "portalkit" / "keys") / portal


def make_keys(folder: Path, *, sm2: bool) -> tuple[Path, ...]:
    """Make a pair (with ``sm2`` a second one, by OpenSSL); keys that exist are never replaced. Returns public files.

    Raises ``UsageError`` where keys exist already, or the folder lies in a git work tree.
    """
    _require_outside_git(folder)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    made = []
    if not (folder / _PRIVATE).exists():
        private, public = _ed25519_pair()
        _write_private(folder / _PRIVATE, private)
        (folder / f"{ED25519}.pub").write_bytes(public)
        made.append(folder / f"{ED25519}.pub")
    if sm2 and not (folder / f"{SM2}.command").exists():
        _sm2_pair(folder)
        made.append(folder / f"{SM2}.pub")
    if not made:
        raise UsageError("密钥已经有了，没有改动。", "确实要换密钥的，先把旧密钥移走；换钥步骤见运维手册。")
    return tuple(made)


def load_signer(folder: Path) -> Signer:
    """Read the private means to sign; raises ``UsageError`` when missing or readable by others."""
    private = folder / _PRIVATE
    if not private.is_file():
        raise UsageError("这台机器上没有本门户的签名私钥。", "先运行 invoke keys 生成，或从保管处恢复到密钥目录。")
    for file in (private, folder / f"{SM2}.key"):
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise UsageError(f"私钥文件 {file.name} 别人也能读。", f"运行 chmod 600 {file}，并考虑换一对密钥。")
    _require_outside_git(folder)
    command = folder / f"{SM2}.command"
    return Signer(
        ed25519=private.read_bytes(),
        passphrase=os.environ.get(PASSPHRASE_VARIABLE, ""),
        sm2_command=command.read_text(encoding="utf-8").strip() if command.is_file() else "",
    )


def load_keyring(folder: Path) -> Keyring:
    """Read the public keys of a folder: ``ed25519.pub`` must be there, ``sm2.pub`` may be."""
    files = {name: folder / f"{name}.pub" for name in (ED25519, SM2)}
    if not files[ED25519].is_file():
        raise UsageError("没有本门户的公钥。", "先运行 invoke keys，或用 --key 指定公钥文件。")
    return Keyring({name: file.read_bytes() for name, file in files.items() if file.is_file()})


def _ed25519_pair() -> tuple[bytes, bytes]:
    try:
        from cryptography.hazmat.primitives import serialization as form
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError as error:
        raise UsageError("没有安装发布用的程序包。", MISSING_EXTRA) from error
    passphrase = os.environ.get(PASSPHRASE_VARIABLE, "")
    lock: form.KeySerializationEncryption = form.NoEncryption()
    if passphrase:
        lock = form.BestAvailableEncryption(passphrase.encode())
    key = Ed25519PrivateKey.generate()
    return (
        key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, lock),
        key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo),
    )


def _sm2_pair(folder: Path) -> None:
    private = folder / f"{SM2}.key"
    if private.exists():
        raise UsageError("SM2 私钥已经有了，没有改动。", "补上密钥目录里的 sm2.command 和 sm2.pub。")
    _write_private(private, b"")
    for command in (
        ["openssl", "genpkey", "-algorithm", "SM2", "-out", str(private)],
        ["openssl", "pkey", "-in", str(private), "-pubout", "-out", str(folder / f"{SM2}.pub")],
    ):
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed program
        if done.returncode:
            raise UsageError("openssl 不能生成 SM2 密钥。", "请安装 openssl 3.0 以上。")
    private.chmod(0o600)
    (folder / f"{SM2}.command").write_text(
        f"openssl pkeyutl -sign -inkey '{private}' -rawin -digest sm3 -pkeyopt distid:{SM2_ID}"
        " -in {statement} -out {signature}\n",
        encoding="utf-8",
    )


def _write_private(file: Path, raw: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(raw)


def _require_outside_git(folder: Path) -> None:
    place = folder.absolute()
    if any((above / ".git").exists() for above in (place, *place.parents)):
        raise UsageError("密钥目录在 git 仓库里，私钥会被提交出去。", f"用环境变量 {KEYS_VARIABLE} 指到仓库以外。")
