"""A Merkle tree as in RFC 6962 (Certificate Transparency): leaves and nodes are hashed apart, so neither can pose as the other."""

from collections.abc import Sequence
from hashlib import sha256

from schemas.evidence import Head

LEAF, NODE = b"\x00", b"\x01"


def leaf_of(head: Head) -> bytes:
    """The bytes that stand for a chain's head, in a form that later fields of Head do not change."""
    return f"rasd head/1\n{head.epoch}\n{head.channel_id}\n{head.seq}\n{head.hash}".encode()


def root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return _leaf(leaves[0])
    split = _split(len(leaves))
    return _node(root(leaves[:split]), root(leaves[split:]))


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from one leaf to the root, the nearest first."""
    if len(leaves) <= 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*path(leaves[:split], index), root(leaves[split:])]
    return [*path(leaves[split:], index - split), root(leaves[:split])]


def root_from(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that a proof leads to; None if its length does not fit the place of the leaf."""
    if not 0 <= index < size:
        return None
    turns: list[bool] = []  # from the root down: whether the leaf is in the right part
    while size > 1:
        split = _split(size)
        right = index >= split
        turns.append(right)
        index, size = (index - split, size - split) if right else (index, split)
    if len(turns) != len(proof):
        return None
    found = _leaf(leaf)
    for right, other in zip(reversed(turns), proof, strict=True):
        found = _node(other, found) if right else _node(found, other)
    return found


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def _leaf(content: bytes) -> bytes:
    return sha256(LEAF + content).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(NODE + left + right).digest()
