"""A conformance suite for linters of S3 buckets: inputs with true verdicts, and how tools do on them."""
