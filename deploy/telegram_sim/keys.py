"""The server's RSA key and the authorization keys it has handed out, kept in the data folder."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from hashlib import sha1
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from telethon.crypto import AuthKey
from telethon.tl.tlobject import TLObject

PRIVATE_KEY_FILE = "server_private.pem"
PUBLIC_KEY_FILE = "server_public.pem"
AUTH_KEYS_FILE = "auth_keys.json"


def big_endian(number: int) -> bytes:
    """The shortest big-endian form, which is how the key exchange writes its numbers."""
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads; replaced in one step, so that a kill leaves the old or the new one."""
    staged = path.with_name(path.name + ".new")
    descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)


class ServerKey:
    """The RSA key that a client must trust; made on first use, then the same for the life of the folder."""

    def __init__(self, folder: Path) -> None:
        private_file = folder / PRIVATE_KEY_FILE
        self.public_file = folder / PUBLIC_KEY_FILE
        if private_file.exists():
            key = serialization.load_pem_private_key(private_file.read_bytes(), password=None)
        else:
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
            write_private(private_file, _private_pem(key))
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError(f"{private_file} holds no RSA key; remove it and a new one is made.")
        numbers = key.private_numbers()
        self._exponent, self._modulus = numbers.d, numbers.public_numbers.n
        self.public_file.write_bytes(
            key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1)
        )
        self.fingerprint = _fingerprint(self._modulus, numbers.public_numbers.e)

    def decrypt(self, cipher: bytes) -> bytes:
        """The 255 bytes under an `encrypted_data` field: SHA-1, data, random padding."""
        plain = pow(int.from_bytes(cipher, "big"), self._exponent, self._modulus)
        return plain.to_bytes(256, "big")[1:]


def _private_pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _fingerprint(modulus: int, exponent: int) -> int:
    wire = TLObject.serialize_bytes(big_endian(modulus)) + TLObject.serialize_bytes(big_endian(exponent))
    return int.from_bytes(sha1(wire).digest()[-8:], "little", signed=True)  # noqa: S324 - the protocol fixes SHA-1


@dataclass
class Grant:
    """One authorization key: its bytes in hex, the salt in force, and the phone signed in with it (or None)."""

    key: str
    salt: int
    phone: str | None = None

    @property
    def secret(self) -> bytes:
        return bytes.fromhex(self.key)


class AuthKeys:
    """Every authorization key the server knows; saved at each change so that a restart keeps clients signed in."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / AUTH_KEYS_FILE
        self._grants: dict[int, Grant] = {}
        if self._file.exists():
            for entry in json.loads(self._file.read_text(encoding="utf-8")):
                grant = Grant(**entry)
                self._grants[key_id(grant.secret)] = grant

    def add(self, secret: bytes) -> Grant:
        grant = Grant(key=secret.hex(), salt=secrets.randbits(63))
        self._grants[key_id(secret)] = grant
        self._save()
        return grant

    def find(self, identifier: int) -> Grant | None:
        return self._grants.get(identifier)

    def sign_in(self, grant: Grant, phone: str | None) -> None:
        """Bind a key to an account; None signs it out."""
        grant.phone = phone
        self._save()

    def revoke(self, phone: str | None) -> int:
        """Sign out every key of a phone (of all phones if None); returns how many keys it changed."""
        chosen = [grant for grant in self._grants.values() if grant.phone and phone in (None, grant.phone)]
        for grant in chosen:
            grant.phone = None
        self._save()
        return len(chosen)

    def forget_all(self) -> int:
        """Drop every key, as if the server had never issued them; returns how many there were."""
        count = len(self._grants)
        self._grants.clear()
        self._save()
        return count

    def _save(self) -> None:
        write_private(self._file, json.dumps([asdict(grant) for grant in self._grants.values()]).encode())


def key_id(secret: bytes) -> int:
    """The 64-bit name of an authorization key, as it stands in front of each encrypted packet."""
    return int(AuthKey(secret).key_id)
