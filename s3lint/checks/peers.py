"""Other tools' ids for what s3lint checks, and for what it deliberately leaves out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

from s3lint.lazy import lazy_re
from s3lint.packaged import packaged
from s3lint.record import Struct

# in the order in which pages list them; the first whose form an id has is the tool that it belongs to
TOOLS = (
    ("Checkov", lazy_re(r"CKV2?_AWS_\d+")),
    ("Trivy", lazy_re(r"AWS-\d{4}")),
    ("KICS", lazy_re(r"[0-9a-f]{8}")),
    ("Terrascan", lazy_re(r"AC_AWS_\d{4}")),
    ("Regula", lazy_re(r"FG_R\d{5}")),
    ("cfn_nag", lazy_re(r"[FW]\d{1,2}")),
    ("cfn-lint", lazy_re(r"[EW]\d{4}")),
    ("cdk-nag", lazy_re(r"AwsSolutions-[A-Z]+\d+|(?:S3|IAM|KMS|CloudTrail|CloudFront)[A-Z][A-Za-z0-9]+")),
    ("Guard", lazy_re(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+")),
    ("Security Hub", lazy_re(r"[A-Z][A-Za-z0-9]*\.\d+")),
    ("AWS Config", lazy_re(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")),
    ("Prowler", lazy_re(r"[a-z][a-z0-9]*(_[a-z0-9]+)+")),
)

_PACK = lazy_re(r"(?:HIPAA\.SECURITY|NIST\.800\.53\.R\d|PCI\.DSS\.\d+)-")  # of cdk-nag: the rules are the same
_UUID = lazy_re(r"([0-9A-F]{8})-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}")


class Note(Struct, frozen=True):
    """What to know of other tools' checks that s3lint leaves out, or judges differently, and what stands instead."""

    ids: tuple[str, ...]
    why: str
    instead: tuple[str, ...]  # codes


def normal(word: str) -> str:
    """An id as it is compared: in upper case, without Trivy's `AVD-` and cdk-nag's pack, KICS's to the first digits."""
    upper = word.strip().upper().removeprefix("AVD-")
    found = _UUID.fullmatch(upper)
    return found[1] if found else _PACK.sub("", upper, count=1)


def tool(peer_id: str) -> str:
    """The tool that an id belongs to, or nothing where it has no tool's form."""
    return next((name for name, form in TOOLS if form.fullmatch(peer_id)), "")


def by_tool(ids: Iterable[str]) -> dict[str, list[str]]:
    """Ids under the names of their tools, in the order of `TOOLS`."""
    found: dict[str, list[str]] = {name: [] for name, _ in TOOLS}
    for peer_id in ids:
        found.setdefault(tool(peer_id), []).append(peer_id)
    return {name: sorted(some) for name, some in found.items() if some}


@cache
def notes() -> tuple[Note, ...]:
    """All notes, from data/peers.json."""
    data = json.loads(packaged("s3lint.checks", "data/peers.json"))
    return tuple(Note(tuple(one["ids"]), one["why"], tuple(one["instead"])) for one in data["notes"])


def note_of(word: str) -> Note | None:
    """What to know of another tool's id."""
    wanted = normal(word)
    return next((note for note in notes() if any(normal(one) == wanted for one in note.ids)), None)
