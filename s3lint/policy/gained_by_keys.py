"""What a change newly allows by the policy of the KMS key that encrypts a bucket: who may read, and can decrypt now.

Whoever reads an object under SSE-KMS needs kms:Decrypt of its key (Amazon S3 user guide, UsingKMSEncryption).
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.policy.answers import Answer, doubted, each_variant, restricted, search
from s3lint.policy.conditions import operator
from s3lint.policy.document import Condition, Document, Statement, Term, Variant
from s3lint.policy.gained import Gain, State, alike, blocked_by_policy, side
from s3lint.policy.glob import MAYBE, NO, YES, is_wild, like, meets
from s3lint.policy.requester_classes import RequesterClass, classes
from s3lint.policy.search import Search
from s3lint.policy.targets import Layer
from s3lint.record import replace
from s3lint.values import no

_DECRYPT, _READ = "kms:decrypt", Term("s3:GetObject")
_CALLER, _THROUGH, _S3 = "kms:calleraccount", "kms:viaservice", "s3.*.amazonaws.com"


def gained_by_keys(state: State, now: Document, before: Document) -> Iterator[Gain]:
    """Who can decrypt by a key's policy what the bucket policy lets them read, and could not by another one."""
    keys = [_of_objects(document, state.subject.arn) for document in (now, before)]
    documents = (state.document, *keys)
    stated = [s for document in documents for v in document.variants for s in v.statements]
    for one in classes(stated, state.subject):
        answer = _answer(state, keys[0], keys[1], one)
        if not answer.fact.is_no:
            yield Gain(one.who, one.name, answer)


def _answer(state: State, now: Document, before: Document, one: RequesterClass) -> Answer:
    def passes(bucket: Variant, key: Variant, former: Variant) -> Answer:
        allowing = side(bucket, state.subject)
        layers = (
            Layer(key.statements, allowing.arn),
            Layer(allowing.statements, allowing.arn),
            Layer(former.statements, allowing.arn, refuses=True),
        )
        statements = tuple(s for layer in layers for s in layer.statements)
        found = search(lambda: Search(layers, only_reads, alike=alike(statements)), lambda: one.worlds(statements))
        return doubted(found, bucket, key, former)

    only_reads = frozenset({_READ.text})
    found = each_variant(
        state.document,
        lambda bucket: each_variant(now, lambda key: each_variant(before, lambda former: passes(bucket, key, former))),
    )
    return restricted(found, blocked_by_policy(state) if one.blockable else no())


def _of_objects(document: Document, arn: str) -> Document:
    """A key policy as one about the objects that the key encrypts: who may decrypt may read them."""
    return replace(document, variants=tuple(_variant(variant, arn) for variant in document.variants))


def _variant(variant: Variant, arn: str) -> Variant:
    found = (_statement(statement, arn) for statement in variant.statements)
    return replace(variant, statements=tuple(s for s in found if s is not None), notes=())


def _statement(statement: Statement, arn: str) -> Statement | None:
    decrypts = max((like(term.text.lower(), _DECRYPT) for term in statement.actions), default=NO)
    decrypts = YES - decrypts if statement.not_action else decrypts
    conditions = [_condition(condition) for condition in statement.conditions]
    if decrypts == NO or any(condition is False for condition in conditions):
        return None
    certain = statement.certain and decrypts == YES
    return replace(
        statement,
        actions=(_READ,),
        not_action=False,
        resources=(Term(f"{arn}/*"),),
        not_resource=False,
        conditions=tuple(condition for condition in conditions if isinstance(condition, Condition)),
        certain=certain,
        reasons=statement.reasons if certain else statement.all_reasons(),
    )


def _condition(condition: Condition) -> Condition | bool:
    """What a condition of KMS says of requests that come through S3: another one, or whether it holds."""
    key, how = condition.key.lower(), operator(condition.operator)
    if key == _CALLER:
        return replace(condition, key="aws:PrincipalAccount")
    if key != _THROUGH or how is None or not condition.certain:
        return replace(condition, certain=False) if key.startswith("kms:") else condition
    if how.test == "null":
        return all(value.text.lower() == "false" for value in condition.values)
    exact = how.test == "string"  # in which a wildcard is a letter
    matching = max((NO if exact and is_wild(v.text) else meets(v.text, _S3) for v in condition.values), default=NO)
    if matching == MAYBE:
        return replace(condition, certain=False)
    return (matching == YES) != how.negated
