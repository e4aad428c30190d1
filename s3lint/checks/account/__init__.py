"""S3L7xx: identities, endpoints and the account around the buckets."""
