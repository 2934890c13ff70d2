"""Signatures in the form of minisign, with plain Ed25519, which browsers can verify too.

minisign's newer form signs a BLAKE2b hash, which no browser knows; its older one ("Ed") signs the
file itself. See https://jedisct1.github.io/minisign/ (signature format).
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from minisign import Error, SecretKey

from library.problems import LibraryError


@dataclass(frozen=True)
class Key:
    """A key that signs, from a file that minisign made."""

    number: bytes
    private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The public key as minisign writes it: base64 of "Ed", key number and key."""
        return base64.b64encode(
            b"Ed" + self.number + self.private.public_key().public_bytes_raw()
        ).decode()

    def sign(self, data: bytes, comment: str) -> bytes:
        """A signature file over the data, with a comment that is signed as well."""
        signature = self.private.sign(data)
        whole = self.private.sign(signature + comment.encode())
        lines = [
            "untrusted comment: signature of the Partner Schools Library",
            base64.b64encode(b"Ed" + self.number + signature).decode(),
            f"trusted comment: {comment}",
            base64.b64encode(whole).decode(),
        ]
        return ("\n".join(lines) + "\n").encode()


def read_key(path: Path) -> Key:
    """Read a secret key without passphrase, as `minisign -G -W` or py-minisign makes it.

    Raises LibraryError when the file is missing or is no such key.
    """
    try:
        secret = SecretKey.from_file(path)
    except (OSError, Error) as error:
        raise LibraryError(
            f"{path}: no secret key of minisign can be read here: {error}"
        ) from error
    if secret.is_encrypted():
        raise LibraryError(
            f"{path}: the key has a passphrase; a key made with `minisign -G -W` is expected"
        )
    inner = secret._keynum_sk  # noqa: SLF001  py-minisign signs in the newer form only by default
    return Key(bytes(inner.key_id), Ed25519PrivateKey.from_private_bytes(bytes(inner.secret_key)))
