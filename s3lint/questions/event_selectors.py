"""What the event selectors of a trail record of a bucket's objects (CloudTrail guide, filtering-data-events).

A value of a basic selector is an ARN or the beginning of one: `arn:aws:s3` and `arn:aws:s3:::` are every bucket,
`arn:aws:s3:::name/` is one. An advanced selector compares `resources.ARN` with the object's ARN, so that only
StartsWith can mean a bucket. Fields of a selector are ANDed, selectors are ORed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from s3lint.access.grounding import Ground
from s3lint.aws.kinds import AdvancedSelector, ClassicSelector, FieldSelector, Trail
from s3lint.aws.kinds.trail import OBJECTS
from s3lint.graph.graph import Graph
from s3lint.policy.glob import MAYBE, NO, YES, like
from s3lint.policy.placeholders import has_hole
from s3lint.policy.terms import Reader
from s3lint.record import Struct
from s3lint.values import ALWAYS, Fact, Guard, Reason, Value, members, no, unknown, witness, yes
from s3lint.values.coverage import covers

READ, WRITE = "read", "write"
_NAME_UNKNOWN = Reason("name", "the bucket's name", "is not known")

Test = Callable[[str], bool | int]  # or one of the answers of policy.glob


class Objects(Struct, frozen=True):
    """The objects of one bucket, by its ARN, where `guard` holds."""

    graph: Graph
    arn: str
    guard: Guard = ALWAYS


def records(trail: Trail, objects: Objects, direction: str) -> Fact:
    """Whether the selectors of a trail record all reads, or all writes, of the objects of a bucket."""
    answers = [(classic.guard, _classic(objects, classic, direction)) for classic in trail.classic]
    answers += [(advanced.guard, _advanced(objects, advanced, direction)) for advanced in trail.advanced]
    given = trail.guard | objects.guard
    always = covers((guard - given for guard, fact in answers if fact.is_yes), objects.graph.answers)
    found = no()
    for guard, fact in answers:
        rest = guard - given
        if rest and not always:
            fact = fact & unknown(Reason("variant", "a selector", f"exists only if {witness(rest)}", trail.header))
        found = found | fact
    return found | unknown(*trail.open) if trail.open else found


def _classic(objects: Objects, selector: ClassicSelector, direction: str) -> Fact:
    covers = selector.read_write.is_any("All", "ReadOnly" if direction == READ else "WriteOnly")
    named = no()
    for kind, values in selector.resources:
        named = named | (kind.is_any(OBJECTS) & _begins(objects, values))
    if selector.open:
        named = named | unknown(*selector.open)
    return covers & named


def _advanced(objects: Objects, selector: AdvancedSelector, direction: str) -> Fact:
    data, kind = no(), no()
    rest = yes()
    for field in selector.fields:
        name = field.field.text()
        if name == "eventCategory":
            data = data | _equals(field, "Data")
        elif name == "resources.type":
            kind = kind | _equals(field, OBJECTS)
        elif name == "readOnly":
            rest = rest & _equals(field, "true" if direction == READ else "false")
        elif name == "resources.ARN":
            rest = rest & _resource(objects, field)
        elif name is not None:
            # any other field records a part of the events only (eventName, userIdentity.arn, …)
            rest = rest & no(field.field.span, f"{name} narrows the selector")
        else:  # any of these
            which = field.field.is_any("eventCategory")
            data, kind = data | (_equals(field, "Data") & which), kind | (_equals(field, OBJECTS) & which)
            rest = rest & which
    return data & kind & rest & (unknown(*selector.open) if selector.open else yes())


def _equals(field: FieldSelector, word: str) -> Fact:
    return _any(field.operators.get("Equals"), lambda text: text == word)


def _resource(objects: Objects, field: FieldSelector) -> Fact:
    """Whether every object of the bucket passes the operators on its ARN."""
    arn = f"{objects.arn}/"
    selecting = {name: value for name, value in field.operators.items() if not name.startswith("Not")}
    found = yes() if not selecting else no()
    for name, value in selecting.items():
        if name == "StartsWith":
            found = found | _begins(objects, value)
    for name, value in field.operators.items():
        if name in ("NotStartsWith", "NotEquals", "NotEndsWith"):
            excludes: Test = (lambda _: True) if name == "NotEndsWith" else lambda text: _overlap(text, arn)
            found = found & ~_any_text(objects, value, excludes)
    return found


def _overlap(text: str, arn: str) -> bool:
    return text.startswith(arn) or arn.startswith(text)


def _begins(objects: Objects, value: Value | None) -> Fact:
    """Whether one of the values is a beginning of every object's ARN; the bucket's bare ARN counts as well."""
    arn = objects.arn

    def test(text: str) -> int:
        if f"{arn}/".startswith(text):
            return YES
        return MAYBE if has_hole(arn) and like(f"{text}*", arn) != NO else NO

    return _any_text(objects, value, test)


def _any_text(objects: Objects, value: Value | None, test: Test) -> Fact:
    reader = Reader(Ground(objects.graph), variables=False)
    return _any(value, test, reader)


def _any(value: Value | None, test: Test, reader: Reader | None = None) -> Fact:
    """Whether the test holds of one of the texts in a list."""
    found = no()
    known = members(value)
    for member in known.known:
        term = (reader or Reader(lambda identity: None, variables=False)).resources(member.value)[0]
        found_here = test(term.text)
        match = YES if found_here is True else int(found_here)
        if match == MAYBE or (has_hole(term.text) and not match):
            fact = unknown(*(term.reasons or (_NAME_UNKNOWN,)), span=member.value.span)
        else:
            fact = yes(member.value.span) if match else no()
        if member.guard != ALWAYS and fact.is_yes:
            fact = unknown(
                Reason("variant", "an unknown condition", "decides whether the list contains it", member.value.span)
            )
        found = found | fact
    return found | unknown(*known.open, span=value.span if value else None) if known.open else found


def beginnings(trail: Trail, graph: Graph) -> Iterator[str]:
    """The beginnings of ARNs of buckets and objects that its selectors spell out."""
    reader = Reader(Ground(graph), variables=False)
    values = [value for classic in trail.classic for _, value in classic.resources]
    fields = (field for advanced in trail.advanced for field in advanced.fields)
    values += [value for field in fields if field.field.text() == "resources.ARN" for value in field.operators.values()]
    for value in values:
        for member in members(value).known:
            text = reader.resources(member.value)[0].text
            if text.startswith("arn:aws:s3:::") and not has_hole(text):
                yield text
