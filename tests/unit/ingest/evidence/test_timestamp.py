"""Time stamps, asked of an authority that runs here: its certificate, its clock, RFC 3161 over HTTP."""

import io
import threading
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ingest.evidence.roots import stamped_message
from ingest.evidence.signing import fingerprint
from ingest.evidence.timestamp import StampError, check_stamp, request_stamp
from ingest.evidence.verify import verify

NOW = datetime.now(UTC).replace(microsecond=0)


class Authority:
    """One that stamps whatever it is asked to; a root certificate and a leaf that may only stamp."""

    def __init__(self):
        self.root_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test root")])
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test stamps")])
        self.root = (
            self._builder(root_name, root_name, self.root_key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(self.root_key, hashes.SHA256())
        )
        self.certificate = (
            self._builder(name, root_name, self.key.public_key())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
            .sign(self.root_key, hashes.SHA256())
        )

    def _builder(self, subject, issuer, public):
        own, above = (
            x509.SubjectKeyIdentifier.from_public_key(public),
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root_key.public_key()),
        )
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=1))
            .not_valid_after(NOW + timedelta(days=30))
            .add_extension(own, critical=False)
            .add_extension(above, critical=False)
        )

    def answer(self, query):
        """The DER answer to a DER request."""
        asked = tsp.TimeStampReq.load(query)
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4",
                "message_imprint": asked["message_imprint"],
                "serial_number": 1,
                "gen_time": NOW,
                "nonce": asked["nonce"],
            }
        )
        content = info.dump()
        leaf = asn1_x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))
        essence = tsp.ESSCertIDv2({"cert_hash": sha256(leaf.dump()).digest()})
        attributes = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
                cms.CMSAttribute({"type": "message_digest", "values": [sha256(content).digest()]}),
                cms.CMSAttribute(
                    {
                        "type": "signing_certificate_v2",
                        "values": [tsp.SigningCertificateV2({"certs": [essence]})],
                    }
                ),
            ]
        )
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    {
                        "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                            {"issuer": leaf.issuer, "serial_number": leaf.serial_number}
                        )
                    }
                ),
                "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                "signed_attrs": attributes,
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
                "signature": self.key.sign(attributes.untag().dump(), padding.PKCS1v15(), hashes.SHA256()),
            }
        )
        signed = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
                "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content)},
                "certificates": [leaf],
                "signer_infos": [signer],
            }
        )
        token = cms.ContentInfo({"content_type": "signed_data", "content": signed})
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump()


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def url(authority):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = self.rfile.read(int(self.headers["content-length"]))
            known = {
                "/": lambda: authority.answer(asked),
                "/other": lambda: authority.answer(OTHER),
                "/junk": lambda: b"no",
            }
            answer = known.get(self.path)
            self.send_response(200 if answer else 503)
            self.end_headers()
            if answer:
                self.wfile.write(answer())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


OTHER = tsp.TimeStampReq(
    {
        "version": "v1",
        "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": sha256(b"other").digest()},
        "nonce": 5,
    }
).dump()


def test_a_stamp_says_when_and_holds_against_the_authoritys_certificate(url, authority):
    stamp = request_stamp(f"{url}/", b"message")
    checked = check_stamp(stamp, b"message", [authority.root])
    assert (checked.at, checked.checked) == (NOW.isoformat().replace("+00:00", "Z"), True)
    assert not check_stamp(stamp, b"message", []).checked


def test_a_stamp_of_another_message_or_authority_is_refused(url, authority):
    stamp = request_stamp(f"{url}/", b"message")
    with pytest.raises(StampError, match="another message"):
        check_stamp(stamp, b"other", [authority.root])
    with pytest.raises(StampError, match="not of the authority"):
        check_stamp(stamp, b"message", [Authority().root])
    for place in range(0, len(stamp), 17):
        changed = stamp[:place] + bytes([stamp[place] ^ 1]) + stamp[place + 1 :]
        try:
            checked = check_stamp(changed, b"message", [authority.root])
        except StampError:
            continue
        # What lies outside the signature (the status text, the order of sets) may change; the time may not.
        assert checked.at == NOW.isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize("path", ["/other", "/junk", "/down"])
def test_an_authority_that_answers_otherwise_gives_no_stamp(url, path):
    with pytest.raises(StampError):
        request_stamp(f"{url}{path}", b"message")


def test_an_address_that_is_no_web_address_is_refused():
    with pytest.raises(StampError, match="https"):
        request_stamp("file:///etc/passwd", b"message")


def test_a_package_with_a_stamp_is_checked_against_the_authority(make, url, authority):
    content = make.build(
        make.key, make.chain, timestamp=lambda signed: request_stamp(f"{url}/", stamped_message(signed))
    )
    trusted = [fingerprint(make.key.public)]
    report = verify(io.BytesIO(content), trusted=trusted, authorities=[authority.root])
    assert (report.verdict, len(report.stamped_at)) == ("proved", 1)
    unchecked = verify(io.BytesIO(content), trusted=trusted)
    assert unchecked.verdict == "proved"
    assert any("--tsa-cert" in note for note in unchecked.notes)
    wrong = verify(io.BytesIO(content), trusted=trusted, authorities=[Authority().root])
    assert [finding.what for finding in wrong.findings] == ["timestamps/00002.tsr"]
