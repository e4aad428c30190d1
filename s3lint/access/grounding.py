"""Texts for what a policy names by identity: a bucket's ARN, a role of this code, the account that it is deployed to.

What has a literal name gets it; what has none gets a placeholder that is equal to itself and to nothing else
(policy.placeholders), so that the policy engine can compare without knowing any template language.
"""

from __future__ import annotations

from collections.abc import Mapping

from s3lint.aws.identities import (
    ACCOUNT,
    ACCOUNTS_OF_AWS,
    BUCKETS,
    PARTITION,
    REGION,
    URL_SUFFIX,
    id_prefix,
    is_origin_identity,
    is_outside,
    principal_kind,
    principal_name,
)
from s3lint.aws.kinds import BucketNode
from s3lint.aws.places import Coordinate
from s3lint.aws.section import Section
from s3lint.graph.graph import Graph
from s3lint.graph.reference import Reference
from s3lint.policy import placeholders
from s3lint.policy.terms import Reader
from s3lint.values import Identity, OneOf, Resource, Text, Unknown, Value

_LONGEST = 1024
_DEEPEST = 50  # names in names: each adds to a name, which has 63 characters at most
_NO_CIRCLE = 1 << 30
_WHOLE_NAMES = ("id", "bucket", "arn", "ref", "bucket_name")


def _text(coordinate: Coordinate) -> str:
    """An account or region as the policy engine compares it."""
    return coordinate.text or placeholders.fixed_hole(coordinate.what)


class Ground:
    """Turns identities into texts for one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._open: dict[BucketNode, int] = {}  # whose names are being looked up, and how deep in others' names
        self._circle = _NO_CIRCLE  # the depth of the outermost of them that was met again
        self._arns: dict[BucketNode, str] = graph.kept.setdefault("bucket ARNs", {})

    @property
    def _in_names(self) -> Mapping[Identity, str]:
        """What the names of buckets are made of and the user gives: it has no wildcard, or there would be no bucket."""
        found: dict[Identity, str] | None = self.graph.kept.get("parts of names")
        if found is None:
            names = (node.name.value for node in self.graph.of(BucketNode) if node.resource.exists.is_yes)
            parts = [part for name in names for part in (name.parts if isinstance(name, Text) else (name,))]
            given = (part for part in parts if isinstance(part, Unknown))
            found = {part.identity: placeholders.fixed_hole(part.reason.name) for part in given if part.identity}
            self.graph.kept["parts of names"] = found
        return found

    def account(self, resource: Resource) -> str:
        """The account that a resource is in: its number, or the placeholder for it."""
        return _text(self.graph.places.account(resource))

    def region(self, resource: Resource) -> str:
        """The region that a resource is in: its name, or the placeholder for it."""
        return _text(self.graph.places.region(resource))

    def bucket_arn(self, bucket: BucketNode) -> str:
        """The ARN of a bucket: with its name, or with a placeholder."""
        value = bucket.name.value
        if bucket in self._open:
            self._circle = min(self._circle, self._open[bucket])
        if value is None or isinstance(value, OneOf) or bucket in self._open or len(self._open) > _DEEPEST:
            return placeholders.bucket_arn(bucket.address)
        if bucket not in self._arns:
            self._arns[bucket] = self._named(bucket, value)
        return self._arns[bucket]

    def _named(self, bucket: BucketNode, value: Value) -> str:
        """The ARN with the name that a value gives.

        Names may be made of names: what is longer than any name can be is called by its address, and so is what is made
        of itself, which AWS rejects. So each is worked out once.
        """
        depth = self._open[bucket] = len(self._open)
        around, self._circle = self._circle, _NO_CIRCLE
        try:
            name = Reader(self, variables=False).term(value).text
        finally:
            del self._open[bucket]
        in_circle = self._circle <= depth
        self._circle = min(around, self._circle) if self._circle < depth else around
        return placeholders.bucket_arn(bucket.address) if in_circle or len(name) > _LONGEST else f"arn:aws:s3:::{name}"

    def __call__(self, identity: Identity) -> str | None:
        """The text of an identity; None where it is not known what it may be."""
        account = self.graph.places.named_account(identity)
        if account is not None:
            return _text(account)
        if identity.is_given or is_outside(identity):
            return self._in_names.get(identity)
        general = self._general(identity)
        if general is not None:
            return general
        buckets = list(self.graph.index.buckets(Reference(identity=identity)))
        if len({id(bucket) for bucket in buckets}) == 1 and not identity.attribute.lower().endswith(("domain", "url")):
            arn = self.bucket_arn(buckets[0])
            is_arn = identity.attribute.lower() == "arn"
            return arn if is_arn else arn.removeprefix("arn:aws:s3:::")
        resource = self.graph.index.resources.get(identity.address)
        return self._of_resource(identity, resource)

    def _general(self, identity: Identity) -> str | None:
        """What an attribute says of where things are."""
        if identity.type in ACCOUNT:
            return placeholders.fixed_hole(f"{identity.address}.{identity.attribute}")
        if identity.type in PARTITION:
            return "amazonaws.com" if identity.attribute == "dns_suffix" else "aws"
        if identity.type in URL_SUFFIX:
            return "amazonaws.com"
        if identity.type in REGION:
            region = self.graph.places.named_region(identity)
            return (
                placeholders.fixed_hole(f"{identity.address}.{identity.attribute}") if region is None else _text(region)
            )
        return None

    def _of_resource(self, identity: Identity, resource: Resource | None) -> str:
        kind = principal_kind(identity.type)
        attribute = identity.attribute.lower()
        if identity.type in BUCKETS and attribute in _WHOLE_NAMES:  # of another root
            arn = placeholders.bucket_arn(identity.address)
            return arn if attribute == "arn" else arn.removeprefix("arn:aws:s3:::")
        if kind is not None and attribute == "arn":
            return self._principal(identity, resource, kind)
        if is_origin_identity(identity.type):
            if "canonical" in attribute:
                return placeholders.named(f"{identity.address}.canonical")
            if "arn" in attribute:
                name = placeholders.named(identity.address)
                return f"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity {name}"
        if identity.type in ACCOUNTS_OF_AWS:
            account = placeholders.fixed_hole(identity.type)
            return f"arn:aws:iam::{account}:root" if attribute == "arn" else account
        text = f"{identity.address}.{identity.attribute}" if identity.attribute else identity.address
        if resource is not None and resource.mode == "data":
            return placeholders.fixed_hole(text)
        return id_prefix(identity.type) + placeholders.named(text)

    def _folder(self, path: Value | None) -> str:
        """The path of a principal: `/` where none is stated, and any where it is not one that is known."""
        if isinstance(path, OneOf):
            return placeholders.open_hole("the path")
        return "/" if path is None else Reader(self, variables=False).term(path).text or "/"

    def _principal(self, identity: Identity, resource: Resource | None, kind: str) -> str:
        found = self.graph.places.account_of(identity.address)
        account = placeholders.fixed_hole(f"the account of {identity.address}") if found is None else _text(found)
        if resource is not None:
            body, (name, path) = Section.of(resource), principal_name()
            if body.setting(name).text():
                return (
                    f"arn:aws:iam::{account}:{kind}{self._folder(body.setting(path).value)}{body.setting(name).text()}"
                )
        return placeholders.role_arn(identity.address, kind, account)
