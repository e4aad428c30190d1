"""What policies of this code hand out that lifts a protection of the data."""

from __future__ import annotations

from s3lint.access.policies import read
from s3lint.aws.kinds import BucketPolicy, IdentityPolicy
from s3lint.graph.bucket import Bucket
from s3lint.policy.stated import covers, is_there
from s3lint.values import Fact, no, unknown, yes

_BYPASS = "s3:BypassGovernanceRetention"


def bypasses_governance(bucket: Bucket) -> Fact:
    """Whether a policy of this code allows to lift a retention in governance mode."""
    graph, found = bucket.graph, no()
    for policy in (*bucket.policy.all, *graph.of(IdentityPolicy)):
        if not isinstance(policy, BucketPolicy | IdentityPolicy) or policy.document is None:
            continue
        document = read(graph, policy.document, resource_policy=isinstance(policy, BucketPolicy))
        for variant in document.variants:
            for statement in variant.statements:
                if statement.is_allow:
                    fact = is_there(statement) & covers(statement, _BYPASS)
                    says = f"{policy.address} allows {_BYPASS}"
                    found = found | (yes(statement.place("Action"), says) if fact.is_yes else fact)
            found = found | unknown(*variant.open, span=variant.open_at) if variant.open else found
    return found
