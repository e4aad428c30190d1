"""What generated policies are made of: principals, resources, and condition keys with operators and values."""

from __future__ import annotations

from typing import Any

from tests.policy.prove.worlds import BUCKET, OWNER

FOREIGN, THIRD = "222233334444", "333344445555"
ORGANIZATION = "o-a1b2c3d4e5"
TEXTS = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"]
TEXTS += ["StringLikeIfExists", "StringNotLikeIfExists", "StringEqualsIfExists", "StringNotEqualsIfExists"]
LIKE = ["StringLike", "StringNotLike", "StringLikeIfExists", "StringNotLikeIfExists"]
SAME = ["StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringNotEqualsIfExists"]
ARNS = ["ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals", "ArnLikeIfExists", "ArnNotLikeIfExists"]
ADDRESSES = ["IpAddress", "NotIpAddress", "IpAddressIfExists", "NotIpAddressIfExists"]
NUMBERS = ["NumericLessThan", "NumericGreaterThan", "NumericEquals", "NumericNotEquals", "NumericLessThanEquals"]
NUMBERS += ["NumericGreaterThanEquals", "NumericLessThanIfExists"]
DATES = ["DateLessThan", "DateGreaterThan", "DateLessThanEquals", "DateGreaterThanEquals"]
TRUTH, TRUTHS = ["Bool", "BoolIfExists"], ["true", "false"]
SETS = ["ForAnyValue:StringLike", "ForAnyValue:StringNotLike", "ForAllValues:StringLike", "ForAllValues:StringNotLike"]

Row = tuple[str, list[str], list[str], bool]  # key, operators, values, whether Null may test it

WORDS = ["a", "b", "ab", "k", "x", "p/q", "public", "secret", "logs", "2024", "img"]
GLOBS = ["a*", "*b", "a*b", "?", "a?", "*x*", "?*", "??", "*/y", "p/*", "p/?*", "p/q/*", "k*", "*.html", "x-*", "*/*"]
GLOBS += ["public/*", "private/*", "logs/*", "*/shared", "report?.csv", "*a*b*", "[!-~]*", "a/*/b", "*-x", "A*", "*"]

