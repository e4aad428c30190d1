"""The policy does not deny principals outside the organization.

A Deny for every principal whose `aws:PrincipalOrgID` differs from yours is a data perimeter: no later Allow, ACL or
access point can give an outsider access. If a resource control policy of the organization already does this, turn this
check off. It would end what a public site or public content is for, so such a bucket passes.

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
      Condition = {
        StringNotEqualsIfExists = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }
        BoolIfExists            = { "aws:PrincipalIsAWSService" = "false" }
      }
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
              StringNotEquals:
                aws:PrincipalOrgID: o-a1b2c3d4e5
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
from s3lint.checks.settled import unless
from s3lint.checks.statements import judge_refusal
from s3lint.graph import Bucket, buckets
from s3lint.policy.uploads import outsiders_undenied
from s3lint.questions.roles import breaks


def judge(bucket: Bucket) -> Verdict:
    """Fails where a stranger's request meets no Deny."""
    known = access(bucket)
    undecided = "cannot decide whether the policy denies principals outside the organization"
    verdict = judge_refusal(
        bucket,
        outsiders_undenied(known.controlled, known.subject),
        fail="the policy does not deny principals outside the organization",
        undecided=undecided,
    )
    return unless(verdict, lambda: breaks(bucket, "private", CHECK.code), undecided)


CHECK = Check(
    code="S3L213",
    name="org-boundary-missing",
    severity=Severity.INFO,
    profile=Profile.AUDIT,
    subjects=buckets,
    judge=judge,
    edit="none: which organization it is is not in the code",
    fix="deny principals outside the organization",
    terraform=(
        'Condition = { StringNotEqualsIfExists = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" }, BoolIfExists = { '
        '"aws:PrincipalIsAWSService" = "false" } }'
    ),
    cloudformation=(
        'Condition: {StringNotEqualsIfExists: {"aws:PrincipalOrgID": o-a1b2c3d4e5}, BoolIfExists: '
        '{"aws:PrincipalIsAWSService": "false"}}'
    ),
    doc=__doc__,
    references=("https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html",),
)
