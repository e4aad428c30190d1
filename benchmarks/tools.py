"""The programs that are measured, where they are installed, and how each is asked to do its work."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

# what each of them says of S3 and nothing else, for those that can be told
CHECKOV_S3 = (
    "CKV_AWS_18,CKV_AWS_19,CKV_AWS_20,CKV_AWS_21,CKV_AWS_53,CKV_AWS_54,CKV_AWS_55,CKV_AWS_56,CKV_AWS_57,CKV_AWS_70,"
    "CKV_AWS_93,CKV_AWS_143,CKV_AWS_144,CKV_AWS_145,CKV2_AWS_6,CKV2_AWS_61,CKV2_AWS_62,CKV2_AWS_65"
)
TFPARSE = """
import sys, tfparse
from pathlib import Path
folders = sorted({p.parent for p in Path('.').rglob('*.tf') if 'modules' not in p.parts})
print(sum(len(tfparse.load_from_path(f, allow_downloads=False).get('aws_s3_bucket', [])) for f in folders))
"""
GUARD = """
import json, sys
from pathlib import Path
import cfn_guard_rs, cfn_flip
rule = '''
let buckets = Resources.*[ Type == 'AWS::S3::Bucket' ]
rule s3_public when %buckets !empty {
  %buckets.Properties.PublicAccessBlockConfiguration.RestrictPublicBuckets == true
  %buckets.Properties.BucketEncryption exists
}
'''
failed = 0
for path in sorted(p for p in Path('.').rglob('*') if p.suffix in ('.yaml', '.json')):
    data = json.loads(cfn_flip.to_json(path.read_text()))
    failed += len(cfn_guard_rs.run_checks(data, rule).not_compliant)
print(failed)
"""


@dataclass(frozen=True)
class Tool:
    """One program: its command, what it reads, and how many findings its output has."""

    name: str
    package: str  # the virtual environment that it lives in, below --venvs
    program: str  # in the environment's bin
    reads: frozenset[str]  # terraform, cloudformation
    arguments: Callable[[str], list[str]]
    findings: Callable[[bytes], str]
    environment: Mapping[str, str] = field(default_factory=dict)

    def command(self, kind: str, venvs: Path, own: Path) -> list[str] | None:
        """The command, or None where the tool is not installed."""
        program = (own if self.package == "s3lint" else venvs / self.package / "bin") / self.program
        return [os.fspath(program), *self.arguments(kind)] if program.is_file() else None


def _number(output: bytes) -> str:
    return output.decode().strip() or "?"


def _s3lint(output: bytes) -> str:
    summary = json.loads(output)["summary"]
    return f"{summary['fail']} fail, {summary['unknown']} unknown"


def _checkov(output: bytes) -> str:
    data = json.loads(output)
    reports = data if isinstance(data, list) else [data]
    return f"{sum(r.get('summary', r).get('failed', 0) for r in reports)} fail"


def _list(output: bytes) -> str:
    return f"{len(json.loads(output))}"


def _check(*more: str) -> Callable[[str], list[str]]:
    return lambda kind: ["check", "--output-format", "json", "--exit-zero", *more, "."]


def _checkov_on(*more: str) -> Callable[[str], list[str]]:
    return lambda kind: [
        *("-d", ".", "-o", "json", "--compact", "--quiet", "--skip-download", "--framework", kind),
        *more,
    ]


BOTH = frozenset({"terraform", "cloudformation"})
TERRAFORM, CLOUDFORMATION = frozenset({"terraform"}), frozenset({"cloudformation"})

TOOLS = (
    Tool("s3lint", "s3lint", "s3lint", BOTH, _check(), _s3lint, {"S3LINT_NO_CACHE": "1"}),
    Tool("checkov", "checkov", "checkov", BOTH, _checkov_on(), _checkov),
    Tool("checkov, S3 checks alone", "checkov", "checkov", BOTH, _checkov_on("--check", CHECKOV_S3), _checkov),
    Tool("tfparse (reads only)", "tfparse", "python", TERRAFORM, lambda kind: ["-c", TFPARSE], _number),
    Tool(
        "cfn-lint",
        "cfn-lint",
        "cfn-lint",
        CLOUDFORMATION,
        lambda kind: ["--format", "json", "**/*.yaml", "**/*.json"],
        _list,
    ),
    Tool("cfn-guard (two rules)", "cfn-guard", "python", CLOUDFORMATION, lambda kind: ["-c", GUARD], _number),
)
