"""What checks of ACLs want: a private list, or none."""

from __future__ import annotations

from s3lint.aws.kinds import Acl, Ownership, StoredObject
from s3lint.checks.wanted import Removal, Setting, Wanted
from s3lint.graph import Bucket

_PRIVATE, _OWNER = "private", "bucket-owner-full-control"


def private(bucket: Bucket) -> list[Wanted]:
    """The bucket's canned list as `private`; nothing where it is one of grants."""
    found = bucket.acl.certain
    if any(acl.grants or acl.open for acl in found):
        return []
    return [Setting(acl, "canned", _spelled(acl)) for acl in found if not acl.is_canned(_PRIVATE).is_yes]


def _spelled(acl: Acl) -> str:
    """The word in the case that the bucket's own word has."""
    written = acl.canned.text() or ""
    return _PRIVATE.title() if written[:1].isupper() else _PRIVATE


def none(bucket: Bucket) -> list[Wanted]:
    """No list at all, where those that are there grant nothing beyond the owner's rights, or have no effect."""
    return [Removal(acl, "" if acl.resource is not bucket.resource else "canned") for acl in bucket.acl.certain]


def owned(bucket: Bucket) -> list[Wanted]:
    """BucketOwnerEnforced, and no list: S3 rejects both at once, and the first while a list grants more.

    Nothing where the code uploads an object with a list of its own, which S3 would reject
    (https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html).
    """
    if any(not acl.is_canned(_PRIVATE).is_yes for acl in bucket.acl.all) or _has_lists(bucket):
        return []
    stated: list[Ownership] = list(bucket.ownership.certain)
    return [*(Setting(one, "value", "BucketOwnerEnforced") for one in stated), *none(bucket)]


def _has_lists(bucket: Bucket) -> bool:
    """Whether the code gives an object of the bucket a list that a bucket without lists does not take."""
    stored = (node for node, _ in bucket.graph.network.into(bucket.node, "stored-in"))
    stated = (one for one in stored if isinstance(one, StoredObject) and (one.grants or one.canned.value is not None))
    return any(one.grants or not one.canned.is_any(_OWNER).is_yes for one in stated)
