"""What well-known attributes of resources, data sources and pseudo parameters stand for."""

from __future__ import annotations

from s3lint.aws.spellings import Path, awscc_type, path
from s3lint.lazy import lazy_re
from s3lint.values import Identity

POLICY_DOCUMENT = "aws_iam_policy_document"
CALLER_IDENTITY, PARTITION_SOURCE, REGION_SOURCE = "aws_caller_identity", "aws_partition", "aws_region"
CLOUD_CONTROL = "aws_cloudcontrolapi_resource"  # makes any type of CloudFormation
ENDPOINT_SERVICE = "aws_vpc_endpoint_service"  # the data source
ARN_SOURCE = "aws_arn"  # takes an ARN apart
BUCKET = "aws_s3_bucket"  # also the data source
BUCKET_RESOURCE, ROLE_RESOURCE = "AWS::S3::Bucket", "AWS::IAM::Role"
BUCKETS = (BUCKET, "awscc_s3_bucket", BUCKET_RESOURCE)
MANAGED_POLICY_RESOURCE = "AWS::IAM::ManagedPolicy"
MANAGED_POLICY_SOURCE = "aws_iam_policy"  # the data source
ACCOUNT_ID, REGION_NAME = "AWS::AccountId", "AWS::Region"  # the pseudo parameters
ACCOUNT = frozenset({ACCOUNT_ID, CALLER_IDENTITY})
PARTITION = frozenset({"AWS::Partition", PARTITION_SOURCE})
REGION = frozenset({REGION_NAME, REGION_SOURCE})
URL_SUFFIX = frozenset({"AWS::URLSuffix"})
# data sources of a plan that stand for something that the code governs
PLANNED_SOURCES = (BUCKET, "aws_s3_bucket_policy", POLICY_DOCUMENT, CALLER_IDENTITY)
# data sources that may find the AWS managed key, and the argument by which
KEY_SOURCES = {"aws_kms_alias": "name", "aws_kms_key": "key_id"}
# accounts of AWS itself, from which services deliver: what
ACCOUNTS_OF_AWS = {
    "aws_elb_service_account": "load balancers",
    "aws_billing_service_account": "billing",
    "aws_redshift_service_account": "Redshift",
}
# canonical ids of one's own account, and of AWS's log delivery
CLOUDFRONT_LOGS = "aws_cloudfront_log_delivery_canonical_user_id"
OWN_CANONICAL = ("aws_canonical_user_id", CLOUDFRONT_LOGS)

# attributes that name the bucket itself, in each language's spelling
_NAMING = {
    "id", "bucket", "arn", "bucket_domain_name", "bucket_regional_domain_name", "website_endpoint", "website_domain",
    "bucket_prefix", "Ref", "Arn", "DomainName", "RegionalDomainName", "DualStackDomainName", "WebsiteURL",
    "bucket_name", "domain_name", "regional_domain_name", "dual_stack_domain_name", "website_url",
}  # fmt: skip
_BUCKETS = {"bucket", "bucket_name"}  # of any type, such as an Athena database
_OF_PROVIDERS = ("aws_", "awscc_", "AWS::")
# resources that hand on what they are given, a bucket's name as well: it cannot be told whose
_CARRIERS = {
    "terraform_data",
    "null_resource",
    "null_data_source",
    "external",
    "time_sleep",
    "AWS::CloudFormation::CustomResource",
}
# attributes that carry a text of somebody's choice rather than one that AWS made
_ARBITRARY = {
    "body", "content", "item", "json", "output", "outputs", "plaintext", "rendered", "result", "secret_string", "value",
    "values", "insecure_value", "secret_binary", "stdout",
}  # fmt: skip
_OF_AWS = ("aws_", "awscc_", "AWS::", "random_")  # what random makes is neither wildcard nor anybody's
_FIRST = lazy_re(r"\w+")
_PRINCIPALS = {
    "aws_iam_role": "role",
    "aws_iam_user": "user",
    "aws_iam_group": "group",
    ROLE_RESOURCE: "role",
    "AWS::IAM::User": "user",
    "AWS::IAM::Group": "group",
    "AWS::Serverless::Function": "role",
}
_PRINCIPAL_NAMES = (path("RoleName|UserName|GroupName", "name"), path("Path"))
_ORIGIN_IDENTITIES = ("aws_cloudfront_origin_access_identity", "AWS::CloudFront::CloudFrontOriginAccessIdentity")
_PREFIXES = {
    "aws_vpc": "vpc-",
    "aws_vpc_endpoint": "vpce-",
    "aws_organizations_organization": "o-",
    "AWS::EC2::VPC": "vpc-",
    "AWS::EC2::VPCEndpoint": "vpce-",
    "AWS::Organizations::Organization": "o-",
}
# likely text for values whose form is certain though they are not known
_FORMS = {
    **dict.fromkeys(ACCOUNT, "111122223333"),
    **dict.fromkeys(REGION, "us-east-1"),
    **dict.fromkeys(PARTITION, "aws"),
    "random_id": "0a1b2c3d",
    "random_pet": "able-cat",
    "random_uuid": "0a1b2c3d",
    "random_integer": "12345",
}


