"""Suppressions in the Metadata of CloudFormation, of a resource or a template: our own, and those of the peers."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from s3lint.findings.suppressions.forms import problem_of
from s3lint.findings.suppressions.model import OWN, Suppression
from s3lint.source import Location
from s3lint.values import Mapping, Resource, Scalar, Sequence, Value

# peer, the path to its list below Metadata, the key of an entry's id, the key of its reason
PEERS = (
    ("checkov", ("checkov", "skip"), "id", "comment"),
    ("checkov", ("bridgecrew", "skip"), "id", "comment"),
    ("cfn_nag", ("cfn_nag", "rules_to_suppress"), "id", "reason"),
    ("cdk_nag", ("cdk_nag", "rules_to_suppress"), "id", "reason"),
    ("guard", ("guard", "SuppressedRules"), "", ""),
    ("cfn-lint", ("cfn-lint", "config", "ignore_checks"), "", ""),
)


def of_resource(resource: Resource) -> list[Suppression]:
    """The suppressions that a resource's Metadata declares: each is about the resource."""
    metadata = resource.attributes.get("Metadata")
    if resource.span is None or not isinstance(metadata, Mapping):
        return []
    return list(_declared(metadata, resource.span.location()))


def of_template(metadata: Value) -> list[Suppression]:
    """The suppressions that a template's own Metadata declares: each is about all that stands in the template."""
    if metadata.span is None or not isinstance(metadata, Mapping):
        return []
    return list(_declared(metadata, metadata.span.location()))


def _declared(metadata: Mapping, covers: Location) -> Iterator[Suppression]:
    yield from _own(metadata, covers)
    for peer, path, key, reason in PEERS:
        yield from _peer(metadata, peer, path, key, reason, covers)


def _own(metadata: Mapping, covers: Location) -> Iterator[Suppression]:
    own = metadata.get(OWN)
    if own is None:
        return
    entries = own.get("ignore") if isinstance(own, Mapping) else None
    if not isinstance(entries, Sequence):
        problem = "s3lint does not understand this suppression: write `ignore: [{rule: CODE, reason: …}]`"
        yield Suppression(_place(own, covers), (), covers, problem=problem)
        return
    for entry in entries.items:
        data = entry if isinstance(entry, Mapping) else Mapping({"rule": entry}, {})
        words = tuple(_texts(data.get("rule") or data.get("rules") or data.get("code")))
        until = _text(data.get("until"))
        problem = problem_of(words, until)
        yield Suppression(_place(entry, covers), words, covers, _text(data.get("reason")), until, problem=problem)


def _peer(
    metadata: Mapping, peer: str, path: tuple[str, ...], key: str, reason: str, covers: Location
) -> Iterator[Suppression]:
    value: Value | None = metadata
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    if not isinstance(value, Sequence):
        return
    for entry in value.items:
        words = tuple(_texts(entry.get(key) if isinstance(entry, Mapping) else entry))
        said = ""
        if isinstance(entry, Mapping):
            said = _reason(entry, reason)
            words = tuple(_narrowed(word, entry) for word in words)
        if words:
            yield Suppression(_place(entry, covers), words, covers, said, form=peer)


def _narrowed(word: str, entry: Mapping) -> str:
    """The id of a rule, or of the findings of a rule that alone are meant: cdk-nag's `applies_to`."""
    parts = entry.get("applies_to")
    return f"{word}[{', '.join(_texts(parts))}]" if isinstance(parts, Sequence) else word


def _reason(entry: Mapping, key: str) -> str:
    """The reason; cdk-nag writes one that is not Latin in base64."""
    said = _text(entry.get(key))
    if _text(entry.get("is_reason_encoded")).lower() == "true":
        try:
            return base64.b64decode(said, validate=True).decode("utf-8")
        except ValueError:
            return said
    return said


def _texts(value: Value | None) -> list[str]:
    if isinstance(value, Sequence):
        return [text for item in value.items if (text := _text(item))]
    text = _text(value)
    return text.replace(",", " ").split()


def _text(value: Value | None) -> str:
    """A scalar as text (YAML reads a bare date as one)."""
    data: Any = value.data if isinstance(value, Scalar) else None
    return "" if data is None else str(data).strip()


def _place(value: Value, otherwise: Location) -> Location:
    return value.span.location() if value.span else otherwise
