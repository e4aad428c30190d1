"""Floor 5: baselines and what a finding is known by. Knows no line numbers."""

from s3lint.baseline.apply import Result, apply
from s3lint.baseline.file import BaselineError, Entry, read, write
from s3lint.baseline.fingerprint import fingerprint, with_fingerprints

__all__ = ["BaselineError", "Entry", "Result", "apply", "fingerprint", "read", "with_fingerprints", "write"]
