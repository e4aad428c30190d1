"""What is said about a place: a code in a comment, a variable, a statement of a policy, a bucket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from s3lint.checks.analysis import analysis_named
from s3lint.checks.catalogue import named
from s3lint.checks.pages import analysis_page, page
from s3lint.edit.files import notation
from s3lint.engine.report import BucketSummary, Requester
from s3lint.findings.suppressions.forms import marked
from s3lint.lazy import lazy_re
from s3lint.record import Struct
from s3lint.report.untrusted import markdown, markdown_code
from s3lint.report.words import count
from s3lint.source import Location

_CODE = lazy_re(r"[A-Za-z][\w.-]*\d[\w.-]*")
# how the two languages name an input: `var.x`, `variable "x"`; a parameter's key, `!Ref X`, `${X}`
_VARIABLE = lazy_re(r'\bvar\.(?P<used>[\w-]+)|^\s*variable\s+"?(?P<declared>[\w-]+)')
_PARAMETER = lazy_re(r'\$\{(?P<in_text>\w+)\}|Ref\b["\s:]+"?(?P<ref>\w+)|^\s*"?(?P<key>\w+)"?\s*:')
MOST_SHOWN = 4  # instances
MOST_LISTED = 12
STATES = {"yes": "yes", "no": "**no**", "unknown": "undecided"}


class Word(Struct, frozen=True):
    """A word of a line, and the columns that it takes up (from 0)."""

    text: str
    start: int
    end: int


def code_at(line: str, column: int) -> Word | None:
    """The code of a check, or another tool's id, in a suppression."""
    if not marked(line):
        return None
    return _at(((m[0], m.start(), m.end()) for m in _CODE.finditer(line)), column)


def input_at(path: str, text: str, line: str, column: int) -> Word | None:
    """The variable or parameter that a line speaks of at a column."""
    pattern = _VARIABLE if notation(path, text) == "hcl" else _PARAMETER
    names = ((m[m.lastgroup or 0], m.start(), m.end()) for m in pattern.finditer(line))
    return _at(names, column)


def _at(words: Iterable[tuple[str, int, int]], column: int) -> Word | None:
    return next((Word(*word) for word in words if word[1] <= column <= word[2]), None)


def about_code(word: str) -> str | None:
    """The page of what a code names."""
    checks = named(word)
    if checks:
        return "\n\n---\n\n".join(page(check) for check in checks[:MOST_SHOWN])
    analysis = analysis_named(word)
    return "\n".join(map(analysis_page, analysis)) or None


def about_input(name: str, hanging: Sequence[tuple[str, Location | None]]) -> str | None:
    """What hangs on an input."""
    if not hanging:
        return None
    lines = [
        f"**{markdown(name)}**: {count(len(hanging), 'resource')} about S3 depend{'s' * (len(hanging) == 1)} on it"
    ]
    lines += [f"- {markdown_code(address)}{_place(place)}" for address, place in hanging[:MOST_LISTED]]
    if len(hanging) > MOST_LISTED:
        lines.append(f"- and {len(hanging) - MOST_LISTED} more")
    return f"{lines[0]}\n\n" + "\n".join(lines[1:])


def _place(place: Location | None) -> str:
    return f" ({markdown(place.path)}:{place.line})" if place else ""


def about_statement(buckets: Iterable[BucketSummary], path: str, line: int) -> tuple[str, Location] | None:
    """What the statement on a line says, and who gets in by it."""
    said: dict[str, None] = {}
    place: Location | None = None
    for bucket in buckets:
        for one in bucket.statements:
            if not _is_on(one.location, path, line):
                continue
            place = place or one.location
            said[f"{markdown(one.text)}{'' if one.state == 'yes' else ' (undecided whether it is there)'}"] = None
            for requester in bucket.requesters:
                if requester.state != "no" and requester.location and _is_within(requester.location, one.location):
                    said |= dict.fromkeys(_gets_in(requester))
    lines = [*said][:MOST_LISTED]
    if len(said) > MOST_LISTED:
        lines.append(f"- and {len(said) - MOST_LISTED} more")
    return ("\n\n".join(lines), place) if place else None


def _gets_in(one: Requester) -> Iterator[str]:
    certain = "" if one.state == "yes" else " (undecided)"
    weight = f", who {markdown(one.note)}" if one.note else ""
    yield f"- **{markdown(one.name or one.who)}**{weight}{certain}: {markdown(one.text)}"
    if one.why:
        yield f"  because {markdown(one.why)}"
    if one.decides:
        yield f"  depends on: {markdown(one.decides)}"


def _is_within(place: Location, around: Location | None) -> bool:
    return around is not None and _is_on(around, place.path, place.line)


def about_bucket(buckets: Iterable[BucketSummary], path: str, line: int) -> tuple[str, Location] | None:
    """What is believed about the bucket whose header is on a line, and who can reach it."""
    found = [bucket for bucket in buckets if _is_on(bucket.location, path, line)]
    if not found:
        return None
    place = found[0].location
    assert place is not None
    parts = ["\n".join(_bucket(bucket)) for bucket in found[:MOST_SHOWN]]
    if len(found) > MOST_SHOWN:
        parts.append(f"and {count(len(found) - MOST_SHOWN, 'more instance')}")
    return "\n\n---\n\n".join(parts), place


def _bucket(bucket: BucketSummary) -> Iterator[str]:
    name = f" “{markdown(bucket.name)}”" if bucket.name else ""
    yield f"**{markdown(bucket.display or bucket.address)}**{name}"
    yield ""
    yield "| Control | State | Set by |"
    yield "|---|---|---|"
    for control in bucket.controls:
        yield f"| {markdown(control.label)} | {STATES.get(control.state, control.state)} | {markdown(control.text)} |"
    yield ""
    yield "**Who can reach it**"
    yield ""
    for one in bucket.requesters:
        state = STATES.get(one.state, one.state)
        named = f" {markdown(one.name)}" if one.name and one.name != one.who else ""
        text = f": {markdown(one.text)}" if one.text else ""
        yield f"- {markdown(one.who)}{named}: {state}{text}"


def _is_on(place: Location | None, path: str, line: int) -> bool:
    return place is not None and place.path == path and place.line <= line <= max(place.line, place.end_line)