PATTERN_KEYS: list[Row] = [
    ("aws:Referer", TEXTS, ["a*", "*b", "a*b", "*x*", "a?b", "ab", "https://*", "*", "??", "A*B"], True),
    ("aws:UserAgent", TEXTS, ["curl/*", "*bot*", "aws-sdk*", "c*", "*"], True),
    ("aws:username", TEXTS, ["a*", "*b", "bob", "b?b", "svc-*", "*-*", "a*b*c"], True),
    ("aws:PrincipalTag/team", TEXTS, ["red", "r*", "*d", "blue", "b?ue"], True),
    ("aws:userid", LIKE, ["AIDA*", "AROA*", "*:b*", "*:bob", "AROAEXAMPLEID12345:*", "2*", "????????????"], False),
    ("aws:PrincipalArn", ARNS, [
        "arn:aws:iam::*:role/a*", "arn:aws:iam::*:role/*b", "arn:aws:iam::*:user/*", "arn:aws:iam::*:root",
        "arn:aws:iam::*:*/admin*", "arn:aws:*::*:role/a*b", f"arn:aws:iam::{FOREIGN}:role/*", "arn:aws:sts::*:*",
        f"arn:aws:iam::{OWNER}:role/ops*", f"arn:aws:iam::{OWNER}:user/*", "arn:aws:iam::2*:role/*",
        "arn:aws:iam::*:role/*/b*",
    ], False),
    ("aws:PrincipalArn", LIKE, [
        "arn:aws:iam::*:role/a*", "*:root", "*/b*", f"*{FOREIGN}*", "arn:aws:iam::*4:*",
    ], False),
    ("aws:SourceVpce", LIKE, ["vpce-*", "vpce-0*", "vpce-?1*", "*", "vpce-0abcdef1234567890"], True),
    ("aws:SourceVpc", LIKE, ["vpc-*", "vpc-9*", "vpc-91237329"], True),
    ("aws:PrincipalOrgPaths", SETS, [f"{ORGANIZATION}/*", "o-*/r-*/ou-*", "o-*", f"{ORGANIZATION}/r-ab12/*"], False),
    ("aws:SourceVpcArn", ARNS, [
        "arn:aws:ec2:*:*:vpc/*", f"arn:aws:ec2:*:{OWNER}:vpc/*", "arn:aws:ec2:us-*:*:vpc/vpc-0*",
    ], False),
]  # fmt: skip
NETWORK_KEYS: list[Row] = [
    ("aws:SourceIp", ADDRESSES, [
        "203.0.113.0/24", "10.0.0.0/8", "16.0.0.0/7", "0.0.0.0/1", "128.0.0.0/1", "0.0.0.0/0", "::/0", "2001:db8::/32",
        "2600::/24", "198.51.100.7", "8.0.0.0/6",
    ], False),
    ("aws:VpcSourceIp", ADDRESSES, ["10.0.0.0/8", "10.1.0.0/16", "192.168.0.0/16"], False),
    ("aws:SourceVpce", TEXTS, ["vpce-0abcdef1234567890", "vpce-*"], True),
    ("aws:SourceVpc", TEXTS, ["vpc-91237329", "vpc-*"], True),
    ("aws:VpceAccount", TEXTS, [OWNER, FOREIGN], True),
    ("aws:VpceOrgID", TEXTS, [ORGANIZATION, "o-*"], True),
    ("aws:VpceOrgPaths", SETS, [f"{ORGANIZATION}/*", "o-*/*"], False),
    ("aws:SecureTransport", TRUTH, TRUTHS, True),
    ("s3:TlsVersion", NUMBERS, ["1.2", "1.3"], True),
]  # fmt: skip
# keys with few values (or ids that nobody knows whole) are never all ruled out, and not compared with a literal `*`
ACTION_KEYS: list[Row] = [
    ("s3:prefix", TEXTS, ["a*", "home/*", "home/", "mp3", "*b"], True),
    ("s3:delimiter", TEXTS, ["/", "*"], True),
    ("s3:max-keys", NUMBERS, ["10", "100", "1000"], True),
    ("s3:VersionId", LIKE, ["abc", "a*"], False),
    ("s3:x-amz-acl", SAME[:2], ["bucket-owner-full-control"], True),
    ("s3:x-amz-server-side-encryption", SAME, ["AES256", "aws:kms"], True),
    ("s3:x-amz-storage-class", LIKE, ["STANDARD", "GLACIER*"], True),
    ("s3:x-amz-copy-source", LIKE, ["/b/*", "b/*"], True),
    ("s3:object-lock-mode", SAME, ["COMPLIANCE"], True),
    ("s3:object-lock-remaining-retention-days", NUMBERS, ["10", "30"], True),
    ("s3:RequestObjectTag/team", TEXTS, ["red", "r*"], True),
    ("s3:RequestObjectTagKeys", SETS, ["team", "t*", "*m"], False),
    ("s3:signatureversion", SAME, ["AWS4-HMAC-SHA256"], True),
    ("s3:authType", SAME, ["REST-HEADER"], True),
    ("s3:ResourceAccount", TEXTS, [OWNER, FOREIGN], True),
    ("aws:CurrentTime", DATES, ["2030-01-01T00:00:00Z", "2035-01-01T00:00:00Z"], False),
]
REQUESTER_KEYS: list[Row] = [
    ("aws:PrincipalType", TEXTS, ["Anonymous", "User", "AssumedRole", "Account", "FederatedUser", "A*"], True),
    ("aws:PrincipalAccount", TEXTS, [FOREIGN, OWNER, "anonymous", "2222*", "*"], False),
    ("aws:PrincipalOrgID", TEXTS, [ORGANIZATION, "o-*", "o-zzzzzzzzzz"], True),
    ("aws:PrincipalOrgPaths", SETS, [f"{ORGANIZATION}/*", f"{ORGANIZATION}/r-ab12/*", "o-*/*"], False),
    ("aws:PrincipalArn", ARNS, [
        f"arn:aws:iam::{OWNER}:root", f"arn:aws:iam::{OWNER}:role/Admin", f"arn:aws:iam::{OWNER}:*",
        f"arn:aws:iam::{FOREIGN}:root", f"arn:aws:iam::{FOREIGN}:role/*", "arn:aws:iam::*:root",
        "arn:aws:iam::*:role/*", "arn:aws:iam::*:user/*", f"arn:aws:sts::{FOREIGN}:federated-user/*",
        "arn:aws:sts::*:federated-user/*",
    ], True),
    ("aws:userid", TEXTS, [
        "AIDA*", "AROA*", "anonymous", FOREIGN, OWNER, "*:*", "AIDAEXAMPLEID12345", f"{FOREIGN}:*",
    ], True),
    ("aws:username", TEXTS, ["bob", "b*"], True),
    ("aws:PrincipalIsAWSService", TRUTH, TRUTHS, True),
    ("aws:MultiFactorAuthPresent", TRUTH, TRUTHS, True),
    ("aws:PrincipalTag/team", TEXTS, ["red", "r*"], True),
    ("aws:SourceAccount", TEXTS, [OWNER, FOREIGN], True),
    ("aws:SourceArn", ARNS, [f"arn:aws:cloudtrail:us-east-1:{OWNER}:trail/t"], True),
    ("s3:DataAccessPointAccount", TEXTS, [OWNER, FOREIGN], True),
    ("s3:AccessPointNetworkOrigin", TEXTS[:2], ["VPC", "Internet"], True),
]  # fmt: skip

PRINCIPALS: list[Any] = [
    {"AWS": FOREIGN}, {"AWS": f"arn:aws:iam::{FOREIGN}:root"}, {"AWS": f"arn:aws:iam::{FOREIGN}:role/Reader"},
    {"AWS": f"arn:aws:iam::{FOREIGN}:user/bob"}, {"AWS": f"arn:aws:sts::{FOREIGN}:assumed-role/Reader/bob"},
    {"AWS": f"arn:aws:sts::{FOREIGN}:federated-user/bob"}, {"AWS": [FOREIGN, THIRD]}, {"AWS": OWNER},
    {"AWS": [f"arn:aws:iam::{OWNER}:role/Admin", FOREIGN]}, {"AWS": f"arn:aws:iam::{OWNER}:role/Admin"},
    {"AWS": f"arn:aws:iam::{THIRD}:role/path/Reader"}, {"Service": "cloudtrail.amazonaws.com"},
]  # fmt: skip
OTHERS: list[Any] = [
    {"AWS": [f"arn:aws:iam::{OWNER}:user/bob", f"arn:aws:iam::{OWNER}:root"]}, {"AWS": OWNER}, {"AWS": FOREIGN},
]  # fmt: skip
ACTIONS: list[Any] = [
    "s3:GetObject", "s3:GetObject", "s3:*", "s3:*", "s3:ListBucket", "s3:PutObject", "s3:Get*", "s3:?etObject", "*",
    ["s3:GetObject", "s3:PutObject"], ["s3:ListBucket", "s3:GetObject"], "s3:*Object", "s3:GetObjectVersion", "s3:Put*",
    ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"], "s3:*BucketPolicy", "s3:Delete*",
]  # fmt: skip
WHOLE = [BUCKET, f"{BUCKET}/*"]
