"""Places in modules as they were at some ref: reports show the call that asks for the ref, and say where it stands."""

from __future__ import annotations

from s3lint.checks import Finding, Related
from s3lint.record import replace
from s3lint.source import Location
from s3lint.source.history import FOLDER, call_of, commit_path


def with_calls(finding: Finding) -> Finding:
    """A finding that rests on such a place is one of the call, too: what stands above the call may suppress it."""
    places = [finding.location, *(related.location for related in finding.related)]
    if not any(place.path.startswith(FOLDER) for place in places):  # asked of every finding of a run
        return finding
    calls = dict.fromkeys(call for place in places if (call := call_of(place.path)) is not None)
    new = tuple(call for call in calls if call not in finding.calls)
    return replace(finding, calls=(*finding.calls, *new)) if new else finding


def at_calls(finding: Finding) -> Finding:
    """The finding with such places moved to their calls, and named in what is said of them."""
    if not any(commit_path(place.path) for place in _places(finding)):
        return finding
    calls = tuple(call for call in finding.calls if commit_path(call.path) is None)
    otherwise = calls[-1] if calls else Location(finding.root)
    location, says = _seen(finding.location, finding.says, otherwise)
    seen, related = {location}, []
    for one in finding.related:
        place, message = _seen(one.location, one.message, otherwise)
        if place not in seen:
            seen.add(place)
            related.append(Related(place, message))
        elif place == location and place is not one.location:
            says = f"{says}; {message}"
    subject = _seen(finding.subject, "", otherwise)[0] if finding.subject else None
    return replace(finding, location=location, says=says, related=tuple(related), subject=subject, calls=calls)


def place_at_call(place: Location) -> Location:
    """The call that a place of the past is seen from; any other place stays."""
    return call_of(place.path) or place


def where(place: Location) -> str:
    """What a place of the past is called: `modules/logs/main.tf:12 at 7a090cdc`."""
    past = commit_path(place.path)
    return f"{past[1]}:{place.line} at {past[0][:8]}" if past else f"{place.path}:{place.line}"


def _seen(place: Location, said: str, otherwise: Location) -> tuple[Location, str]:
    if commit_path(place.path) is None:
        return place, said
    return call_of(place.path) or otherwise, f"{said} ({where(place)})".lstrip()


def _places(finding: Finding) -> list[Location]:
    subject = [finding.subject] if finding.subject else []
    return [finding.location, *subject, *finding.calls, *(related.location for related in finding.related)]
