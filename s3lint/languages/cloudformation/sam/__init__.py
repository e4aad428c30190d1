"""SAM: what the transform AWS::Serverless-2016-10-31 makes, as far as it touches S3."""
