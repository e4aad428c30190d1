"""s3lint finds insecure Amazon S3 buckets in Terraform and CloudFormation before they are deployed."""

__version__ = "0.2.0"
