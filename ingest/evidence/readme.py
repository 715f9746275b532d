"""The text that lies in each package, for the person who opens it without knowing rasd."""

from typing import Final

README: Final = """\
EVIDENCE PACKAGE, made by rasd
==============================

page.html         the post for people to read; it is made from events/ and runs no script
events/           every version of the post as the collector wrote it to its record, byte for byte, oldest first
raw/              the bytes of Telegram's own object (TL) of each version
media/            files of the post, each named by its SHA-256
coverage.jsonl    the collector's log around the post: what it saw of the channel, and what it could not see
chain/            the way from each event along its channel's hash chain
roots/            the signed Merkle roots that the chains lead to
timestamps/       RFC 3161 time stamps over them, if the collector had a time-stamp authority
proof.json        how events, chains and roots belong together
key.pem           the signer's public key. A forger would put his own here: compare its fingerprint with one that
                  you have from somewhere else
manifest.json     every file of this package with its SHA-256, signed in manifest.sig

Check it, with no network:

    rasd evidence verify FILE --fingerprint FINGERPRINT

What it proves: the holder of the key received these bytes from Telegram's servers no later than the signed root says
(by the collector's clock), or than the time stamp says (by the authority's clock), and has not changed them since.
What it does not prove: that what the post says is true, who wrote it, or that Telegram's server told the truth. Whoever
holds the key could have signed something invented; a time stamp of an authority limits when. docs/evidence.md says more.

Without rasd: the hash after an event is SHA-256("rasd link/1" LF previous-hash LF SHA-256(event), all hexadecimal); a
leaf is SHA-256(00 "rasd head/1" LF epoch LF channel LF seq LF hash), a node SHA-256(01 left right), as in RFC 6962; the
signatures are Ed25519 over "rasd evidence root/1" LF statement, and "rasd evidence manifest/1" LF manifest.json.
"""
