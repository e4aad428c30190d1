"""Baselines: what stays accepted. Knows no line numbers."""

from s3lint.findings.baseline.apply import Result, apply
from s3lint.findings.baseline.file import BaselineError, Entry, read, write

__all__ = ["BaselineError", "Entry", "Result", "apply", "read", "write"]
