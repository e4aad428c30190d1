"""Suppressions in comments and metadata. Pure functions: text and findings in, findings and remarks out.

`scan` reads a file's comments, `from_metadata` a CloudFormation resource's Metadata, `apply` marks what they cover,
`add_ignores` writes new ones.
"""

from s3lint.findings.suppressions.add import Insertion, add_ignores
from s3lint.findings.suppressions.apply import Result, Settings, apply
from s3lint.findings.suppressions.metadata import from_metadata
from s3lint.findings.suppressions.model import Suppression
from s3lint.findings.suppressions.scan import scan

__all__ = ["Insertion", "Result", "Settings", "Suppression", "add_ignores", "apply", "from_metadata", "scan"]
