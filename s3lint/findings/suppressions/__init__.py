"""Suppressions in comments and metadata. Pure functions: text and findings in, findings and remarks out.

`scan` reads a file's comments, `of_resource` and `of_template` CloudFormation's Metadata, `apply` marks what they
cover, `add_ignores` writes new ones.
"""

from s3lint.findings.suppressions.add import Insertion, add_ignores
from s3lint.findings.suppressions.apply import Idle, Result, Settings, apply
from s3lint.findings.suppressions.metadata import of_resource, of_template
from s3lint.findings.suppressions.model import Suppression
from s3lint.findings.suppressions.scan import scan

__all__ = [
    "Idle",
    "Insertion",
    "Result",
    "Settings",
    "Suppression",
    "add_ignores",
    "apply",
    "of_resource",
    "of_template",
    "scan",
]
