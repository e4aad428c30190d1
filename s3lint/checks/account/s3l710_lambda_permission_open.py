"""S3 can invoke a function on behalf of another account's bucket.

A permission for `s3.amazonaws.com` without the bucket's ARN allows any bucket of any account to send events to the
function, with names and contents that the bucket's owner chooses. The ARN alone is not enough: it contains no account,
and anyone can recreate a deleted bucket under the same name. The permission needs both the source ARN and the account.

Undecided when s3lint cannot tell whether they are set, or which principal can invoke the function.

```terraform bad
resource "aws_lambda_permission" "s3" { # finding
  action        = "lambda:InvokeFunction"
  function_name = "thumbnails"
  principal     = "s3.amazonaws.com"
  source_arn    = "arn:aws:s3:::acme-uploads"
}
```
```terraform good
resource "aws_lambda_permission" "s3" {
  action         = "lambda:InvokeFunction"
  function_name  = "thumbnails"
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::acme-uploads"
  source_account = "111122223333"
}
```
```terraform unknown
variable "service" {}
resource "aws_lambda_permission" "events" {
  action        = "lambda:InvokeFunction"
  function_name = "events"
  principal     = var.service # unknown
}
```
```cloudformation bad
Resources:
  Permission: # finding
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: thumbnails
      Principal: s3.amazonaws.com
```
```cloudformation good
Resources:
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: thumbnails
      Principal: s3.amazonaws.com
      SourceArn: arn:aws:s3:::acme-uploads
      SourceAccount: !Ref AWS::AccountId
```
```cloudformation unknown
Parameters:
  Service:
    Type: String
Resources:
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: events
      Principal: !Ref Service # unknown
```
"""

from __future__ import annotations

from s3lint.aws.kinds import LambdaPermission
from s3lint.checks.model import Check, Profile, Severity, Verdict


def judge(permission: LambdaPermission) -> Verdict:
    """Asked of permissions for S3."""
    both = permission.source_arn.is_set() & permission.source_account.is_set()
    missing = [
        name
        for name, setting in (("ARN", permission.source_arn), ("account", permission.source_account))
        if setting.is_set().is_no
    ]
    return Verdict.require(
        both | ~permission.principal.is_any("s3.amazonaws.com"),
        fail=f"S3 can invoke the function without a source {' and '.join(missing)}",
        undecided="cannot decide whose buckets can invoke the function",
    )


CHECK = Check(
    code="S3L710",
    name="lambda-permission-open",
    severity=Severity.MEDIUM,
    profile=Profile.STRICT,
    subjects=lambda graph: graph.of(LambdaPermission),
    judge=judge,
    edit="none: which account owns the bucket is not in the code",
    fix="set the bucket's ARN and the account that owns it",
    terraform="source_arn = aws_s3_bucket.NAME.arn, source_account = data.aws_caller_identity.current.account_id",
    cloudformation="SourceArn: !GetAtt NAME.Arn, SourceAccount: !Ref AWS::AccountId",
    doc=__doc__,
    aliases=("AWS-0067", "W3664"),
    references=("https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html",),
)
