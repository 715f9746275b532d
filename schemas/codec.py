"""Bytes to messages and back, with errors that say which field is wrong.

Decoding is ours, not Faust's: an error inside Faust's own decoding kills the stream.
"""

import re
from typing import Any, TypeVar

import msgspec

from schemas.messages import PostFields, RawPost

M = TypeVar("M")
_ENCODER = msgspec.json.Encoder()
_HALF_PAIR = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}|\xed[\xa0-\xbf]"
)
_KNOWN_RAW = frozenset(field.encode_name for field in msgspec.structs.fields(RawPost))


class CodecError(ValueError):
    """The bytes are not the message they should be; the text says what is wrong and where."""


_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    """One decoder a type: making one costs more than using it."""
    if kind not in _decoders:
        _decoders[kind] = msgspec.json.Decoder(kind)
    return _decoders[kind]


def encode(message: Any) -> bytes:
    """A message as UTF-8 JSON.

    Raises:
        CodecError: if a text has a lone surrogate, which UTF-8 cannot carry.
    """
    try:
        return _ENCODER.encode(message)
    except (UnicodeEncodeError, ValueError) as error:
        raise CodecError(f"cannot be written as JSON: {error}") from error


def decode(kind: type[M], data: bytes | str) -> M:
    """One message of the given type.

    Raises:
        CodecError: if the bytes are not JSON, or not this message; the text names the field.
    """
    try:
        message: M = _decoder(kind).decode(data)
    except msgspec.ValidationError as error:
        raise CodecError(f"not a {kind.__name__}: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CodecError(f"not JSON: {_why(data, error)}") from error
    return message


def _why(data: bytes | str, error: Exception) -> str:
    """msgspec calls half of a surrogate pair "truncated", which would send people looking in the wrong place."""
    if _HALF_PAIR.search(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")):
        return "a text has a lone surrogate (half of a \\uD800 pair), which is not a character"
    return str(error)


def decode_raw(data: bytes | str) -> RawPost:
    """A raw post; fields that the contract does not name are kept in `extra`.

    Raises:
        CodecError: as `decode`; also if the value is not a JSON object.
    """
    post = decode(RawPost, data)
    fields = decode(dict[str, Any], data)
    unknown = {name: value for name, value in fields.items() if name not in _KNOWN_RAW}
    return msgspec.structs.replace(post, extra={**post.extra, **unknown}) if unknown else post


def post_id(post: PostFields) -> str:
    """The post's id everywhere: `<channel id>:<message id>`."""
    return f"{post.channel.id}:{post.message_id}"
