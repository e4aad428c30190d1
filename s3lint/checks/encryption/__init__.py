"""S3L3xx: encryption and KMS keys."""
