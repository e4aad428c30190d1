"""The policy does not deny TLS versions below 1.2.

AWS has turned off TLS 1.0 and 1.1 on its public endpoints. A Deny on `s3:TlsVersion` states the minimum in the bucket's
own policy, and can raise it: with `minimum-tls-version = "1.3"` in the configuration, the check asks for that. Plain
HTTP has no TLS version and passes such a Deny: see S3L201.

Undecided when the policy, or a value in its Deny, is unknown.

```terraform bad
resource "aws_s3_bucket" "data" { # finding
  bucket = "acme-data"
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.data.arn, "${aws_s3_bucket.data.arn}/*"]
      Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
    }]
  })
}
```
```terraform unknown
variable "policy" {}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = var.policy # unknown
}
```
```cloudformation bad
Resources:
  Data: # finding
    Type: AWS::S3::Bucket
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Deny
            Principal: "*"
            Action: s3:*
            Resource: !Sub "${Data.Arn}*"
            Condition:
              NumericLessThan:
                s3:TlsVersion: 1.2
```
```cloudformation unknown
Parameters:
  Policy:
    Type: String
Resources:
  Data:
    Type: AWS::S3::Bucket
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument: !Ref Policy # unknown
```
"""

from __future__ import annotations

from s3lint.access.decisions import access
from s3lint.checks.model import Check, Profile, Severity, Verdict
from s3lint.checks.statements import judge_refusal
from s3lint.checks.wanted import Denial
from s3lint.graph import Bucket, buckets
from s3lint.policy import old_tls_undenied
from s3lint.record import replace


def judge(bucket: Bucket) -> Verdict:
    """Fails on a request over an older TLS version that meets no Deny."""
    known = access(bucket)
    least = bucket.graph.context.minimum_tls_version
    verdict = judge_refusal(
        bucket,
        old_tls_undenied(known.controlled, known.subject, least),
        fail=f"the policy does not deny TLS versions below {least}",
        undecided=f"cannot decide whether the policy denies TLS versions below {least}",
        wanted=(Denial(f"TLS below {least}", "DenyOldTls", ("NumericLessThan", "s3:TlsVersion", least)),),
    )
    if least == "1.2":
        return verdict
    return replace(verdict, fix=f"deny TLS versions below {least} to everyone: NumericLessThan on s3:TlsVersion")


CHECK = Check(
    code="S3L210",
    name="tls-version-minimum",
    severity=Severity.LOW,
    profile=Profile.AUDIT,
    subjects=buckets,
    judge=judge,
    edit="unsafe: clients that use TLS below 1.2 are denied",
    fix="deny TLS versions below 1.2 to everyone",
    terraform=(
        '{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = [aws_s3_bucket.NAME.arn, '
        '"${aws_s3_bucket.NAME.arn}/*"], Condition = { NumericLessThan = { "s3:TlsVersion" = "1.2" } } }'
    ),
    cloudformation=(
        '{Effect: Deny, Principal: "*", Action: "s3:*", Resource: [!GetAtt NAME.Arn, !Sub "${NAME.Arn}/*"], '
        'Condition: {NumericLessThan: {"s3:TlsVersion": "1.2"}}}'
    ),
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html",),
)
