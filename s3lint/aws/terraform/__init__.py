"""Adapts the AWS provider's resources (v3 inline to v6) to the graph. `ADAPTERS` lists them by type."""

from __future__ import annotations

from s3lint.aws.adapter import Adapter
from s3lint.aws.terraform import access, bucket, controls, identity, observation, other_buckets, protection

ADAPTERS: dict[str, Adapter] = {
    # the bucket and its controls
    "aws_s3_bucket": bucket.adapt,
    "data.aws_s3_bucket": bucket.adapt_existing,
    "aws_s3_bucket_public_access_block": controls.adapt_public_access_block,
    "aws_s3_bucket_server_side_encryption_configuration": controls.adapt_encryption,
    "aws_s3_bucket_logging": controls.adapt_logging,
    "aws_s3_bucket_policy": controls.adapt_policy,
    "aws_s3_bucket_versioning": controls.adapt_versioning,
    "aws_s3_bucket_ownership_controls": controls.adapt_ownership,
    "aws_s3_bucket_acl": controls.adapt_acl,
    "aws_s3_bucket_lifecycle_configuration": protection.adapt_lifecycle,
    "aws_s3_bucket_replication_configuration": protection.adapt_replication,
    "aws_s3_bucket_object_lock_configuration": protection.adapt_object_lock,
    "aws_s3_bucket_notification": protection.adapt_notification,
    "aws_s3_bucket_website_configuration": access.adapt_website,
    "aws_s3_bucket_cors_configuration": access.adapt_cors,
    "aws_s3_bucket_request_payment_configuration": controls.adapt_request_payment,
    "aws_s3_bucket_metric": observation.adapt_metric,
    # other ways to the data
    "aws_s3_account_public_access_block": access.adapt_account_block,
    "aws_s3_access_point": access.adapt_access_point,
    "aws_s3control_access_point_policy": access.adapt_access_point_policy,
    "aws_s3control_multi_region_access_point": access.adapt_multi_region,
    "aws_s3control_multi_region_access_point_policy": access.adapt_multi_region_policy,
    "aws_s3control_object_lambda_access_point": access.adapt_object_lambda,
    "aws_s3control_object_lambda_access_point_policy": access.adapt_object_lambda_policy,
    "aws_s3_object": access.adapt_object,
    "aws_s3_bucket_object": access.adapt_object,
    "aws_s3_object_copy": access.adapt_object,
    "aws_cloudfront_distribution": access.adapt_distribution,
    "aws_vpc_endpoint": access.adapt_endpoint,
    "aws_vpc_endpoint_policy": access.adapt_endpoint_policy,
    "aws_lambda_permission": access.adapt_lambda_permission,
    # identities
    "aws_iam_policy": identity.adapt_policy(""),
    "aws_iam_role_policy": identity.adapt_policy("role"),
    "aws_iam_user_policy": identity.adapt_policy("user"),
    "aws_iam_group_policy": identity.adapt_policy("group"),
    "aws_iam_role": identity.adapt_holder("role"),
    "aws_iam_role_policy_attachment": identity.adapt_attachment,
    "aws_iam_user_policy_attachment": identity.adapt_attachment,
    "aws_iam_group_policy_attachment": identity.adapt_attachment,
    "aws_iam_policy_attachment": identity.adapt_attachment,
    # keys and watchers
    "aws_kms_key": observation.adapt_key,
    "aws_kms_alias": observation.adapt_alias,
    "aws_cloudtrail": observation.adapt_trail,
    "aws_cloudtrail_event_data_store": observation.adapt_event_data_store,
    "aws_cloudwatch_metric_alarm": observation.adapt_alarm,
    "aws_cloudwatch_log_metric_filter": observation.adapt_metric_filter,
    "aws_cloudwatch_event_rule": observation.adapt_event_rule,
    "aws_guardduty_detector": observation.adapt_detector,
    "aws_guardduty_detector_feature": observation.adapt_detector_feature,
    "aws_macie2_account": observation.adapt_macie,
    "aws_accessanalyzer_analyzer": observation.adapt_analyzer,
    "aws_organizations_policy": observation.adapt_organization_policy,
    # other kinds of bucket
    "aws_s3_directory_bucket": other_buckets.adapt("directory"),
    "aws_s3tables_table_bucket": other_buckets.adapt("table"),
    "aws_s3tables_table_bucket_policy": other_buckets.adapt_policy("table", "resource_policy", "table_bucket_arn"),
    "aws_s3tables_table_policy": other_buckets.adapt_policy("table", "resource_policy", "table_bucket_arn"),
    "aws_s3vectors_vector_bucket": other_buckets.adapt("vector"),
    "aws_s3vectors_vector_bucket_policy": other_buckets.adapt_policy("vector", "policy", "vector_bucket_arn"),
}
