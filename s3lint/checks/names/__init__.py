"""S3L6xx: bucket names."""
