"""What a check of a package found, and what follows from it."""

from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["altered", "removed", "added", "reordered", "signature", "unreadable"]
Verdict = Literal["proved", "consistent, signer unknown", "wrong signer", "altered", "unreadable"]

# 2 is its own status: a script must not take "nobody knows who signed this" for a proof.
EXIT: Final[dict[str, int]] = {
    "proved": 0,
    "consistent, signer unknown": 2,
    "wrong signer": 1,
    "altered": 1,
    "unreadable": 1,
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: what kind, where, and how it shows."""

    kind: Kind
    what: str
    detail: str


@dataclass
class Report:
    """Filled by the check. `notes` are no faults; `signers` are the fingerprints whose signatures hold."""

    trusted: frozenset[str]
    post_id: str | None = None
    versions: int = 0
    media: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    signers: set[str] = field(default_factory=set)
    signed_at: list[str] = field(default_factory=list)
    stamped_at: list[str] = field(default_factory=list)

    def find(self, kind: Kind, what: str, detail: str) -> None:
        finding = Finding(kind, what, detail)
        if finding not in self.findings:
            self.findings.append(finding)

    @property
    def verdict(self) -> Verdict:
        if any(finding.kind == "unreadable" for finding in self.findings):
            return "unreadable"
        if self.findings:
            return "altered"
        if not self.trusted:
            return "consistent, signer unknown"
        return "proved" if self.signers and self.signers <= self.trusted else "wrong signer"

    @property
    def exit_status(self) -> int:
        return EXIT[self.verdict]

    def as_dict(self) -> dict[str, object]:
        return {
            "verdict": self.verdict,
            "post_id": self.post_id,
            "versions": self.versions,
            "media": self.media,
            "signers": sorted(self.signers),
            "signed_at": self.signed_at,
            "stamped_at": self.stamped_at,
            "findings": [{"kind": f.kind, "what": f.what, "detail": f.detail} for f in self.findings],
            "notes": self.notes,
        }
