"""Adapts CloudFormation's resource types to the graph. `ADAPTERS` lists them by type."""

from __future__ import annotations

from s3lint.aws.adapter import Adapter
from s3lint.aws.cloudformation import access, bucket, identity, observation

ADAPTERS: dict[str, Adapter] = {
    "AWS::S3::Bucket": bucket.adapt,
    "AWS::S3::BucketPolicy": bucket.adapt_policy,
    # other ways to the data
    "AWS::S3::AccessPoint": access.adapt_access_point,
    "AWS::S3::MultiRegionAccessPoint": access.adapt_multi_region,
    "AWS::S3::MultiRegionAccessPointPolicy": access.adapt_access_point_policy("Policy", "MrapName"),
    "AWS::S3ObjectLambda::AccessPoint": access.adapt_object_lambda,
    "AWS::S3ObjectLambda::AccessPointPolicy": access.adapt_access_point_policy(
        "PolicyDocument", "ObjectLambdaAccessPoint"
    ),
    "AWS::CloudFront::Distribution": access.adapt_distribution,
    "AWS::EC2::VPCEndpoint": access.adapt_endpoint,
    "AWS::Lambda::Permission": access.adapt_lambda_permission,
    # identities
    "AWS::IAM::Policy": identity.adapt_policy,
    "AWS::IAM::ManagedPolicy": identity.adapt_policy,
    "AWS::IAM::RolePolicy": identity.adapt_policy,
    "AWS::IAM::UserPolicy": identity.adapt_policy,
    "AWS::IAM::GroupPolicy": identity.adapt_policy,
    "AWS::IAM::Role": identity.adapt_holder("role"),
    "AWS::IAM::User": identity.adapt_holder("user"),
    "AWS::IAM::Group": identity.adapt_holder("group"),
    # keys and watchers
    "AWS::KMS::Key": observation.adapt_key,
    "AWS::KMS::Alias": observation.adapt_alias,
    "AWS::CloudTrail::Trail": observation.adapt_trail,
    "AWS::CloudTrail::EventDataStore": observation.adapt_event_data_store,
    "AWS::CloudWatch::Alarm": observation.adapt_alarm,
    "AWS::Logs::MetricFilter": observation.adapt_metric_filter,
    "AWS::Events::Rule": observation.adapt_event_rule,
    "AWS::GuardDuty::Detector": observation.adapt_detector,
    "AWS::Macie::Session": observation.adapt_macie,
    "AWS::AccessAnalyzer::Analyzer": observation.adapt_analyzer,
    "AWS::Organizations::Policy": observation.adapt_organization_policy,
    # other kinds of bucket
    "AWS::S3Express::DirectoryBucket": access.adapt_directory_bucket,
    "AWS::S3Express::BucketPolicy": access.adapt_other_policy("directory", "PolicyDocument", "Bucket"),
    "AWS::S3Tables::TableBucket": access.adapt_other_bucket("table", "TableBucketName", "SSEAlgorithm"),
    "AWS::S3Tables::TableBucketPolicy": access.adapt_other_policy("table", "ResourcePolicy", "TableBucketARN"),
    "AWS::S3Tables::TablePolicy": access.adapt_other_policy("table", "ResourcePolicy", "TableARN"),
    "AWS::S3Vectors::VectorBucket": access.adapt_other_bucket("vector", "VectorBucketName", "SseType"),
    "AWS::S3Vectors::VectorBucketPolicy": access.adapt_other_policy(
        "vector", "Policy", "VectorBucketArn", "VectorBucketName"
    ),
}
