"""What becomes of findings before a report: fingerprints, suppressions, baselines, redaction. Pure functions."""
