"""Encrypted messages of MTProto 2.0, from the server's side: pure functions from bytes to bytes.

Layout follows https://core.telegram.org/mtproto/description.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from hashlib import sha256

from telethon.crypto import AES

CLIENT_TO_SERVER, SERVER_TO_CLIENT = 0, 8
HEADER = struct.Struct("<qqqii")  # salt, session, message id, sequence number, length


class EnvelopeError(ValueError):
    """A packet that was not made with the key it names."""


@dataclass(frozen=True)
class Envelope:
    """What a client's packet says: salt, session, message id, sequence number and the TL bytes."""

    salt: int
    session_id: int
    msg_id: int
    seq_no: int
    payload: bytes


def open_envelope(secret: bytes, packet: bytes) -> Envelope:
    """Decrypt a client's packet (key id, message key, data). Raises EnvelopeError if it doesn't check."""
    msg_key, cipher = packet[8:24], packet[24:]
    if not cipher or len(cipher) % 16:
        raise EnvelopeError("the encrypted part is no whole number of blocks")
    plain = AES.decrypt_ige(cipher, *_aes_key(secret, msg_key, CLIENT_TO_SERVER))
    if _msg_key(secret, plain, CLIENT_TO_SERVER) != msg_key:
        raise EnvelopeError("the message key does not match the data")
    salt, session_id, msg_id, seq_no, length = HEADER.unpack_from(plain)
    if not 0 <= length <= len(plain) - HEADER.size:
        raise EnvelopeError("the message is longer than its packet")
    return Envelope(salt, session_id, msg_id, seq_no, plain[HEADER.size : HEADER.size + length])


def seal_envelope(secret: bytes, key_id: int, envelope: Envelope) -> bytes:
    """Encrypt an answer for the client that holds `secret`."""
    data = HEADER.pack(envelope.salt, envelope.session_id, envelope.msg_id, envelope.seq_no, len(envelope.payload))
    data += envelope.payload
    data += os.urandom(-(len(data) + 12) % 16 + 12)  # the padding must be at least 12 bytes
    msg_key = _msg_key(secret, data, SERVER_TO_CLIENT)
    cipher: bytes = AES.encrypt_ige(data, *_aes_key(secret, msg_key, SERVER_TO_CLIENT))
    return struct.pack("<Q", key_id) + msg_key + cipher


def _msg_key(secret: bytes, plain: bytes, direction: int) -> bytes:
    return sha256(secret[88 + direction : 120 + direction] + plain).digest()[8:24]


def _aes_key(secret: bytes, msg_key: bytes, direction: int) -> tuple[bytes, bytes]:
    first = sha256(msg_key + secret[direction : direction + 36]).digest()
    second = sha256(secret[direction + 40 : direction + 76] + msg_key).digest()
    key = first[:8] + second[8:24] + first[24:]
    vector = second[:8] + first[8:24] + second[24:]
    return key, vector
