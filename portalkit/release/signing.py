r"""Signatures over a statement: Ed25519 with the cryptography library, SM2 by a command of the operator's.

Both are detached files beside ``release.json`` that OpenSSL verifies alone::

    openssl pkeyutl -verify -pubin -inkey ed25519.pub -rawin -in release.json -sigfile release.json.ed25519
    openssl pkeyutl -verify -pubin -inkey sm2.pub -rawin -digest sm3 -pkeyopt distid:1234567812345678 \
        -in release.json -sigfile release.json.sm2
"""

from __future__ import annotations

import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from portalkit.errors import BadRelease, UsageError

ED25519 = "ed25519"
SM2 = "sm2"
SM2_ID = "1234567812345678"
"""The signer's identity that GB/T 32918 takes when none was agreed."""
SM2_VERIFY = ("-rawin", "-digest", "sm3", "-pkeyopt", f"distid:{SM2_ID}")
MISSING_EXTRA = "请先安装：.venv/bin/pip install --only-binary :all: -c constraints.txt -e '.[publish]'"
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Keyring:
    """Public keys in PEM, by algorithm. A release must carry a good signature of every one of them."""

    keys: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Signer:
    """Private means to sign: an Ed25519 key in PEM, and a command line for SM2 where there is one.

    The command has ``{statement}`` where the file to sign goes and ``{signature}`` where it writes to.
    """

    ed25519: bytes
    passphrase: str
    sm2_command: str

    def sign(self, statement: bytes) -> dict[str, bytes]:
        """Sign with every means; raises ``UsageError`` when one fails."""
        signatures = {ED25519: _sign_ed25519(self.ed25519, self.passphrase, statement)}
        if self.sm2_command:
            signatures[SM2] = _run_sm2(self.sm2_command, statement)
        return signatures


def require_signatures(statement: bytes, signatures: Mapping[str, bytes], keyring: Keyring) -> None:
    """Check one signature per key; raises ``BadRelease`` for the first that is missing or wrong."""
    if not keyring.keys:
        raise UsageError("没有可以用来核对的公钥。", "请用 --key 指定门户的公钥文件（ed25519.pub）。")
    for algorithm, key in keyring.keys.items():
        signature = signatures.get(algorithm)
        if not signature:
            raise BadRelease(f"发布说明没有 {algorithm} 签名。", "不是本门户发布的内容，不要使用。")
        check = _good_ed25519 if algorithm == ED25519 else _good_sm2
        if not check(key, statement, signature):
            raise BadRelease(f"{algorithm} 签名不对：不是用本门户的密钥签的，或内容被改动过。", "不要使用，查明来源。")


def _sign_ed25519(pem: bytes, passphrase: str, statement: bytes) -> bytes:
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError as error:
        raise UsageError("没有安装发布用的程序包。", MISSING_EXTRA) from error
    try:
        key = load_pem_private_key(pem, passphrase.encode() if passphrase else None)
    except (ValueError, TypeError) as error:
        raise UsageError("签名私钥打不开。", "有口令的私钥，把口令放在环境变量 PORTALKIT_PASSPHRASE 里。") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError("签名私钥不是 Ed25519 密钥。", "请用 invoke keys 生成。")
    return key.sign(statement)


def _good_ed25519(pem: bytes, statement: bytes, signature: bytes) -> bool:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        return _openssl_verifies(pem, statement, signature, ("-rawin",))
    try:
        key = load_pem_public_key(pem)
    except ValueError as error:
        raise UsageError("公钥文件读不出来。", "请用 invoke keys 生成的 ed25519.pub。") from error
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError("公钥不是 Ed25519 公钥。", "请用 invoke keys 生成的 ed25519.pub。")
    try:
        key.verify(signature, statement)
    except InvalidSignature:
        return False
    return True


def _good_sm2(pem: bytes, statement: bytes, signature: bytes) -> bool:
    return _openssl_verifies(pem, statement, signature, SM2_VERIFY)


def _openssl_verifies(pem: bytes, statement: bytes, signature: bytes, options: tuple[str, ...]) -> bool:
    with tempfile.TemporaryDirectory(prefix="portalkit-verify-") as folder:
        key, text, sign = (Path(folder) / name for name in ("key", "statement", "signature"))
        for file, raw in ((key, pem), (text, statement), (sign, signature)):
            file.write_bytes(raw)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(key), *options]
        command += ["-in", str(text), "-sigfile", str(sign)]
        return _run(command).returncode == 0


def _run_sm2(command: str, statement: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="portalkit-sign-") as folder:
        text, signature = Path(folder) / "statement", Path(folder) / "signature"
        text.write_bytes(statement)
        words = [word.format(statement=text, signature=signature) for word in shlex.split(command)]
        done = _run(words)
        if done.returncode or not signature.is_file():
            reason = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:200]
            raise UsageError(f"SM2 签名命令没有成功（{reason}）。", "请核对密钥目录里的 sm2.command。")
        return signature.read_bytes()


def _run(command: list[str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a fixed program, or the operator's own command
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"命令 {command[0]} 不能运行。", "请安装 openssl（3.0 以上），或改正签名命令。") from error
