"""What a collector signs: the heads of all its hash chains under one Merkle root."""

from __future__ import annotations

from typing import Literal

from schemas.messages import Message


class Head(Message, frozen=True, kw_only=True):
    """The end of one channel's hash chain: its last event's place and the chain's hash after it."""

    epoch: str
    channel_id: int
    seq: int
    hash: str


class Statement(Message, frozen=True, kw_only=True):
    """What is signed. `previous` is the SHA-256 of the statement before this one: statements form a chain too."""

    schema: Literal["evidence.statement/1"] = "evidence.statement/1"
    at: str
    by: str
    number: int
    previous: str | None
    size: int
    """How many heads the root stands for."""
    root: str


class SignedRoot(Message, frozen=True, kw_only=True):
    """One record of the topic telegram.evidence. `statement` is the JSON text exactly as it was signed."""

    schema: Literal["evidence.root/1"] = "evidence.root/1"
    statement: str
    signature: str
    """Ed25519, hexadecimal."""
    public_key: str
    """The signer's 32 bytes, hexadecimal."""
    timestamp: str | None = None
    """RFC 3161 TimeStampResp (DER, base64) over statement, line feed, signature."""
    heads: tuple[Head, ...] = ()
    """Sorted by epoch and channel: the leaves of the Merkle tree."""
