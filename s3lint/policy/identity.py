"""What identity policies give on S3 as a whole: all of it, some of it, its permissions, anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s3lint.policy import actions
from s3lint.policy.answers import Answer, any_of
from s3lint.policy.document import Statement
from s3lint.policy.glob import NO, YES, example, like
from s3lint.policy.placeholders import FRESH, arn_parts, foreign, has_open_hole, is_any_text, shown, tokens_of
from s3lint.policy.rights import BUCKET, OBJECT, Holdings, Place, Rights
from s3lint.record import replace
from s3lint.values import Evidence, Fact

READ = frozenset({"s3:GetObject", "s3:GetObjectVersion"})
WRITE = frozenset({"s3:PutObject"})
DELETE = frozenset({"s3:DeleteObject", "s3:DeleteObjectVersion"})
EXPIRE = frozenset({"s3:PutLifecycleConfiguration"})
"""A lifecycle rule deletes all objects of a bucket."""

_MOST_LISTED = 8
_ANY_ACTION = f"{foreign('service')}:{foreign('action')}"
_ANY_RESOURCE = f"arn:aws:{':'.join(map(foreign, ('service', 'region', 'account', 'resource')))}"
_IN_REGION = f"arn:aws:s3:{foreign('region')}:{foreign('account')}"
# where permissions of S3 are managed; what is about no resource needs `*` as Resource
_MANAGED = (
    BUCKET,
    OBJECT,
    Place(f"{_IN_REGION}:accesspoint/{foreign('point')}", ("accesspoint",)),
    Place(f"arn:aws:s3::{foreign('account')}:accesspoint/{foreign('alias')}", ("multiregionaccesspoint",)),
    Place(f"{_IN_REGION}:access-grants/default", ("accessgrantsinstance",)),
    Place(f"{_IN_REGION}:access-grants/default/grant/{foreign('grant')}", ("accessgrant",)),
    Place(foreign("account"), ("account",)),
)
_OF_BUCKETS = ("object", "bucket", "new bucket")
_OF_POINTS = ("accesspoint", "accesspointobject")
_OTHER_KINDS = (
    "job", "storagelensconfiguration", "storagelensgroup", "objectlambdaaccesspoint", "multiregionaccesspoint",
    "multiregionaccesspointrequestarn", "accessgrantsinstance", "accessgrant", "accessgrantslocation",
)  # fmt: skip


def all_of_s3(rights: Rights) -> Answer:
    """Whether one can read, write and delete all objects of all buckets, by whichever statements."""
    return rights.by_plain_names().each(lambda held: _all_of(_ways(held)))


def some_of_s3(rights: Rights) -> Answer:
    """Whether one can read, write or delete all objects of all buckets."""
    return rights.by_plain_names().each(lambda held: any_of(list(_ways(held))))


def permissions_management(rights: Rights) -> Answer:
    """Whether one can change policies, ACLs, Block Public Access or ownership of every bucket, or of the account."""
    wanted = actions.names("permissions") | actions.names("account_permissions")
    return rights.by_plain_names().each(
        lambda held: any_of([_told(held.everywhere(wanted, place), held) for place in _MANAGED])
    )


def any_s3(rights: Rights) -> Answer:
    """Whether one can do anything in S3 at all."""
    places = ("Action", "NotAction")
    asked = rights.with_any_variables()
    return asked.each(lambda h: any_of([_told(h.may(None, p), h, *places) for p in _places(h.statements)]))


def is_for_administrators(statement: Statement) -> bool:
    """Whether an Allow is about the actions and resources of all services, or all but those it lists."""
    actions_named = any(like(term.text, _ANY_ACTION) == YES for term in statement.actions)
    resources_named = any(like(term.text, _ANY_RESOURCE) == YES for term in statement.resources)
    return actions_named is not statement.not_action and resources_named is not statement.not_resource


def _ways(held: Holdings) -> Iterator[Answer]:
    """Reading, writing and deleting all objects."""
    yield _told(held.everywhere(READ, OBJECT), held)
    yield _told(held.everywhere(WRITE, OBJECT), held)
    yield _told(any_of([held.everywhere(DELETE, OBJECT), held.everywhere(EXPIRE, BUCKET)]), held)


def _all_of(answers: Iterable[Answer]) -> Answer:
    found: Answer | None = None
    for answer in answers:
        found = answer if found is None else Answer(found.fact & answer.fact, found.request)
        if found.fact.is_no:
            break
    assert found is not None
    return found


_WIDE = ("Resource", "NotResource", "Action", "NotAction")


def _told(answer: Answer, held: Holdings, *elements: str) -> Answer:
    """The answer with what the allowing statement says, at the element that matters; its Resource makes it wide."""
    if not answer.fact.is_yes or answer.request is None:
        return answer
    evidence = tuple(
        Evidence(s.place(*(elements or _WIDE)), _says(s)) for s in answer.statements if s in held.statements
    )
    return replace(answer, fact=Fact(answer.fact.truth, evidence))


def _says(statement: Statement) -> str:
    if not statement.index:  # a managed policy of AWS
        return f"{statement.name} is attached"
    told = [t.text for t in statement.actions if statement.not_action or actions.exists(t.text) != NO]
    what = f"{'all actions except ' if statement.not_action else ''}{_listed(told)}"
    where = _listed([t.text for t in statement.resources])
    return f"{statement.name} allows {what} on {'all resources except ' if statement.not_resource else ''}{where}"


def _listed(texts: list[str]) -> str:
    more = f" and {len(texts) - _MOST_LISTED} more" if len(texts) > _MOST_LISTED else ""
    return ", ".join(map(shown, texts[:_MOST_LISTED])) + more


def _places(statements: tuple[Statement, ...]) -> list[Place]:
    """A resource of each kind that the Allow statements speak of."""
    found = [Place(foreign("account"), ("account",))]
    for statement in statements:
        if not statement.is_allow:
            continue
        found += [Place(BUCKET.arn, _OF_BUCKETS)] if statement.not_resource else []
        found += [_place(term.text) for term in statement.resources]
    return list(dict.fromkeys(found))


def _place(pattern: str) -> Place:
    """A resource that a pattern matches, of a kind of S3's where it is one of S3."""
    if YES in (like(pattern, BUCKET.arn), like(pattern, OBJECT.resource)) or is_any_text(pattern):
        return Place(BUCKET.arn, _OF_BUCKETS)
    parts = arn_parts(pattern)
    if len(parts) < 6 or (like(parts[2], "s3") == NO and not has_open_hole(pattern)):
        return Place(pattern, ())
    head = example(":".join(parts[:5]), FRESH)
    names = _between_slashes(parts[5])
    if not parts[3] and not parts[4]:
        return Place(f"arn:aws:s3:::{example(names[0], FRESH)}", _OF_BUCKETS)
    if names[0] == "accesspoint" and len(names) > 1:
        return Place(f"{head}:accesspoint/{example(names[1], FRESH)}", _OF_POINTS, separator="/object/")
    return Place(example(pattern, FRESH), _OTHER_KINDS)


def _between_slashes(text: str) -> list[str]:
    """The parts of a path; what stands inside of a placeholder is no separator."""
    found = [""]
    for token in tokens_of(text):
        if token == "/":
            found.append("")
        else:
            found[-1] += token
    return found
