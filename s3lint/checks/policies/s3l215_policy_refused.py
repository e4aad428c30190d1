"""AWS rejects the policy, so what it says does not take effect.

S3 and IAM check the form of a policy when it is deployed. They reject a principal that is neither an account nor the
ARN of an IAM user or role, or that does not stand under a kind such as AWS, a condition operator that does not exist,
an element that policies do not have, and a policy that is too large. An identity policy cannot have a Principal, and
its Sids are letters and digits, each once in the policy. The deployment fails, or the former policy stays in force.

S3L208 reports actions that do not exist, and statements that match nothing.

Undecided when the part that AWS would reject exists only under an unknown condition.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "arn:aws:iam::111122223333:role/app" # finding
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}
```
```terraform bad
resource "aws_iam_policy" "reader" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Read"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/app" } # finding
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-data/*"
    }]
  })
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
      Sid       = "Let the app read"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:role/app" }
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}
```
```terraform unknown
variable "strict" {
  type = bool
}
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.strict ? "111122223333" : "lambda.amazonaws.com" } # unknown
      Action    = "s3:GetObject"
      Resource  = "${aws_s3_bucket.data.arn}/*"
    }]
  })
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: 111122223333 }
            Action: s3:ListBucket
            Resource: !GetAtt Data.Arn
            Condition:
              StringIs: { s3:prefix: public } # finding
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
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: { AWS: 111122223333 }
            Action: s3:ListBucket
            Resource: !GetAtt Data.Arn
            Condition:
              StringEquals: { s3:prefix: public }
```
```cloudformation unknown
Parameters:
  Stage:
    Type: String
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Data:
    Type: AWS::S3::Bucket
  DataPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Data
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { AWS: !If [IsProd, "111122223333", ec2.amazonaws.com] } # unknown
            Action: s3:ListBucket
            Resource: !GetAtt Data.Arn
```
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.questions.policies import Holder, holders, policies, refusals
from s3lint.values import Evidence


def judge(holder: Holder) -> Iterator[Verdict]:
    """One verdict for each thing that AWS rejects."""
    for note, there in (found for policy in policies(holder) for found in refusals(policy)):
        evidence = (Evidence(note.span, note.message),)
        if there.is_yes:
            yield Verdict(Outcome.FAIL, f"AWS rejects the policy: {note.message}", evidence, what=note.message)
        else:
            text = f"cannot decide whether AWS rejects the policy: {note.message}"
            yield Verdict(Outcome.UNKNOWN, text, evidence, there.reasons, what=note.message)


CHECK = Check(
    code="S3L215",
    name="policy-refused",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=holders,
    judge=judge,
    edit="none: what the part was meant to say is a decision",
    fix="write the part as AWS takes it",
    terraform='Principal = { AWS = "arn:aws:iam::111122223333:role/NAME" }',
    cloudformation="Principal: {AWS: arn:aws:iam::111122223333:role/NAME}",
    since="0.2.0",
    doc=__doc__,
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    ),
)
