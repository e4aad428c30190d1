"""Bucket policies with the verdicts that are true on AWS, each written in every form that a template allows.

The bucket belongs to account 111122223333 and nothing blocks public access unless a case says so.
"""

# ruff: noqa: E501 (a policy on one line is one case)

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from s3lint import graph
from s3lint.checks import ALL
from s3lint.checks.run import run
from s3lint.graph.context import Context
from s3lint.languages import cloudformation, terraform
from s3lint.source import MemoryTree
from s3lint.values import Configuration, Inputs

OWN, OTHER = "111122223333", "444455556666"
FLAGS = ("block_public_acls", "ignore_public_acls", "block_public_policy", "restrict_public_buckets")
BUCKET, OBJECTS = "BUCKET", "BUCKET/*"
BOTH = [BUCKET, OBJECTS]
Statement = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """Statements, and what the checks must say of the bucket: `"S3L101 S3L103"` fail, the others named pass."""

    name: str
    statements: list[Statement]
    fail: str = ""
    passes: str = ""
    unknown: str = ""
    blocked: bool = False

    @property
    def expected(self) -> dict[str, str]:
        named = (("fail", self.fail), ("pass", self.passes), ("unknown", self.unknown))
        return {f"S3L{code}": verdict for verdict, codes in named for code in codes.split()}


def statement(effect: str, principal: Any, action: Any, resource: Any, condition: Any = None) -> Statement:
    """One statement; an element that starts with `!` is the negated element."""
    made: Statement = {"Effect": effect}
    for element, value in (("Principal", principal), ("Action", action), ("Resource", resource)):
        negated = isinstance(value, tuple)
        made[("Not" if negated else "") + element] = value[0] if negated else value
    if condition is not None:
        made["Condition"] = condition
    return made


def allow(action: Any = "s3:GetObject", resource: Any = OBJECTS, when: Any = None, who: Any = "*") -> Statement:
    return statement("Allow", who, action, resource, when)


def deny(action: Any = "s3:*", resource: Any = BOTH, when: Any = None, who: Any = "*") -> Statement:
    return statement("Deny", who, action, resource, when)


def aws(*names: str) -> dict[str, Any]:
    return {"AWS": list(names) if len(names) > 1 else names[0]}


def no(element: Any) -> tuple[Any]:
    """The negated element: NotAction, NotPrincipal, NotResource."""
    return (element,)


ROOT, ROLE = f"arn:aws:iam::{OWN}:root", f"arn:aws:iam::{OWN}:role/app"
FOREIGN_ROLE = f"arn:aws:iam::{OTHER}:role/app"
HTTP = {"Bool": {"aws:SecureTransport": "false"}}
ORG = "o-a1b2c3d4e5"

