"""Who can do with a bucket now what could not be done before, and what can no longer be done."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint import policy
from s3lint.access.decisions import access
from s3lint.graph.bucket import Bucket
from s3lint.policy.document import NO_POLICY
from s3lint.policy.gained import Gain, State, gained


def gains(now: Bucket | None, before: Bucket | None) -> Iterator[Gain]:
    """What is allowed of the first bucket and is not of the second; where one is None, nothing is allowed of it.

    That a bucket has no Deny yet lifts none: the own account gains nothing of a new bucket.
    """
    if now is None:
        return
    new = _state(now)
    old = _state(before) if before is not None else State(NO_POLICY, policy.Subject(new.subject.arn, new.subject.owner))
    yield from gained(new, old)


def _state(bucket: Bucket) -> State:
    known = access(bucket)
    return State(known.document, known.subject)
