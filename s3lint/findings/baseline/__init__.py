"""Baselines: what stays accepted. Knows no line numbers."""

from s3lint.findings.baseline.apply import Result, apply
from s3lint.findings.baseline.file import Access, BaselineError, Entry, read, read_access, write

__all__ = ["Access", "BaselineError", "Entry", "Result", "apply", "read", "read_access", "write"]
