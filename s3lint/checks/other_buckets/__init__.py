"""S3L8xx: directory, table and vector buckets."""
