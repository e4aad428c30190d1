"""The bucket's access logs end up in the bucket itself.

A bucket that logs to itself writes a log about every log that is delivered, for ever; two buckets that log to each
other do the same in turns. The logs grow without end and drown what they were kept for.

In CloudFormation a `LoggingConfiguration` without `DestinationBucketName` logs into the bucket itself.

Reported only where it is certain: a destination that is not known closes no loop.

```terraform bad
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket_logging" "data" {
  bucket        = aws_s3_bucket.data.id
  target_bucket = aws_s3_bucket.data.id # finding
  target_prefix = "logs/"
}
```
```terraform good
resource "aws_s3_bucket" "data" {
  bucket = "acme-data"
}
resource "aws_s3_bucket" "audit" {
  bucket = "acme-audit"
}
resource "aws_s3_bucket_logging" "data" {
  bucket        = aws_s3_bucket.data.id
  target_bucket = aws_s3_bucket.audit.id
  target_prefix = "logs/"
}
```
```cloudformation bad
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration: # finding
        LogFilePrefix: logs/
```
```cloudformation good
Resources:
  Data:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration:
        DestinationBucketName: !Ref Audit
  Audit:
    Type: AWS::S3::Bucket
```
"""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.aws.kinds import AccessLogging, BucketNode
from s3lint.checks.model import Check, Outcome, Profile, Severity, Verdict
from s3lint.graph import Bucket, buckets
from s3lint.values import Evidence


def judge(bucket: Bucket) -> Iterator[Verdict]:
    """Follows the chain of destinations from the bucket; fails where it comes back."""
    for logging in bucket.access_logging.certain:
        if logging.target.value is None:
            evidence = (Evidence(logging.header, "no destination is named, so the bucket logs into itself"),)
            yield Verdict(Outcome.FAIL, "the bucket logs its accesses into itself", evidence)
            continue
        for trail in _ways(bucket, logging, ()):
            names = " -> ".join(node.address for node in trail)
            message = (
                "the bucket logs its accesses into itself" if len(trail) == 2 else f"access logs go round: {names}"
            )
            yield Verdict(Outcome.FAIL, message, (Evidence(logging.target.span, "this is where the logs go"),))


def _ways(bucket: Bucket, logging: AccessLogging, trail: tuple[BucketNode, ...]) -> Iterator[tuple[BucketNode, ...]]:
    """The chains that begin and end at the bucket."""
    graph, start = bucket.graph, (trail or (bucket.node,))
    for target, _ in graph.network.out_of(logging, "logs-to"):
        if target is bucket.node:
            yield (*start, target)
        elif target not in start and len(start) < 10:
            for following in graph.governing(target, AccessLogging).certain:
                yield from _ways(bucket, following, (*start, target))


CHECK = Check(
    code="S3L404",
    name="log-target-loop",
    severity=Severity.MEDIUM,
    profile=Profile.DEFAULT,
    subjects=buckets,
    judge=judge,
    fix="deliver the logs into another bucket that is not logged itself",
    terraform="target_bucket = aws_s3_bucket.LOGS.id",
    cloudformation="LoggingConfiguration: {DestinationBucketName: !Ref LOGS}",
    doc=__doc__,
    references=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html",),
)
