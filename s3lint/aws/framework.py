"""What the Serverless Framework makes beside a service's own resources.

https://www.serverless.com/framework/docs/providers/aws/guide/resources
"""

from __future__ import annotations

FUNCTION, LOG_GROUP = "AWS::Lambda::Function", "AWS::Logs::LogGroup"
ROLE, PERMISSION = "AWS::IAM::Role", "AWS::Lambda::Permission"
BUCKET, BUCKET_POLICY = "AWS::S3::Bucket", "AWS::S3::BucketPolicy"
EVENTS = "Custom::S3"  # puts the events of a bucket that exists
