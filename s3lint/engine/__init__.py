"""Paths and settings in, a report out. Knows no format and no terminal; prints nothing and exits nowhere."""

from s3lint.engine.errors import UsageError
from s3lint.engine.report import Report
from s3lint.engine.request import Request

__all__ = ["Report", "Request", "UsageError"]
