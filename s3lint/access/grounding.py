"""Texts for what a policy names by identity: a bucket's ARN, a role of this code, the account that it is deployed to.

What has a literal name gets it; what has none gets a placeholder that is equal to itself and to nothing else
(policy.placeholders), so that the policy engine can compare without knowing any template language.
"""

from __future__ import annotations

from s3lint.aws.kinds import BucketNode
from s3lint.graph.graph import Graph
from s3lint.graph.reference import Reference
from s3lint.policy import placeholders
from s3lint.policy.terms import Reader
from s3lint.values import Identity, OneOf, Resource, dig, text_of
from s3lint.values.setting import Setting

_PRINCIPALS = {
    "aws_iam_role": "role",
    "aws_iam_user": "user",
    "aws_iam_group": "group",
    "AWS::IAM::Role": "role",
    "AWS::IAM::User": "user",
    "AWS::Serverless::Function": "role",
}
_PRINCIPAL_NAMES = ("name", "RoleName", "UserName", "GroupName")
_ORIGIN_IDENTITIES = ("aws_cloudfront_origin_access_identity", "AWS::CloudFront::CloudFrontOriginAccessIdentity")
_PREFIXES = {
    "aws_vpc": "vpc-",
    "aws_vpc_endpoint": "vpce-",
    "aws_organizations_organization": "o-",
    "AWS::EC2::VPC": "vpc-",
    "AWS::EC2::VPCEndpoint": "vpce-",
}


class Ground:
    """Turns identities into texts for one graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._open: set[BucketNode] = set()  # whose names are being looked up: they may refer to themselves

    @property
    def account(self) -> str:
        """The account that the code is deployed to: its number, or the placeholder for it."""
        stated = self.graph.settings.get("account_id")
        return self.graph.context.account_id or (text_of(stated) if stated else None) or placeholders.OWNER

    @property
    def _region(self) -> str | None:
        stated = self.graph.settings.get("region")
        return text_of(stated) if stated else None

    def bucket_arn(self, bucket: BucketNode) -> str:
        """The ARN of a bucket: with its name, or with a placeholder."""
        value = bucket.name.value
        if value is None or isinstance(value, OneOf) or bucket in self._open:
            return placeholders.bucket_arn(bucket.address)
        self._open.add(bucket)
        try:
            return f"arn:aws:s3:::{Reader(self, variables=False).term(value).text}"
        finally:
            self._open.discard(bucket)

    def __call__(self, identity: Identity) -> str | None:
        """The text of an identity; None where it is not known what it may be."""
        if identity.is_given:
            return None
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
        """What is the same for the whole deployment."""
        if identity.type in ("AWS::AccountId", "aws_caller_identity"):
            if identity.attribute in ("", "account_id", "id"):
                return self.account
            return placeholders.fixed_hole(f"{identity.address}.{identity.attribute}")
        if identity.type in ("AWS::Partition", "aws_partition"):
            return "amazonaws.com" if identity.attribute == "dns_suffix" else "aws"
        if identity.type == "AWS::URLSuffix":
            return "amazonaws.com"
        if identity.type in ("AWS::Region", "aws_region"):
            return self._region or placeholders.fixed_hole("the region")
        return None

    def _of_resource(self, identity: Identity, resource: Resource | None) -> str:
        kind = _PRINCIPALS.get(identity.type)
        attribute = identity.attribute.lower()
        if kind is not None and attribute == "arn":
            return self._principal(identity, resource, kind)
        if identity.type in _ORIGIN_IDENTITIES:
            if "canonical" in attribute:
                return placeholders.named(f"{identity.address}.canonical")
            if "arn" in attribute:
                name = placeholders.named(identity.address)
                return f"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity {name}"
        if "elb_service_account" in identity.type or "billing_service_account" in identity.type:
            account = placeholders.fixed_hole(identity.type)
            return f"arn:aws:iam::{account}:root" if attribute == "arn" else account
        text = f"{identity.address}.{identity.attribute}" if identity.attribute else identity.address
        if resource is not None and resource.mode == "data":
            return placeholders.fixed_hole(text)
        return _PREFIXES.get(identity.type, "") + placeholders.named(text)

    def _principal(self, identity: Identity, resource: Resource | None, kind: str) -> str:
        account = self.account
        if resource is not None:
            for key in _PRINCIPAL_NAMES:
                setting = Setting(key, dig(resource.body, key), None)
                if setting.text():
                    path = Setting("path", dig(resource.body, "path") or dig(resource.body, "Path"), None).text() or "/"
                    return f"arn:aws:iam::{account}:{kind}{path}{setting.text()}"
        return placeholders.role_arn(identity.address, kind, account)
