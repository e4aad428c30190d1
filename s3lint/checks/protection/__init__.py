"""S3L5xx: versions, Object Lock, lifecycle, replication and deletion."""