def _with_awscc(table: dict[str, str]) -> dict[str, str]:
    return {**table, **{awscc_type(kind): what for kind, what in table.items() if kind.count("::") == 2}}


_PRINCIPAL_KINDS = _with_awscc(_PRINCIPALS)
_ID_PREFIXES = _with_awscc(_PREFIXES)


def names_bucket(identity: Identity | None) -> bool:
    """Whether it is a resource's attribute that names a bucket; a variable is but some text."""
    return identity is not None and not identity.is_given and identity.attribute in _NAMING


def may_be_bucket(identity: Identity) -> bool:
    """Whether an attribute that names something may name a bucket. Other types of AWS name something of their own."""
    if not identity.type.startswith(_OF_PROVIDERS) or "s3" in identity.type.lower() or hands_on(identity):
        return True
    return identity.attribute in _BUCKETS or identity.type == CLOUD_CONTROL


def is_outside(identity: Identity) -> bool:
    """Whether an attribute is given from outside: it may be any text, wildcards and other accounts' ARNs included.

    What AWS makes for a resource of this configuration is a name of its own, and what a data source of the AWS provider
    looks up by id or ARN names something of the account. All else is somebody's text: values of parameters and secrets,
    outputs of other stacks, imports, custom resources, and whatever other providers say.
    """
    first = _FIRST.match(identity.attribute.lower())
    if (first and first[0] in _ARBITRARY) or hands_on(identity):
        return True
    return not identity.is_given and not identity.type.startswith(_OF_AWS)


def hands_on(identity: Identity | None) -> bool:
    """Whether a resource hands on what it is given."""
    return identity is not None and (identity.type in _CARRIERS or identity.type.startswith("Custom::"))


def principal_kind(kind: str) -> str | None:
    """Whether a type is a role, user or group."""
    return _PRINCIPAL_KINDS.get(kind)


def principal_name() -> tuple[Path, Path]:
    """Where a role, user or group has its name, and its path."""
    return _PRINCIPAL_NAMES


def is_origin_identity(kind: str) -> bool:
    """Whether a type is a CloudFront origin access identity."""
    return kind in _ORIGIN_IDENTITIES or kind == awscc_type(_ORIGIN_IDENTITIES[1])


def id_prefix(kind: str) -> str:
    """How the ids of a type begin."""
    return _ID_PREFIXES.get(kind, "")


def likely_text(identity: Identity | None) -> str | None:
    """Text of the form that a value certainly has; None where its form is not known."""
    if identity is None or (identity.type == "random_id" and identity.attribute in ("b64_std", "b64_url")):
        return None
    return _FORMS.get(identity.type)
