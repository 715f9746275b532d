"""The collector's Ed25519 key: made once, kept with mode 0600, known to others by its fingerprint."""

import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ingest.errors import IngestError

# What is signed begins with its purpose, so that a signature of one kind can't pose as another.
ROOT: Final = b"rasd evidence root/1\n"
MANIFEST: Final = b"rasd evidence manifest/1\n"
_PEM: Final = re.compile(r"-----BEGIN PUBLIC KEY-----.*?-----END PUBLIC KEY-----", re.DOTALL)


class Key:
    """A private key in use."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public: str = private.public_key().public_bytes_raw().hex()

    def sign(self, purpose: bytes, content: bytes) -> str:
        return self._private.sign(purpose + content).hex()


def key_file(data: Path) -> Path:
    return data / "evidence" / "key.pem"


def load_key(data: Path, *, create: bool) -> Key:
    """The key of a data folder. Raises IngestError if there is none and none is to be made, or it can't be read."""
    path = key_file(data)
    try:
        if create and not path.exists():
            _create(path)
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError as error:
        raise IngestError(
            f"{path}: there is no signing key yet: `rasd collect` and `rasd evidence key` make it; set RASD_DATA to the "
            "collector's folder"
        ) from error
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise IngestError(f"{path}: the signing key can't be used: {error}") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise IngestError(f"{path}: is not an Ed25519 key: move it away and let rasd make one")
    return Key(private)


def _create(path: Path) -> None:
    """Whole or not at all, and never readable by others; who comes second uses what the first made."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(f".{os.getpid()}.part")
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def signed_by(public: str, signature: str, purpose: bytes, content: bytes) -> bool:
    """Whether the signature (hex) over the content is of the public key (hex)."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), purpose + content)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """SHA-256 of the key's 32 bytes: short enough to read out over a telephone."""
    return sha256(bytes.fromhex(public)).hexdigest()


def pem_of(public: str) -> str:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem.decode("ascii")


def public_key_in(text: str) -> str:
    """The public key (hex) in a file's text: PEM with anything around it, or 64 hexadecimal digits. Raises ValueError."""
    found = _PEM.search(text.replace("\\n", "\n"))
    if found is None:
        if re.fullmatch(r"[0-9a-fA-F]{64}", text.strip()):
            return text.strip().lower()
        raise ValueError("holds no public key: give it what `rasd evidence key` prints")
    try:
        key = serialization.load_pem_public_key(found.group().encode("ascii"))
    except UnsupportedAlgorithm as error:
        raise ValueError("holds a public key that is not Ed25519") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("holds a public key that is not Ed25519")  # noqa: TRY004  # the file's content, not a type of ours
    return key.public_bytes_raw().hex()


def fingerprint_in(text: str) -> str:
    """A fingerprint as people write it: upper or lower case, with colons or spaces. Raises ValueError."""
    plain = re.sub(r"[\s:]", "", text.strip().lower().removeprefix("sha256"))
    if not re.fullmatch(r"[0-9a-f]{64}", plain):
        raise ValueError("is not a fingerprint: 64 hexadecimal digits, as `rasd evidence key` prints them")
    return plain
