"""Whether CloudTrail records the object events of a bucket (CloudTrail guide, filtering-data-events).

A value of a basic selector is an ARN or the beginning of one: `arn:aws:s3` and `arn:aws:s3:::` are every bucket,
`arn:aws:s3:::name/` is one. An advanced selector compares `resources.ARN` with the object's ARN, so that only
StartsWith can mean a bucket. Fields of a selector are ANDed, selectors are ORed.
"""

from __future__ import annotations

from collections.abc import Callable

from s3lint.access.grounding import Ground
from s3lint.aws.kinds import AdvancedSelector, ClassicSelector, FieldSelector, Trail
from s3lint.aws.kinds.trail import OBJECTS
from s3lint.graph.bucket import Bucket
from s3lint.policy.glob import MAYBE, NO, YES, like
from s3lint.policy.placeholders import has_hole
from s3lint.policy.terms import Reader
from s3lint.values import ALWAYS, Fact, Reason, Value, join_guards, members, no, unknown, witness, yes
from s3lint.values.coverage import covers

_READ, _WRITE = "read", "write"
_NAME_UNKNOWN = Reason("name", "the bucket's name", "is not known")

Test = Callable[[str], bool | int]  # or one of the answers of policy.glob


def records_objects(bucket: Bucket) -> Fact:
    """Whether trails or event data stores of this code record both the reads and the writes of its objects."""
    reads = no(bucket.header, "no trail in this code records reads")
    writes = no(bucket.header, "no trail in this code records writes")
    for trail in bucket.graph.of(Trail):
        there = _there(bucket, trail)
        reads = reads | (there & _records(bucket, trail, _READ))
        writes = writes | (there & _records(bucket, trail, _WRITE))
    return reads & writes


def _there(bucket: Bucket, trail: Trail) -> Fact:
    """Whether the trail logs, whenever the bucket is there."""
    enabled = trail.is_on()
    both = join_guards((trail.guard, bucket.node.guard))
    if both is None:
        return no()
    if both == bucket.node.guard and (trail.exists.is_yes or trail.resource.guard):
        return enabled
    return enabled & unknown(*trail.exists.reasons, span=trail.header)


def _records(bucket: Bucket, trail: Trail, direction: str) -> Fact:
    answers = [(classic.guard, _classic(bucket, classic, direction)) for classic in trail.classic]
    answers += [(advanced.guard, _advanced(bucket, advanced, direction)) for advanced in trail.advanced]
    given = trail.guard | bucket.node.guard
    always = covers((guard - given for guard, fact in answers if fact.is_yes), bucket.graph.answers)
    found = no()
    for guard, fact in answers:
        rest = guard - given
        if rest and not always:
            fact = fact & unknown(Reason("variant", "a selector", f"exists only if {witness(rest)}", trail.header))
        found = found | fact
    return found | unknown(*trail.open) if trail.open else found


def _classic(bucket: Bucket, selector: ClassicSelector, direction: str) -> Fact:
    covers = selector.read_write.is_any("All", "ReadOnly" if direction == _READ else "WriteOnly")
    named = no()
    for kind, values in selector.resources:
        named = named | (kind.is_any(OBJECTS) & _begins(bucket, values))
    if selector.open:
        named = named | unknown(*selector.open)
    return covers & named


def _advanced(bucket: Bucket, selector: AdvancedSelector, direction: str) -> Fact:
    data, objects = no(), no()
    rest = yes()
    for field in selector.fields:
        name = field.field.text()
        if name == "eventCategory":
            data = data | _equals(field, "Data")
        elif name == "resources.type":
            objects = objects | _equals(field, OBJECTS)
        elif name == "readOnly":
            rest = rest & _equals(field, "true" if direction == _READ else "false")
        elif name == "resources.ARN":
            rest = rest & _resource(bucket, field)
        elif name is not None:
            # any other field records a part of the events only (eventName, userIdentity.arn, …)
            rest = rest & no(field.field.span, f"{name} narrows the selector")
        else:  # any of these
            which = field.field.is_any("eventCategory")
            data, objects = data | (_equals(field, "Data") & which), objects | (_equals(field, OBJECTS) & which)
            rest = rest & which
    return data & objects & rest & (unknown(*selector.open) if selector.open else yes())


def _equals(field: FieldSelector, word: str) -> Fact:
    return _any(field.operators.get("Equals"), lambda text: text == word)


def _resource(bucket: Bucket, field: FieldSelector) -> Fact:
    """Whether every object of the bucket passes the operators on its ARN."""
    objects = Ground(bucket.graph).bucket_arn(bucket.node) + "/"
    selecting = {name: value for name, value in field.operators.items() if not name.startswith("Not")}
    found = yes() if not selecting else no()
    for name, value in selecting.items():
        if name == "StartsWith":
            found = found | _begins(bucket, value)
    for name, value in field.operators.items():
        if name in ("NotStartsWith", "NotEquals", "NotEndsWith"):
            excludes: Test = (lambda _: True) if name == "NotEndsWith" else lambda text: _overlap(text, objects)
            found = found & ~_any_text(bucket, value, excludes)
    return found


def _overlap(text: str, objects: str) -> bool:
    return text.startswith(objects) or objects.startswith(text)


def _begins(bucket: Bucket, value: Value | None) -> Fact:
    """Whether one of the values is a beginning of every object's ARN; the bucket's bare ARN counts as well."""
    arn = Ground(bucket.graph).bucket_arn(bucket.node)

    def test(text: str) -> int:
        if f"{arn}/".startswith(text):
            return YES
        return MAYBE if has_hole(arn) and like(f"{text}*", arn) != NO else NO

    return _any_text(bucket, value, test)


def _any_text(bucket: Bucket, value: Value | None, test: Test) -> Fact:
    reader = Reader(Ground(bucket.graph), variables=False)
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
