"""What a run found with paths as the reader sees them: relative to where s3lint runs, not to the tree's root."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s3lint.checks import Finding
from s3lint.engine.comparison import AccessChange, BucketChange
from s3lint.engine.permissions import BucketPermissions, Permission
from s3lint.engine.report import BucketSummary
from s3lint.engine.run.past_places import at_calls, place_at_call, where
from s3lint.record import replace
from s3lint.source import Diagnostic, Location
from s3lint.source.history import call_of

if TYPE_CHECKING:
    from s3lint.questions.diagram import Picture

Show = Callable[[str], str]


def finding_as_read(finding: Finding, show: Show) -> Finding:
    """The same finding with paths as the user reads them."""
    finding = at_calls(finding)
    if finding.root == show(finding.root) and all(place.path == show(place.path) for place in _places(finding)):
        return finding  # s3lint runs where the tree starts
    suppressed = finding.suppressed
    if suppressed is not None and suppressed.where is not None:
        suppressed = replace(suppressed, where=_moved(suppressed.where, show))
    return replace(
        finding,
        root=show(finding.root),
        location=_moved(finding.location, show),
        related=tuple(replace(r, location=_moved(r.location, show)) for r in finding.related),
        subject=_moved(finding.subject, show) if finding.subject else None,
        calls=tuple(_moved(c, show) for c in finding.calls),
        suppressed=suppressed,
    )


def diagnostic_as_read(diagnostic: Diagnostic, show: Show) -> Diagnostic:
    """The same diagnostic with its paths as the user reads them."""
    if call := call_of(diagnostic.location.path):
        told = f"{diagnostic.message} ({where(diagnostic.location)})"
        diagnostic = replace(diagnostic, location=call, message=told)
    also = tuple(_moved(place, show) for place in diagnostic.also)
    return replace(diagnostic, location=_moved(diagnostic.location, show), also=also)


def bucket_as_read(bucket: BucketSummary, show: Show) -> BucketSummary:
    """The same bucket with paths as the user reads them."""
    return replace(
        bucket,
        root=show(bucket.root),
        location=_shown(bucket.location, show),
        controls=tuple(replace(c, location=_shown(c.location, show)) for c in bucket.controls),
        requesters=tuple(replace(r, location=_shown(r.location, show)) for r in bucket.requesters),
        roles=tuple(replace(r, location=_shown(r.location, show)) for r in bucket.roles),
        statements=tuple(replace(s, location=_shown(s.location, show)) for s in bucket.statements),
    )


def change_as_read(change: BucketChange, show: Show, showed: Show) -> BucketChange:
    """The same change of a bucket with paths as the user reads them: those of now, and those of before."""
    own = showed if change.kind == "gone" else show
    return replace(
        change,
        root=own(change.root),
        location=_shown(change.location, own),
        gained=tuple(_access_as_read(one, show, showed) for one in change.gained),
        lost=tuple(_access_as_read(one, showed, show) for one in change.lost),
        controls=tuple(
            replace(one, location=_shown(one.location, show), former=_shown(one.former, showed))
            for one in change.controls
        ),
    )


def _access_as_read(one: AccessChange, show: Show, other: Show) -> AccessChange:
    return replace(one, location=_shown(one.location, show), former=_shown(one.former, other))


def permissions_as_read(bucket: BucketPermissions, show: Show) -> BucketPermissions:
    """The same answers about a bucket with paths as the user reads them."""

    def moved(one: Permission) -> Permission:
        return replace(one, steps=tuple(replace(s, location=_shown(s.location, show)) for s in one.steps))

    return replace(
        bucket,
        root=show(bucket.root),
        location=_shown(bucket.location, show),
        permissions=tuple(map(moved, bucket.permissions)),
    )


def picture_as_read(picture: Picture, show: Show) -> Picture:
    """The same picture with paths as the user reads them."""
    nodes = tuple(replace(node, location=_shown(node.location, show)) for node in picture.nodes)
    return replace(picture, root=show(picture.root), nodes=nodes)


def _shown(place: Location | None, show: Show) -> Location | None:
    return _moved(place, show) if place else None


def _places(finding: Finding) -> list[Location]:
    places = [finding.location, *(r.location for r in finding.related), *finding.calls]
    if finding.subject:
        places.append(finding.subject)
    if finding.suppressed and finding.suppressed.where:
        places.append(finding.suppressed.where)
    return places


def _moved(place: Location, show: Show) -> Location:
    place = place_at_call(place)
    return replace(place, path=show(place.path))
