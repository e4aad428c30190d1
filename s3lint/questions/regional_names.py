"""Names of the account-regional namespace, which tell the account and the region that a bucket is in.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
"""

from __future__ import annotations

from s3lint.access.grounding import Ground
from s3lint.access.policies import text
from s3lint.graph.bucket import Bucket
from s3lint.lazy import lazy_re
from s3lint.policy.glob import NO, same
from s3lint.policy.placeholders import END, FIXED, OPEN, shown
from s3lint.values import Fact, Value

_HOLE = f"[{OPEN}{FIXED}][^{END}]*{END}"
_ENDING = lazy_re(rf"-(\d{{12}}|{_HOLE})-([a-z]{{2}}(?:-[a-z]+)+-\d+|{_HOLE})-an\Z")


def is_regional(bucket: Bucket) -> Fact:
    """Whether a bucket is of the namespace in which nobody else can take its name."""
    return bucket.node.namespace.is_any("account-regional")


def misplaced(bucket: Bucket, name: Value | None) -> str | None:
    """Why S3 rejects a name of this namespace: it tells another account or region than the bucket's; else None."""
    ending = _ENDING.search(text(bucket.graph, name))
    if ending is None:
        return None
    ground = Ground(bucket.graph)
    own = {"account": ground.account(bucket.resource), "region": ground.region(bucket.resource)}
    for (what, here), told in zip(own.items(), ending.groups(), strict=True):
        if same(told, here) == NO:
            return f"ends with the {what} {shown(told)}, and the bucket is in {shown(here)}"
    return None
