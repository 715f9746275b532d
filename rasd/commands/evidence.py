"""`rasd evidence export|verify|key`: packages that prove what was received and when."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from cryptography import x509

from ingest.evidence.export import export as write_export
from ingest.evidence.report import Report
from ingest.evidence.signing import fingerprint, fingerprint_in, load_key, pem_of, public_key_in
from ingest.evidence.verify import verify as check
from processors.logs import configure_logs
from rasd.servers import kafka_of
from rasd.settings import load_settings
from rasd.shown import shown
from rasd.stores import stores_of

app = typer.Typer(
    no_args_is_help=True,
    help="Packages that prove what the collector received and when, and their check, which needs no network.",
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("export")
def export(
    post_id: Annotated[str, typer.Argument(help="CHANNEL:MESSAGE, the post's id everywhere.", metavar="POST_ID")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The file to write. Default: evidence-CHANNEL-MESSAGE.zip here."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write everything that proves a post into one file: versions, raw bytes, media, chain, signatures, a page to read.

    Needs Kafka, and the collector's data folder for the key and the media. What no signed root covers yet is signed now.
    """
    settings = load_settings()
    configure_logs("warning", settings.log_format)
    done = write_export(
        post_id,
        output or Path(f"evidence-{post_id.replace(':', '-')}.zip"),
        kafka=kafka_of(settings),
        data=settings.data,
        stores=stores_of(settings),
        by=settings.collector,
        tsa=settings.evidence_tsa,
        software=f"rasd {version('rasd')}",
        tell=lambda read: typer.echo(f"{read} records read", err=True),
    )
    signer = fingerprint(done.signer)
    if as_json:
        told = {"file": str(done.file), "post_id": post_id, "versions": done.versions, "unproved": done.unproved}
        typer.echo(json.dumps(told | {"objects": done.objects, "absent": dict(done.absent), "signer": signer}))
        return
    typer.echo(f"{done.file}: {done.versions} versions, {done.objects} objects, signed by {signer}")
    if done.unproved:
        typer.echo(
            f"{done.unproved} versions are in no hash chain of this collector: only the package's signature covers them"
        )
    for name, reason in done.absent:
        typer.echo(f"not in the package: {name}: {reason}")


@app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(help="A package that `rasd evidence export` wrote.")],
    keys: Annotated[
        list[Path] | None, typer.Option("--key", help="File with the signer's public key, from outside the package.")
    ] = None,
    fingerprints: Annotated[
        list[str] | None, typer.Option("--fingerprint", help="The signer's fingerprint, from outside the package.")
    ] = None,
    authorities: Annotated[
        list[Path] | None,
        typer.Option("--tsa-cert", help="Certificate (PEM) of a time-stamp authority that you trust."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check a package, with no network, against a key or a fingerprint that you have from outside it.

    Exit status: 0 proved; 1 altered, unreadable, or signed by another key; 2 consistent, but nobody said whose signature
    it must bear. What was altered, removed, added or reordered is named.
    """
    try:
        trusted = {fingerprint(public_key_in(path.read_text("utf-8"))) for path in keys or ()}
        trusted |= {fingerprint_in(text) for text in fingerprints or ()}
        roots = [found for path in authorities or () for found in x509.load_pem_x509_certificates(path.read_bytes())]
        with file.open("rb") as package:
            report = check(package, trusted=trusted, authorities=roots)
    except (OSError, ValueError) as error:
        # Not 2: that status means that a package was found consistent.
        typer.echo(f"rasd: {_whose(error, file)}", err=True)
        raise typer.Exit(1) from error
    typer.echo(json.dumps(report.as_dict()) if as_json else "\n".join(_told(report)))
    if report.exit_status:
        raise typer.Exit(report.exit_status)


def _whose(error: Exception, file: Path) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or file}: {error.strerror or error}: name a file that can be read"
    return f"the key, fingerprint or certificate that was given {error}"


def _told(report: Report) -> list[str]:
    lines = [
        f"{report.verdict}: post {shown(report.post_id or '?', 60)}, {report.versions} versions, {report.media} files"
    ]
    lines += [f"  {each.kind}: {shown(each.what, 120)}: {shown(each.detail, 300)}" for each in report.findings]
    lines += [f"  signed {shown(at, 40)}, by the collector's clock" for at in report.signed_at]
    lines += [f"  stamped {shown(at, 40)}, by the authority's clock" for at in report.stamped_at]
    lines += [f"  signer {signer}" for signer in sorted(report.signers)]
    lines += [f"  note: {shown(note, 300)}" for note in report.notes]
    if report.verdict == "consistent, signer unknown":
        lines.append("  compare the signer with a fingerprint that you have from elsewhere: --fingerprint, or --key")
    if report.verdict == "wrong signer":
        lines.append("  it is consistent, but not signed by the key that you named")
    return lines


@app.command("key")
def key(as_json: Json = False) -> None:
    """Show the public key and fingerprint that packages of this collector must bear; made the first time.

    Publish them, or leave them with somebody, before they are needed.
    """
    public = load_key(load_settings().data, create=True).public
    if as_json:
        typer.echo(json.dumps({"public_key": pem_of(public), "fingerprint": fingerprint(public)}))
        return
    typer.echo(f"{pem_of(public)}fingerprint {fingerprint(public)}")
