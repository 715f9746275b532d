"""RFC 3161 time stamps: asked of an authority that the operator names, and checked against its certificate."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256, sha384, sha512
from http.client import HTTPException
from typing import Final
from urllib.request import Request, urlopen

from cryptography import x509
from rfc3161_client import (
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from ingest.clock import rfc3339

LIMIT_S: Final = 10.0
LARGEST: Final = 256 * 1024


class StampError(Exception):
    """There is no usable time stamp; the text says why."""


@dataclass(frozen=True)
class Stamp:
    """`checked` is false where no certificate of the authority was given: then it only says what it claims."""

    at: str
    checked: bool


def request_stamp(url: str, message: bytes) -> bytes:
    """The authority's answer (DER) for a message. Raises StampError."""
    wanted = TimestampRequestBuilder().data(message).build()
    if not url.startswith(("https://", "http://")):
        raise StampError("the address of a time-stamp authority begins with https:// or http://")
    request = Request(  # noqa: S310  # the operator's own setting, and its scheme is checked
        url, data=wanted.as_bytes(), headers={"content-type": "application/timestamp-query"}
    )
    try:
        with urlopen(request, timeout=LIMIT_S) as answer:  # noqa: S310
            content = answer.read(LARGEST + 1)
    except (OSError, HTTPException, ValueError) as error:
        raise StampError(f"{type(error).__name__}: the time-stamp authority does not answer as it should") from error
    if len(content) > LARGEST:
        raise StampError(f"the time-stamp authority sent more than {LARGEST} bytes")
    found = _decoded(content)
    if found.tst_info.nonce != wanted.nonce:
        raise StampError("the time-stamp authority answered another request")
    return bytes(content)


def check_stamp(content: bytes, message: bytes, roots: Sequence[x509.Certificate]) -> Stamp:
    """When the message existed, by the authority's word. Raises StampError if the stamp is of something else, or not of the
    authority whose certificates are given."""
    found = _decoded(content)
    if found.tst_info.message_imprint.message != _hashed(found, message):
        raise StampError("is of another message")
    at = rfc3339(found.tst_info.gen_time)
    if not roots:
        return Stamp(at, checked=False)
    builder = VerifierBuilder()
    for certificate in roots:
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify_message(found, message)
    except (VerificationError, ValueError) as error:
        raise StampError(f"is not of the authority that you named ({error})") from error
    return Stamp(at, checked=True)


def _decoded(content: bytes) -> TimeStampResponse:
    try:
        found = decode_timestamp_response(content)
        _ = found.tst_info.gen_time  # a refusal decodes too, but holds no stamp
    except (ValueError, TypeError) as error:
        raise StampError(f"can't be read as a time stamp ({error})") from error
    return found


def _hashed(found: TimeStampResponse, message: bytes) -> bytes:
    kinds = {"2.16.840.1.101.3.4.2.1": sha256, "2.16.840.1.101.3.4.2.2": sha384, "2.16.840.1.101.3.4.2.3": sha512}
    kind = kinds.get(found.tst_info.message_imprint.hash_algorithm.dotted_string)
    if kind is None:
        raise StampError("uses a hash that rasd does not accept")
    return kind(message).digest()
