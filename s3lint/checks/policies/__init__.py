"""S3L2xx: what bucket policies allow and do not refuse."""