PUBLIC = [
    Case("everybody", [allow()], "101 103", "202 203 205 206 208"),
    Case("organisation", [allow(when={"StringEquals": {"aws:PrincipalOrgID": ORG}})], "", "101 103 202"),
    Case("organisation in capitals", [allow(when={"StringEquals": {"AWS:principalorgid": ORG}})], "", "101 103"),
    Case("any organisation", [allow(when={"StringLike": {"aws:PrincipalOrgID": "o-*"}})], "101 103"),
    Case("one organisation or any", [allow(when={"StringLike": {"aws:PrincipalOrgID": [ORG, "o-*"]}})], "101 103"),
    Case("organisation if any", [allow(when={"StringEqualsIfExists": {"aws:PrincipalOrgID": ORG}})], "101 103"),
    Case("not that organisation", [allow(when={"StringNotEquals": {"aws:PrincipalOrgID": ORG}})], "101 103"),
    Case("some organisation", [allow(when={"Null": {"aws:PrincipalOrgID": "false"}})], "101 103"),
    Case("no organisation", [allow(when={"Null": {"aws:PrincipalOrgID": "true"}})], "101 103"),
    Case(
        "every path of an empty set",
        [allow(when={"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": [f"{ORG}/*"]}})],
        "101 103",
    ),
    Case(
        "some path of the organisation",
        [allow(when={"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": [f"{ORG}/r-ab12/ou-ab12-11111111/*"]}})],
        "",
        "101",
    ),
    Case(
        "one path",
        [allow(when={"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": f"{ORG}/r-ab12/ou-ab12-11111111/"}})],
        "",
        "101 103",
    ),
    Case("not from a VPC", [allow(when={"StringNotEquals": {"aws:SourceVpc": "vpc-0a1b2c3d"}})], "101 103"),
    Case("from a VPC, like", [allow(when={"StringLike": {"aws:SourceVpc": "vpc-0a1b2c3d"}})], "", "101 103"),
    Case("from any VPC", [allow(when={"StringLike": {"aws:SourceVpc": "vpc-*"}})], "101 103"),
    Case("private addresses", [allow(when={"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})], "", "101 103"),
    Case("private VPC addresses", [allow(when={"IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"}})], "101 103"),
    Case(
        "both families",
        [allow(when={"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}})],
        "",
        "101 103",
    ),
    Case("IPv6 everything", [allow(when={"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "::/0"]}})], "101 103"),
    Case("an address with no mask bits", [allow(when={"IpAddress": {"aws:SourceIp": "203.0.113.7/0"}})], "101 103"),
    Case("an address if any", [allow(when={"IpAddressIfExists": {"aws:SourceIp": "203.0.113.7"}})], "101 103"),
    Case("all addresses but one", [allow(when={"NotIpAddress": {"aws:SourceIp": "203.0.113.7"}})], "101 103"),
    Case("a /8", [allow(when={"IpAddress": {"aws:SourceIp": "198.0.0.0/8"}})], "", "101 103"),
    Case(
        "an address and an endpoint",
        [allow(when={"IpAddress": {"aws:SourceIp": "203.0.113.7"}, "StringEquals": {"aws:SourceVpce": "vpce-1"}})],
        "208",
        "101 103",
    ),
    Case("unique id with any session", [allow(when={"StringLike": {"aws:userid": "AROAEXAMPLEID:*"}})], "103", "101"),
    Case("unique id of a user", [allow(when={"StringEquals": {"aws:userid": "AIDAEXAMPLEID"}})], "", "101 103"),
    Case("a user name", [allow(when={"StringEquals": {"aws:username": "alice"}})], "101 103"),
    Case("a kind of principal", [allow(when={"StringEquals": {"aws:PrincipalType": "AssumedRole"}})], "101 103"),
    Case("a principal tag", [allow(when={"StringEquals": {"aws:PrincipalTag/team": "data"}})], "101 103"),
    Case("resource account", [allow(when={"StringEquals": {"aws:ResourceAccount": OWN}})], "101 103"),
    Case("resource account of S3", [allow(when={"StringEquals": {"s3:ResourceAccount": OWN}})], "101 103"),
    Case("resource organisation", [allow(when={"StringEquals": {"aws:ResourceOrgID": ORG}})], "101 103"),
    Case("object tag", [allow(when={"StringEquals": {"s3:ExistingObjectTag/public": "yes"}})], "101 103"),
    Case("via a service", [allow(when={"Bool": {"aws:ViaAWSService": "true"}})], "101 103"),
    Case("with MFA", [allow(when={"Bool": {"aws:MultiFactorAuthPresent": "true"}})], "101 103"),
    Case("signed", [allow(when={"StringEquals": {"s3:authType": "REST-HEADER"}})], "101 103"),
    Case("signature version", [allow(when={"StringEquals": {"s3:signatureversion": "AWS4-HMAC-SHA256"}})], "101 103"),
    Case("referer", [allow(when={"StringLike": {"aws:Referer": ["https://example.com/*"]}})], "101 103"),
    Case("requested region", [allow(when={"StringEquals": {"aws:RequestedRegion": "eu-west-1"}})], "101 103"),
    Case("TLS 1.2 at least", [allow(when={"NumericGreaterThanEquals": {"s3:TlsVersion": "1.2"}})], "101 103"),
    Case(
        "few keys",
        [allow("s3:ListBucket", BUCKET, {"NumericLessThanEquals": {"s3:max-keys": "10"}})],
        "101 103",
        "208",
    ),
    Case("one prefix", [allow("s3:ListBucket", BUCKET, {"StringLike": {"s3:prefix": "public/*"}})], "101 103"),
    Case(
        "owner gets control",
        [allow("s3:PutObject", when={"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}})],
        "101 103",
    ),
    Case(
        "must be encrypted with the key",
        [allow("s3:PutObject", when={"StringEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}})],
        "101 103",
    ),
    Case("source account", [allow(when={"StringEquals": {"aws:SourceAccount": OWN}})], "", "101 103 202"),
    Case("source ARN pattern", [allow(when={"ArnLike": {"aws:SourceArn": "arn:aws:s3:::acme-*"}})], "103", "101"),
    Case("principal ARN", [allow(when={"ArnEquals": {"aws:PrincipalArn": ROLE}})], "", "101 103 202"),
    Case("any account's role", [allow(when={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"}})], "101 103"),
    Case("own principals", [allow(when={"StringLike": {"aws:PrincipalArn": f"arn:aws:iam::{OWN}:*"}})], "", "101 202"),
    Case("own account", [allow(when={"StringEquals": {"aws:PrincipalAccount": OWN}})], "", "101 103 202"),
    Case("anonymous account", [allow(when={"StringEquals": {"aws:PrincipalAccount": "anonymous"}})], "101 103"),
    Case("only services", [allow(when={"Bool": {"aws:PrincipalIsAWSService": "true"}})], "", "101"),
    Case("everything but services", [allow(when={"Bool": {"aws:PrincipalIsAWSService": "false"}})], "101 103"),
    Case("own access points", [allow(when={"StringEquals": {"s3:DataAccessPointAccount": OWN}})], "", "101 103 202"),
    Case("VPC access points", [allow(when={"StringEquals": {"s3:AccessPointNetworkOrigin": "VPC"}})], "101 103"),
    Case("no condition in it", [allow(when={})], "101 103"),
    Case("one good condition of two", [
        allow(when={"StringEquals": {"aws:PrincipalOrgID": ORG, "aws:PrincipalTag/team": "data"}})], "", "101 103"),
    Case("two operators", [
        allow(when={"Bool": {"aws:SecureTransport": "true"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})
    ], "", "101 103"),
    Case("one statement of two", [
        allow(when={"StringEquals": {"aws:PrincipalOrgID": ORG}}), allow("s3:ListBucket", BUCKET)], "101 103"),
    Case("star in a list", [allow(who=aws(ROLE, "*"))], "101 103"),
    Case("all but one", [allow(who=no(aws(ROLE)))], "101 103 205"),
    Case("all but one action", [allow(no("s3:DeleteObject"))], "101 103 206"),
    Case("all but the actions of objects", [allow(no("s3:*"), OBJECTS, who=aws(ROLE))], "206 208", "101 103"),
    Case("all but other objects", [allow(resource=no("BUCKET/private/*"))], "101 103"),
    Case("action in capitals", [allow("S3:GETOBJECT")], "101 103", "208"),
    Case("action with a question mark", [allow("s3:Get?bject")], "101 103", "208"),
    Case("unknown action", [allow("s3:GetObjects")], "103 208", "101"),
    Case("object action on the bucket", [allow("s3:GetObject", BUCKET)], "208", "101"),
    Case("bucket action on the objects", [allow("s3:ListBucket", OBJECTS)], "208", "101"),
    Case("both actions on the objects", [allow(["s3:ListBucket", "s3:GetObject"])], "101 103", "208"),
    Case("account action", [allow("s3:ListAllMyBuckets", BUCKET)], "208", "101"),
    Case("another service", [allow("sqs:SendMessage", OBJECTS, who=aws(ROLE))], "208", "101 103"),
    Case("another bucket", [allow(resource="arn:aws:s3:::acme-database/*")], "208", "101"),
    Case("a longer name", [allow(resource="BUCKET-old/*")], "208", "101"),
    Case("a pattern over both", [allow(resource="BUCKET*")], "101 103", "208"),
    Case("any resource", [allow(resource="*")], "101 103", "208"),
    Case("one object", [allow(resource="BUCKET/index.html")], "101 103", "208"),
]  # fmt: skip

DENIED = [
    Case("outsiders denied", [allow(), deny(when={"StringNotEquals": {"aws:PrincipalOrgID": ORG}})], "", "101 203"),
    Case("outsiders denied if they say so", [
        allow(), deny(when={"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG}})], "", "101"),
    Case("outsiders' writes denied", [
        allow(), deny("s3:PutObject", OBJECTS, {"StringNotEquals": {"aws:PrincipalOrgID": ORG}})], "101 103"),
    Case("a path that is not ours", [
        allow(), deny(when={"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": f"{ORG}/*"}})], "101"),
    Case("neither endpoint nor address", [
        allow(),
        deny(when={"StringNotEquals": {"aws:SourceVpce": "vpce-1"}, "NotIpAddress": {"aws:SourceIp": "203.0.113.7"}}),
    ], "", "101 203"),
    Case("services alone pass, by Bool", [allow(), deny(when={"Bool": {"aws:PrincipalIsAWSService": "false"}})], "101"),
    Case("all but the account", [allow(), deny(who=no(aws(ROOT, ROLE)))], "", "101"),
    Case("a private prefix", [allow(), deny("s3:GetObject", "BUCKET/private/*")], "101 103", "203"),
    Case("all but a public prefix", [allow(), deny("s3:GetObject", no("BUCKET/public/*"))], "101 103"),
    Case("all but another prefix", [allow(resource="BUCKET/private/*"), deny("s3:GetObject", no("BUCKET/public/*"))],
         "", "101"),
    Case("all but reading", [allow("s3:PutObject"), deny(no("s3:GetObject"))], "203", "101"),
    Case("a Deny of everything", [allow(), deny("*", "*")], "203", "101 201"),
    Case("a Deny of the wrong bucket", [allow(), deny(resource=["arn:aws:s3:::other", "arn:aws:s3:::other/*"])],
         "101 103 208", "203"),
    Case("a Deny of one account", [allow(), deny(who=aws(OTHER))], "101 103", "202"),
    Case("unsigned requests denied", [
        allow(), deny(when={"StringEquals": {"aws:PrincipalType": "Anonymous"}})], "101"),
    Case("a Deny alone", [deny(who=aws(OTHER))], "", "101 103 202 203"),
    Case("address ranges denied", [allow(), deny(when={"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}})], "101 103"),
    Case("all addresses but ours denied", [allow(), deny(when={"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})],
         "", "101 203"),
    Case("masked by the block", [allow()], "103", "101", blocked=True),
    Case("a named account beside a public statement, blocked", [allow(), allow(who=aws(OTHER))], "103", "101 202",
         blocked=True),
    Case("a named account alone, blocked", [allow(who=aws(OTHER))], "202", "101 103", blocked=True),
]  # fmt: skip

TLS = [
    Case("the usual", [deny(when=HTTP)], "", "101 103 201 203 208"),
    Case("boolean", [deny(when={"Bool": {"aws:SecureTransport": False}})], "", "201"),
    Case("key in capitals", [deny(when={"Bool": {"AWS:securetransport": "false"}})], "", "201"),
    Case("list of values", [deny(when={"Bool": {"aws:SecureTransport": ["false"]}})], "", "201"),
    Case("both values", [deny(when={"Bool": {"aws:SecureTransport": ["true", "false"]}})], "203", "201"),
    Case("split by resource", [deny(resource=BUCKET, when=HTTP), deny(resource=OBJECTS, when=HTTP)], "", "201"),
    Case("split by action", [deny("s3:Get*", when=HTTP), deny("s3:Put*", when=HTTP)], "201"),
    Case("split by action and complement", [deny("s3:Get*", when=HTTP), deny(no("s3:Get*"), when=HTTP)], "", "201"),
    Case("inverted", [deny(when={"Bool": {"aws:SecureTransport": "true"}})], "201"),
    Case("an Allow of HTTPS", [allow("s3:*", BOTH, {"Bool": {"aws:SecureTransport": "true"}}, aws(ROLE))], "201"),
    Case("all but another bucket's", [deny(resource=no("arn:aws:s3:::other/*"), when=HTTP)], "", "201"),
    Case("all but one prefix", [deny(resource=no("BUCKET/public/*"), when=HTTP)], "201"),
    Case("all but an account action", [deny(no("s3:ListAllMyBuckets"), when=HTTP)], "", "201"),
    Case("all but reading", [deny(no("s3:GetObject"), when=HTTP)], "201"),
    Case("reading alone", [deny("s3:GetObject", OBJECTS, HTTP)], "201"),
    Case("own account alone", [deny(when=HTTP, who=aws(ROOT))], "201"),
    Case("old versions alone", [deny(when={"NumericLessThan": {"s3:TlsVersion": "1.2"}})], "201"),
    Case("old versions if any", [deny(when={"NumericLessThanIfExists": {"s3:TlsVersion": "1.2"}})], "", "201"),
    Case("old versions beside", [deny(when=HTTP), deny(when={"NumericLessThan": {"s3:TlsVersion": 1.2}})], "", "201"),
    Case("and old versions", [deny(when={**HTTP, "NumericLessThan": {"s3:TlsVersion": "1.2"}})], "201"),
    Case("and not a service, by Bool", [
        deny(when={"Bool": {"aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false"}})], "201"),
    Case("and not a service, by BoolIfExists", [
        deny(when={**HTTP, "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}})], "", "201"),
    Case("and present", [deny(when={**HTTP, "Null": {"aws:SecureTransport": "false"}})], "", "201"),
    Case("and absent", [deny(when={**HTTP, "Null": {"aws:SecureTransport": "true"}})], "201"),
    Case("and outside of an endpoint", [deny(when={**HTTP, "StringNotEquals": {"aws:SourceVpce": "vpce-1"}})], "201"),
    Case("all but one role", [deny(when={**HTTP, "ArnNotEquals": {"aws:PrincipalArn": ROLE}})], "201"),
    Case("a pattern", [deny(resource="BUCKET*", when=HTTP)], "", "201"),
    Case("a pattern with a slash", [deny(resource=[BUCKET, "BUCKET/a*"], when=HTTP)], "201"),
    Case("every action", [deny("*", when=HTTP)], "", "201"),
    Case("principal in a list", [deny(when=HTTP, who={"AWS": ["*"]})], "", "201"),
    Case("beside a public statement", [allow(), deny(when=HTTP)], "101 103", "201"),
    Case("no Deny", [allow(who=aws(ROLE))], "201", "101 103 202"),
]  # fmt: skip

LOCKOUT = [
    Case("everything", [deny()], "203", "201"),
    Case("the bucket alone", [deny(resource=BUCKET)], "203"),
    Case("objects alone", [deny(resource=OBJECTS)], "", "203"),
    Case("own account", [deny(who=aws(ROOT))], "203"),
    Case("own account by number", [deny(who=aws(OWN))], "203"),
    Case("other account", [deny(who=aws(OTHER))], "", "203"),
    Case("own role", [deny(who=aws(ROLE))], "", "203"),
    Case("all but own account", [deny(when={"StringNotEquals": {"aws:PrincipalAccount": OWN}})], "", "203"),
    Case("all but another account", [deny(when={"StringNotEquals": {"aws:PrincipalAccount": OTHER}})], "203"),
    Case("all but a role", [deny(when={"ArnNotLike": {"aws:PrincipalArn": ROLE}})], "", "203"),
    Case("all but roles by text", [deny(when={"StringNotLike": {"aws:PrincipalArn": [ROLE, f"{ROLE}-*"]}})], "", "203"),
    Case("all but another's role", [deny(when={"ArnNotEquals": {"aws:PrincipalArn": FOREIGN_ROLE}})], "203"),
    Case("all but the root user", [deny(when={"ArnNotEquals": {"aws:PrincipalArn": ROOT}})], "203"),
    Case("put alone", [deny("s3:PutBucketPolicy", BUCKET)], "", "203"),
    Case("put and delete", [deny(["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"], BUCKET)], "203"),
    Case("put and delete in two", [deny("s3:Put*"), deny("s3:DeleteBucket*")], "203"),
    Case("put for some, delete for others", [
        deny("s3:PutBucketPolicy", BUCKET, {"ArnNotEquals": {"aws:PrincipalArn": ROLE}}),
        deny("s3:DeleteBucketPolicy", BUCKET, {"ArnEquals": {"aws:PrincipalArn": ROLE}})], "", "203"),
    Case("a role and everybody else", [
        deny(resource=BUCKET, when={"ArnNotEquals": {"aws:PrincipalArn": ROLE}}),
        deny(resource=BUCKET, when={"ArnEquals": {"aws:PrincipalArn": ROLE}})], "203"),
    Case("all but policy actions", [
        deny(no(["s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:GetBucketPolicy"]))], "", "203"),
    Case("all but reading", [deny(no(["s3:Get*", "s3:List*"]))], "203"),
    Case("all but the account as principal", [deny(who=no(aws(ROOT)))], "203"),
    Case("all but role and account", [deny(who=no(aws(ROLE, ROOT)))], "", "203"),
    Case("outside of an endpoint", [deny(when={"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})], "", "203"),
    Case("outside of addresses", [deny(when={"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})], "", "203"),
    Case("without MFA", [deny(when={"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}})], "", "203"),
    Case("ids", [deny(when={"StringNotLike": {"aws:userid": ["AROAEXAMPLEID:*", OWN]}})], "", "203"),
    Case("later", [deny(when={"DateGreaterThan": {"aws:CurrentTime": "2040-01-01T00:00:00Z"}})], "", "203"),
    Case("another service's actions", [deny("sqs:*")], "208", "203"),
]  # fmt: skip

NAMED = [
    Case("own role", [allow(who=aws(ROLE))], "", "101 103 202"),
    Case("own account by number", [allow(who=aws(OWN))], "", "202"),
    Case("foreign role", [allow(who=aws(FOREIGN_ROLE))], "202", "101 103"),
    Case("foreign session", [allow(who=aws(f"arn:aws:sts::{OTHER}:assumed-role/app/me"))], "202", "103"),
    Case("own and foreign", [allow(who=aws(OWN, OTHER))], "202"),
    Case("foreign by condition", [allow(when={"StringEquals": {"aws:PrincipalAccount": OTHER}})], "202", "101 103"),
    Case("foreign ARN by condition", [allow(when={"ArnEquals": {"aws:PrincipalArn": FOREIGN_ROLE}})], "202", "101 103"),
    Case("foreign but denied", [allow(who=aws(OTHER)), deny(who=aws(OTHER))], "", "202"),
    Case("foreign but outside denied", [
        allow(who=aws(OTHER)), deny(when={"StringNotEquals": {"aws:PrincipalAccount": OWN}})], "", "202"),
    Case("foreign without effect", [allow("s3:GetObject", BUCKET, who=aws(OTHER))], "208", "202"),
    Case("foreign from an endpoint", [
        allow(when={"StringEquals": {"aws:SourceVpce": "vpce-1"}}, who=aws(OTHER))], "202", "103"),
    Case("foreign user, own organisation", [
        allow(when={"StringEquals": {"aws:PrincipalOrgID": ORG}}, who=aws(OTHER))], "202", "103"),
    Case("cloudfront by account", [
        allow(who={"Service": "cloudfront.amazonaws.com"},
              when={"StringEquals": {"AWS:SourceArn": f"arn:aws:cloudfront::{OWN}:distribution/E1"}})],
         "", "101 103 202 207 208"),
    Case("cloudfront for anybody", [allow(who={"Service": "cloudfront.amazonaws.com"})], "207", "101 103 202"),
    Case("cloudfront, any distribution of ours", [
        allow(who={"Service": "cloudfront.amazonaws.com"},
              when={"ArnLike": {"aws:SourceArn": f"arn:aws:cloudfront::{OWN}:distribution/*"}})], "", "101 207"),
    Case("cloudfront, any distribution", [
        allow(who={"Service": "cloudfront.amazonaws.com"},
              when={"ArnLike": {"aws:SourceArn": "arn:aws:cloudfront::*:distribution/*"}})], "207", "101"),
    Case("trail of the account", [
        allow("s3:PutObject", f"BUCKET/AWSLogs/{OWN}/*", {"StringEquals": {"aws:SourceAccount": OWN}},
              {"Service": "cloudtrail.amazonaws.com"})], "", "207 208"),
    Case("services of the organisation", [
        allow("s3:PutObject", OBJECTS, {"StringEquals": {"aws:SourceOrgID": ORG}},
              {"Service": ["cloudtrail.amazonaws.com", "config.amazonaws.com"]})], "", "101 103 207"),
    Case("log delivery for anybody", [
        allow("s3:PutObject", OBJECTS, {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
              {"Service": "delivery.logs.amazonaws.com"})], "207", "101 103 202 208"),
    Case("any trail of ours", [
        allow("s3:PutObject", OBJECTS, {"ArnLike": {"aws:SourceArn": f"arn:aws:cloudtrail:*:{OWN}:trail/*"}},
              {"Service": "cloudtrail.amazonaws.com"})], "", "207"),
    Case("any trail of ours, as text", [
        allow("s3:PutObject", OBJECTS, {"StringLike": {"aws:SourceArn": f"arn:aws:logs:*:{OWN}:*"}},
              {"Service": "delivery.logs.amazonaws.com"})], "", "207"),
    Case("any trail", [
        allow("s3:PutObject", OBJECTS, {"ArnLike": {"aws:SourceArn": "arn:aws:cloudtrail:*:*:trail/*"}},
              {"Service": "cloudtrail.amazonaws.com"})], "207"),
    Case("anything at all", [
        allow("s3:PutObject", OBJECTS, {"StringLike": {"aws:SourceArn": "arn:aws:*"}},
              {"Service": "cloudtrail.amazonaws.com"})], "207"),
    Case("inventory of any bucket", [
        allow("s3:PutObject", OBJECTS, {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}},
              {"Service": "s3.amazonaws.com"})], "207", "101"),
    Case("inventory of one bucket", [
        allow("s3:PutObject", OBJECTS, {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::acme-source"}},
              {"Service": "s3.amazonaws.com"})], "", "101 207"),
    Case("service for anybody, others denied", [
        allow("s3:PutObject", who={"Service": "cloudtrail.amazonaws.com"}),
        deny("s3:PutObject", OBJECTS, {"StringNotEquals": {"aws:SourceAccount": OWN}},
             {"Service": "cloudtrail.amazonaws.com"})], "", "101 207"),
    Case("origin access identity", [
        allow(who=aws("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1ABCDEF"))], "", "101 103 202"),
    Case("service beside everybody", [
        allow(who={"AWS": "*", "Service": "cloudfront.amazonaws.com"})], "101 103"),
]  # fmt: skip

WIDE = [
    Case("everything for a role", [allow("s3:*", BOTH, who=aws(ROLE))], "204", "101 103 202"),
    Case("star for a role", [allow("*", BOTH, who=aws(ROLE))], "204"),
    Case("everything on objects", [allow("s3:*", OBJECTS, who=aws(ROLE))], "204"),
    Case("reads", [allow("s3:Get*", OBJECTS, who=aws(ROLE))], "", "204"),
    Case("everything in capitals", [allow("S3:*", BOTH, who=aws(ROLE))], "204"),
    Case("everything by two stars", [allow("s3:**", BOTH, who=aws(ROLE))], "204"),
    Case("everything denied", [deny("s3:*", OBJECTS, who=aws(OTHER))], "", "204"),
    Case("an Allow NotAction for a role", [allow(no("s3:Put*"), BOTH, who=aws(ROLE))], "206", "101 103"),
    Case("a Deny NotPrincipal", [deny(OBJECTS and "s3:PutObject", OBJECTS, who=no(aws(ROLE, ROOT)))], "", "205"),
    Case("a Deny NotAction", [deny(no("s3:GetObject"), OBJECTS)], "", "206"),
]  # fmt: skip

EXAMPLES = [
    Case("AWS: members of the organisation over TLS", [
        allow(when={"StringEquals": {"aws:PrincipalOrgID": ORG}}), deny(when=HTTP)], "", "101 103 201 203 208"),
    Case("AWS: addresses with an exception", [
        deny(when={"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]}})], "201", "101 103 203"),
    Case("AWS: MFA age", [
        deny("s3:*", "BUCKET/taxdocuments/*", {"Null": {"aws:MultiFactorAuthAge": True}}),
        deny("s3:*", "BUCKET/taxdocuments/*", {"NumericGreaterThan": {"aws:MultiFactorAuthAge": 3600}}),
        allow(["s3:GetObject"], OBJECTS, who="*")], "101 103"),
    Case("AWS: inventory and analytics", [
        allow("s3:PutObject", OBJECTS, {
            "ArnLike": {"aws:SourceArn": "arn:aws:s3:::acme-source"},
            "StringEquals": {"aws:SourceAccount": OWN, "s3:x-amz-acl": "bucket-owner-full-control"}},
            {"Service": "s3.amazonaws.com"})], "", "101 103 202 207 208"),
    Case("AWS: storage lens export", [
        allow("s3:PutObject", "BUCKET/lens/*", {"StringEquals": {
            "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": OWN,
            "aws:SourceArn": f"arn:aws:s3:us-east-1:{OWN}:storage-lens/lens"}},
            {"Service": "storage-lens.s3.amazonaws.com"})], "", "101 103 207 208"),
    Case("AWS: CloudTrail", [
        allow("s3:GetBucketAcl", BUCKET, {"StringEquals": {
            "aws:SourceArn": f"arn:aws:cloudtrail:eu-west-1:{OWN}:trail/main"}}, {"Service": "cloudtrail.amazonaws.com"}),
        allow("s3:PutObject", f"BUCKET/AWSLogs/{OWN}/*", {"StringEquals": {
            "s3:x-amz-acl": "bucket-owner-full-control",
            "aws:SourceArn": f"arn:aws:cloudtrail:eu-west-1:{OWN}:trail/main"}}, {"Service": "cloudtrail.amazonaws.com"}),
    ], "", "101 103 202 207 208"),
    Case("AWS: Config", [
        allow(["s3:GetBucketAcl", "s3:ListBucket"], BUCKET, {"StringEquals": {"AWS:SourceAccount": OWN}},
              {"Service": "config.amazonaws.com"}),
        allow("s3:PutObject", f"BUCKET/AWSLogs/{OWN}/Config/*", {"StringEquals": {
            "s3:x-amz-acl": "bucket-owner-full-control", "AWS:SourceAccount": OWN}},
            {"Service": "config.amazonaws.com"})], "", "101 103 207 208"),
    Case("AWS: load balancer's account", [
        allow("s3:PutObject", f"BUCKET/AWSLogs/{OWN}/*", who=aws("arn:aws:iam::127311923021:root"))], "", "101 103 202"),
    Case("AWS: load balancer's service", [
        allow("s3:PutObject", f"BUCKET/AWSLogs/{OWN}/*",
              who={"Service": "logdelivery.elasticloadbalancing.amazonaws.com"})], "", "101 103 202"),
    Case("AWS: vended logs", [
        allow("s3:PutObject", f"BUCKET/AWSLogs/{OWN}/*", {
            "StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": [OWN]},
            "ArnLike": {"aws:SourceArn": [f"arn:aws:logs:us-east-1:{OWN}:*"]}},
            {"Service": "delivery.logs.amazonaws.com"})], "", "101 103 207 208"),
    Case("AWS: user folders", [
        allow("s3:ListBucket", BUCKET, {"StringLike": {"s3:prefix": ["home/alice/*"]}}, aws(ROLE)),
        allow(["s3:PutObject", "s3:GetObject"], "BUCKET/home/alice/*", who=aws(ROLE))], "", "101 103 202 208"),
    Case("AWS: delegate to access points", [
        allow("*", BOTH, {"StringEquals": {"s3:DataAccessPointAccount": OWN}}, aws("*"))], "204", "101 103 202"),
    Case("AWS: replica from another account", [
        allow(["s3:ReplicateObject", "s3:ReplicateDelete"], OBJECTS, who=aws(FOREIGN_ROLE)),
        allow(["s3:List*", "s3:GetBucketVersioning", "s3:PutBucketVersioning"], BUCKET, who=aws(FOREIGN_ROLE))],
        "202", "101 103 208"),
    Case("AWS: read only for one endpoint", [
        deny(when={"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}})], "", "101 103 203"),
    Case("AWS: no unencrypted uploads", [
        deny("s3:PutObject", OBJECTS, {"Null": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "true"}})],
        "201", "101 103 203 208"),
    Case("AWS: data perimeter", [
        deny(when={
            "StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}), allow()], "", "101 203"),
    Case("perimeter by Bool", [
        deny(when={
            "StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG},
            "Bool": {"aws:PrincipalIsAWSService": "false"}}), allow()], "101", "203"),
    Case("perimeter that an own VPC evades", [
        deny(when={"StringNotEqualsIfExists": {"aws:PrincipalOrgID": ORG},
                   "Null": {"aws:SourceVpc": "true"}}), allow()], "101", "203"),
    Case("perimeter on the wrong key", [
        deny(when={"StringNotEquals": {"aws:ResourceOrgID": ORG}}), allow()], "", "203"),
    Case("Deny of one VPC", [deny(when={"StringEquals": {"aws:SourceVpc": "vpc-1"}}), allow()], "101 103", "203"),
    Case("Deny of reading over one network", [
        deny("s3:GetObject", OBJECTS, {"Null": {"aws:SourceVpce": "true"}}), allow()], "101"),
    Case("two Denies that leave nothing", [
        allow(), deny("s3:GetObject", OBJECTS, HTTP),
        deny("s3:GetObject", OBJECTS, {"Bool": {"aws:SecureTransport": "true"}})], "", "101"),
    Case("two Denies that leave a file", [
        allow(), deny("s3:GetObject", "BUCKET/a*"), deny("s3:GetObject", no("BUCKET/a*/*"))], "", "101"),
    Case("Deny of objects with a slash", [allow(), deny("s3:GetObject", "BUCKET/*/*")], "101 103"),
    Case("Allow and Deny of patterns that meet", [
        allow(resource="BUCKET/*.html"), deny("s3:GetObject", "BUCKET/private*")], "101 103"),
    Case("Deny covers the Allow", [allow(resource="BUCKET/private/x/*"), deny("s3:Get*", "BUCKET/private/*")], "", "101"),
    Case("versions alone", [allow("s3:GetObjectVersion")], "101 103", "208"),
    Case("an ACL may be written", [allow("s3:PutObjectAcl", OBJECTS, who="*")], "101 103"),
    Case("the policy may be written", [allow("s3:PutBucketPolicy", BUCKET, who=aws(OTHER))], "202", "101 103"),
    Case("null of a key that is always there", [
        allow(when={"Null": {"aws:SecureTransport": "true"}}, who=aws(ROLE))], "208", "101 103"),
    Case("a service's name as account", [
        allow(when={"StringEquals": {"aws:PrincipalServiceName": "cloudtrail.amazonaws.com"}})], "", "101"),
]  # fmt: skip


CASES = [
    pytest.param(case, id=f"{kind}: {case.name}")
    for kind, cases in (("public", PUBLIC), ("denied", DENIED), ("tls", TLS), ("lockout", LOCKOUT), ("named", NAMED),
                        ("examples", EXAMPLES),
                        ("wide", WIDE))
    for case in cases
]  # fmt: skip


def placed(value: Any, arn: str) -> Any:
    """The statements with the bucket's ARN in them."""
    return json.loads(json.dumps(value).replace("BUCKET", arn))


def document(case: Case, arn: str) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": placed(case.statements, arn)}, indent=1)


def hcl(case: Case, policy: str, extra: str = "", bucket: str = "aws_s3_bucket.b.id") -> Configuration:
    flags = "\n".join(f"  {flag} = {str(case.blocked).lower()}" for flag in FLAGS)
    text = f"""
resource "aws_s3_bucket" "b" {{
  bucket = "acme-data"
}}
resource "aws_s3_bucket_public_access_block" "b" {{
  bucket = aws_s3_bucket.b.id
{flags}
}}
{extra}
resource "aws_s3_bucket_policy" "b" {{
  bucket = {bucket}
  policy = {policy}
}}
"""
    return terraform.load(MemoryTree({"main.tf": text}), ".", Inputs())


def jsonencoded(case: Case) -> Configuration:
    return hcl(case, f"jsonencode({document(case, '${aws_s3_bucket.b.arn}')})")


def heredoc(case: Case) -> Configuration:
    return hcl(case, f"<<-EOT\n{document(case, 'arn:aws:s3:::acme-data')}\n  EOT", bucket='"acme-data"')


def policy_document(case: Case) -> Configuration:
    """By the data source, whose values are all lists of text."""
    blocks = "\n".join(_block(s) for s in placed(case.statements, "${aws_s3_bucket.b.arn}"))
    extra = f'data "aws_iam_policy_document" "b" {{\n{blocks}\n}}'
    return hcl(case, "data.aws_iam_policy_document.b.json", extra)


def _block(given: Statement) -> str:
    lines = [f'effect = "{given["Effect"]}"']
    for element, name in (("Action", "actions"), ("Resource", "resources"), ("Principal", "principals")):
        for key, prefix in ((element, ""), ("Not" + element, "not_")):
            if key not in given:
                continue
            if element != "Principal":
                lines.append(f"{prefix}{name} = {json.dumps(_list(given[key]))}")
                continue
            who = {"*": "*"} if given[key] == "*" else given[key]
            lines += [
                f'{prefix}principals {{\n type = "{kind}"\n identifiers = {json.dumps(_list(names))}\n}}'
                for kind, names in who.items()
            ]
    for operator, keys in given.get("Condition", {}).items():
        lines += [
            f'condition {{\n test = "{operator}"\n variable = "{key}"\n values = {json.dumps(_texts(values))}\n}}'
            for key, values in keys.items()
        ]
    return "statement {\n" + "\n".join(lines) + "\n}"


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> list[str]:
    return [v if isinstance(v, str) else json.dumps(v) for v in _list(value)]


def template(case: Case) -> Configuration:
    return _stack(case, lambda text: {"Fn::Sub": text.replace("BUCKET", "${Data.Arn}")})


def joined(case: Case) -> Configuration:
    return _stack(case, lambda text: {"Fn::Join": ["", [{"Fn::GetAtt": ["Data", "Arn"]}, text.removeprefix("BUCKET")]]})


def _stack(case: Case, resource: Any) -> Configuration:
    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: walk(v) for k, v in value.items()}
        if isinstance(value, list):
            return [walk(v) for v in value]
        return resource(value) if isinstance(value, str) and value.startswith("BUCKET") else value

    block = {
        name: str(case.blocked).lower()
        for name in ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
    }
    made = {
        "Resources": {
            "Data": {
                "Type": "AWS::S3::Bucket",
                "Properties": {"BucketName": "acme-data", "PublicAccessBlockConfiguration": block},
            },
            "Policy": {
                "Type": "AWS::S3::BucketPolicy",
                "Properties": {
                    "Bucket": {"Ref": "Data"},
                    "PolicyDocument": {"Version": "2012-10-17", "Statement": walk(case.statements)},
                },
            },
        }
    }
    (loaded,) = cloudformation.load(MemoryTree({"t.json": json.dumps(made)}), "t.json", Inputs())
    return loaded


def verdicts(loaded: Configuration, codes: set[str]) -> dict[str, str]:
    """The worst that each check says of the bucket; a check that says nothing passes it."""
    assert loaded.diagnostics == []
    checks = [check for check in ALL if check.code in codes]
    judged, failures = run(graph.build(loaded, Context(account_id=OWN)), checks, loaded.root)
    assert failures == []
    found = dict.fromkeys(codes, "pass")
    for finding in judged:
        verdict = finding.verdict.value
        if finding.resource in {"aws_s3_bucket.b", "Data"} and found[finding.code] != "fail" and verdict != "pass":
            found[finding.code] = verdict
    return found


@pytest.mark.parametrize("form", [jsonencoded, heredoc, policy_document, template, joined])
@pytest.mark.parametrize("case", CASES)
def test_a_policy_in_every_form(case: Case, form: Any) -> None:
    assert verdicts(form(case), set(case.expected)) == case.expected


DOCUMENT_TLS = """statement {
    effect    = "Deny"
    sid       = "Tls"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.b.arn, "${aws_s3_bucket.b.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }"""
DOCUMENT_PUBLIC = """statement {
    sid       = "Read"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.b.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }"""


def data(name: str, *parts: str) -> str:
    return f'data "aws_iam_policy_document" "{name}" {{\n  ' + "\n  ".join(parts) + "\n}\n"


TLS_JSON = "data.aws_iam_policy_document.tls.json"
READ_JSON = "data.aws_iam_policy_document.read.json"
BASE = data("tls", DOCUMENT_TLS) + data("read", DOCUMENT_PUBLIC)
HCL = [
    ("source documents", BASE + data("b", f"source_policy_documents = [{TLS_JSON}, {READ_JSON}]"),
     "data.aws_iam_policy_document.b.json", {"103": "fail", "201": "pass"}),
    ("override of the public statement", BASE + data(
        "b", f"override_policy_documents = [{TLS_JSON}]",
        DOCUMENT_PUBLIC.replace('sid       = "Read"', 'sid       = "Tls"')),
     "data.aws_iam_policy_document.b.json", {"103": "pass", "201": "pass"}),
    ("override by the public statement", BASE + data(
        "b", f"override_policy_documents = [{READ_JSON}]",
        DOCUMENT_TLS.replace('sid       = "Tls"', 'sid       = "Read"')),
     "data.aws_iam_policy_document.b.json", {"103": "fail", "201": "fail"}),
    ("compacted documents", BASE + data("b", f'source_policy_documents = compact([{TLS_JSON}, "", null])'),
     "data.aws_iam_policy_document.b.json", {"103": "pass", "201": "pass"}),
    ("chosen document", 'variable "public" {\n  type = bool\n  default = false\n}\n' + BASE,
     f"var.public ? {READ_JSON} : {TLS_JSON}", {"103": "pass", "201": "pass"}),
    ("open document", 'variable "public" {\n  type = bool\n}\n' + BASE,
     f"var.public ? {READ_JSON} : {TLS_JSON}", {"103": "unknown", "201": "unknown"}),
    ("statements flattened", BASE,
     f"jsonencode({{ Statement = flatten([for d in [{TLS_JSON}, {READ_JSON}] : jsondecode(d).Statement]) }})",
     {"103": "fail", "201": "pass"}),
    ("statements merged", BASE, f"jsonencode(merge(jsondecode({TLS_JSON}), {{ Id = \"x\" }}))",
     {"103": "pass", "201": "pass"}),
    ("null statements left out", BASE,
     f"jsonencode({{ Statement = [for s in [null, jsondecode({TLS_JSON}).Statement[0]] : s if s != null] }})",
     {"103": "pass", "201": "pass"}),
    ("replaced text", BASE, f'replace(replace({TLS_JSON}, "\\n", ""), "    ", "")', {"103": "pass", "201": "pass"}),
    ("a dynamic condition", 'variable "orgs" {\n  default = ["o-a1b2c3d4e5"]\n}\n' + data("b", DOCUMENT_PUBLIC[:-1] + """
    dynamic "condition" {
      for_each = length(var.orgs) > 0 ? [1] : []
      content {
        test     = "StringEquals"
        variable = "aws:PrincipalOrgID"
        values   = var.orgs
      }
    }
  }"""), "data.aws_iam_policy_document.b.json", {"103": "pass", "101": "pass"}),
    ("no dynamic condition", 'variable "orgs" {\n  default = []\n}\n' + data("b", DOCUMENT_PUBLIC[:-1] + """
    dynamic "condition" {
      for_each = length(var.orgs) > 0 ? [1] : []
      content {
        test     = "StringEquals"
        variable = "aws:PrincipalOrgID"
        values   = var.orgs
      }
    }
  }"""), "data.aws_iam_policy_document.b.json", {"103": "fail", "101": "fail"}),
    ("an open Deny protects nobody", 'variable "who" {}\n' + data("b", DOCUMENT_PUBLIC, DOCUMENT_TLS.replace(
        'type        = "*"\n      identifiers = ["*"]', 'type        = "AWS"\n      identifiers = [var.who]')),
     "data.aws_iam_policy_document.b.json", {"103": "fail", "201": "unknown"}),
    ("an open action", 'variable "action" {}\n' + data("b", DOCUMENT_PUBLIC.replace('"s3:GetObject"', "var.action")),
     "data.aws_iam_policy_document.b.json", {"101": "unknown", "202": "pass"}),
    ("a heredoc with a directive", 'variable "public" {\n  default = false\n}\n', """<<EOT
{"Version": "2012-10-17", "Statement": [
%{ if var.public }{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "${aws_s3_bucket.b.arn}/*"},%{ endif }
{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": ["${aws_s3_bucket.b.arn}", "${aws_s3_bucket.b.arn}/*"], "Condition": {"Bool": {"aws:SecureTransport": false}}}
]}
EOT""", {"103": "pass", "201": "pass"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "extra", "policy", "expected"), HCL, ids=[case[0] for case in HCL])
def test_a_policy_composed_in_terraform(name: str, extra: str, policy: str, expected: dict[str, str]) -> None:
    loaded = hcl(Case(name, []), policy, extra)
    wanted = {f"S3L{code}": verdict for code, verdict in expected.items()}
    assert verdicts(loaded, set(wanted)) == wanted
