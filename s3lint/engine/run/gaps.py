"""What of S3 a run does not judge, beside what its readers have said: each as a diagnostic that says so.

A gap is a diagnostic with `left_out` or of lost input, wherever it comes from. The report's `complete` and
`not_judged`, and the words of every format, follow from the gaps alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from s3lint.aws.coverage import limit_of
from s3lint.aws.wrappers import unwrappable
from s3lint.record import replace
from s3lint.source import Diagnostic, Location, Span
from s3lint.values import Configuration

UNREAD = "S3L902"
_NOWHERE = Location("")

if TYPE_CHECKING:
    from s3lint.graph import Graph


def gaps(configuration: Configuration, graph: Graph) -> Iterator[Diagnostic]:
    """The resources of S3 that are a stated limit, and the policies whose bucket or access point cannot be found."""
    from s3lint.questions.policies import unattached

    said: set[Location] = set()
    yield from _given_up(configuration)
    for resource in configuration.resources:
        if resource.elsewhere:
            continue
        there = resource.mode == "managed" and not resource.exists.is_no
        why = (limit_of(resource.type) or unwrappable(resource)) if there else None
        place = _place(resource.header, configuration)
        if why is not None and place not in said:  # once for all instances
            said.add(place)
            yield _gap(f"s3lint does not judge {resource.address}: {why}", place, "S3 resource")
    for policy in unattached(graph):
        kind, place = policy.node.kind, _place(policy.header, configuration)
        if place not in said:
            said.add(place)
            yield _gap(
                f"s3lint does not judge {policy.address}: the code does not show its {kind}", place, f"{kind} policy"
            )


def _given_up(configuration: Configuration) -> Iterator[Diagnostic]:
    """The resources whose attributes take too much work to evaluate."""
    found = [resource for resource in configuration.resources if resource.is_given_up]
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        text = f"too much work: s3lint did not evaluate {found[0].address}{more}"
        yield Diagnostic("S3L905", text, _place(found[0].header, configuration), left_out="resource")


def told_once(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """One diagnostic for all places that say the same of the same thing, such as a module that many places call."""
    found: dict[object, Diagnostic] = {}
    for diagnostic in diagnostics:
        if not diagnostic.about:
            found[diagnostic] = diagnostic
            continue
        alike = replace(diagnostic, location=_NOWHERE, also=())
        first = found.setdefault(alike, diagnostic)
        if first is not diagnostic and diagnostic.location not in (first.location, *first.also):
            found[alike] = replace(first, also=(*first.also, diagnostic.location))
    return [
        replace(one, message=f"{one.message} ({len(one.also) + 1} times)") if one.also else one
        for one in found.values()
    ]


def unread_as_lost(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """With `unread-modules = "fail"`, what lies elsewhere is lost input, also where its likeness is judged."""
    return [
        replace(d, incomplete=True, left_out=d.left_out or "module") if d.code == UNREAD else d for d in diagnostics
    ]


def as_lost(diagnostics: Iterable[Diagnostic], unread: Collection[str]) -> list[Diagnostic]:
    """Of the files that the user names and no root reads, what is left out is lost input."""
    return [replace(d, incomplete=True) if d.is_gap and d.location.path in unread else d for d in diagnostics]


def _gap(message: str, place: Location, what: str) -> Diagnostic:
    return Diagnostic("S3L907", message, place, incomplete=False, left_out=what)


def _place(span: Span | None, configuration: Configuration) -> Location:
    return span.location() if span else Location(configuration.root)
