"""Whether S3 itself calls a policy public (access-control-block-public-access, «The meaning of public»).

An Allow is public unless it is limited to fixed values; a Deny that leaves no outsider makes it non-public.
"""

from __future__ import annotations

from s3lint.policy import actions, keys
from s3lint.policy.addresses import is_fixed
from s3lint.policy.answers import Answer, any_of, by_identity, each_variant, search
from s3lint.policy.conditions import operator
from s3lint.policy.document import Condition, Document, Principal, Statement, Variant
from s3lint.policy.glob import MAYBE, NO, YES, is_wild
from s3lint.policy.placeholders import arn_parts, has_hole, has_open_hole, is_any_text, is_placeholder
from s3lint.policy.search import Search
from s3lint.policy.subject import Subject, prepare
from s3lint.policy.targets import Layer
from s3lint.policy.variables import keys_in
from s3lint.policy.worlds import outsiders
from s3lint.values import Evidence, Fact, Truth, no


def is_public(document: Document, subject: Subject) -> Answer:
    """Whether the bucket policy is public by S3's definition."""
    subject, document = prepare(subject, document)
    return each_variant(document, lambda variant: _variant(variant, subject, Layer(variant.statements, subject.arn)))


def is_access_point_public(document: Document, subject: Subject, arn: str, origin: str = "Internet") -> Answer:
    """Whether an access point's policy is public; with VPC as its network origin it never is."""
    if origin == "VPC":
        return Answer(no())
    subject, document = prepare(subject, document)
    return each_variant(
        document, lambda variant: _variant(variant, subject, Layer(variant.statements, arn, "/object/"), point=True)
    )


def _variant(variant: Variant, subject: Subject, layer: Layer, *, point: bool = False) -> Answer:
    return any_of([_statement(s, variant, subject, layer, point) for s in variant.statements if s.is_allow])


def _statement(statement: Statement, variant: Variant, subject: Subject, layer: Layer, point: bool) -> Answer:
    held = pinned(statement, point=point)
    if held == YES:
        return Answer(no())
    says = f"{statement.name} is not limited to fixed values"
    place = statement.place("Principal", "NotPrincipal")
    if _names_unknown_action(statement) or _is_federated(statement):  # of which no search finds a request
        certain = held == NO and statement.certain
        return Answer(Fact(Truth.YES, (Evidence(place, says),)) if certain else _undecided(statement))
    found = search(
        lambda: Search((layer,), only=frozenset({id(statement)})),
        lambda: outsiders(variant.statements, subject.owner, unsigned=not point, formal=True),
    )
    if found.fact.is_yes and held == MAYBE:
        return Answer(_undecided(statement), found.request)
    if found.fact.is_yes:
        return Answer(Fact(Truth.YES, (Evidence(place, says),)), found.request)
    return found


def is_loose(document: Document) -> Answer:
    """Whether an Allow is not limited to fixed values, whatever it allows (policies beyond S3's own actions)."""
    return each_variant(document, lambda v: any_of([_loose(s) for s in v.statements if s.is_allow]))


def _loose(statement: Statement) -> Answer:
    held = min(pinned(statement), YES) if statement.certain else max(pinned(statement), MAYBE)
    place = statement.place("Principal", "NotPrincipal")
    if held == NO:
        return Answer(Fact(Truth.YES, (Evidence(place, f"{statement.name} is not limited to fixed values"),)))
    return Answer(no()) if held == YES else Answer(_undecided(statement))


def _undecided(statement: Statement) -> Fact:
    places = statement.unknown_places() or (statement.place("Principal"),)
    evidence = tuple(Evidence(place, f"{statement.name} has an unknown value") for place in places)
    return Fact(Truth.UNKNOWN, evidence, statement.all_reasons() or tuple(by_identity(statement)))


def pinned(statement: Statement, *, point: bool = False) -> int:
    """Whether an Allow is limited to fixed values of who or where."""
    if statement.principals is None:
        return YES
    if not statement.not_principal:
        fixed = min((_is_fixed_principal(p) for p in statement.principals), default=YES)
        if fixed == YES:
            return YES
    else:
        fixed = NO
    return max([fixed, *(_pins(c, statement, point) for c in statement.conditions)])


def _is_fixed_principal(principal: Principal) -> int:
    text = principal.term.text
    if principal.kind == "Federated" or "*" in text:
        return NO
    # a principal that is wholly a variable may be `*`; inside an ARN no wildcard is allowed
    return MAYBE if is_any_text(text) else YES


def _pins(condition: Condition, statement: Statement, point: bool) -> int:
    """Whether one condition limits the statement to fixed values."""
    if not condition.certain:
        return MAYBE
    how = operator(condition.operator)
    key = condition.key.lower()
    if has_hole(condition.operator) or has_hole(key):
        return MAYBE
    if how is None or how.negated or how.test not in ("string", "ignorecase", "like", "arn", "ip"):
        return NO
    if not keys.pins(key) or not condition.values:
        return NO
    if how.if_exists and not keys.is_always_present(key):
        return NO
    if how.several == "all" and not _is_required(key, statement):
        return NO
    return min(_is_fixed_value(key, how.test, v.text, statement.variables, point) for v in condition.values)


def _is_required(key: str, statement: Statement) -> bool:
    """Whether a Null condition of the statement demands that the key is there."""
    return any(
        c.operator.lower() == "null" and c.key.lower() == key and all(v.text.lower() == "false" for v in c.values)
        for c in statement.conditions
    )


def _is_fixed_value(key: str, test: str, text: str, variables: bool, point: bool) -> int:
    if variables and keys_in(text):
        return NO
    if key in ("aws:principalaccount", "aws:userid") and text == "anonymous":
        return NO
    if test == "ip":
        return MAYBE if is_placeholder(text) else (YES if is_fixed(text) else NO)
    if test in ("string", "ignorecase"):
        return YES
    if is_wild(text):
        return YES if key == "s3:dataaccesspointarn" and not point and _is_account_fixed(text) else NO
    return MAYBE if has_open_hole(text) else YES


def _is_account_fixed(arn: str) -> bool:
    parts = arn_parts(arn)
    return len(parts) == 6 and not is_wild(parts[4]) and bool(parts[4]) and parts[5].startswith("accesspoint/")


def _names_unknown_action(statement: Statement) -> bool:
    """Whether it names an action of S3 that does not exist: it may one day."""
    return not statement.not_action and any(
        t.text.lower().startswith("s3:") and not has_hole(t.text) and actions.exists(t.text) == NO
        for t in statement.actions
    )


def _is_federated(statement: Statement) -> bool:
    loose = [p for p in statement.principals or () if _is_fixed_principal(p) == NO]
    return not statement.not_principal and bool(loose) and all(p.kind == "Federated" for p in loose)
