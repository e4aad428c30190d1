"""Which standards ask for a check: CIS AWS Foundations, AWS FSBP, PCI DSS and NIST SP 800-53.

AWS states for each Security Hub control which requirements of these standards it is about. A check that carries a
control's id among its aliases takes them over; `Check.frameworks` holds what a benchmark asks beside.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from s3lint.checks.model import Check

NAMES = {"cis": "CIS AWS Foundations", "fsbp": "AWS FSBP", "pci": "PCI DSS", "nist": "NIST SP 800-53"}


@cache
def _data() -> dict[str, Any]:
    return dict(json.loads(files("s3lint.checks").joinpath("data", "standards.json").read_text("utf-8")))


def editions() -> dict[str, str]:
    """The edition of each standard that the numbers are of."""
    return dict(_data()["editions"])


def tags(check: Check) -> tuple[str, ...]:
    """The requirements that a check is about: `cis:2.1.4`, `fsbp:S3.8`, `pci:1.4.4`, `nist:AC-3`, sorted."""
    found = set(check.frameworks)
    for control in check.aliases:
        for standard, numbers in _data()["controls"].get(control, {}).items():
            found.update(f"{standard}:{number}" for number in numbers)
    order = list(NAMES)
    return tuple(sorted(found, key=lambda tag: (order.index(tag.partition(":")[0]), tag)))


def by_standard(check: Check) -> dict[str, list[str]]:
    """The numbers of the requirements under the names of their standards, with the edition."""
    found: dict[str, list[str]] = {}
    for tag in tags(check):
        standard, _, number = tag.partition(":")
        found.setdefault(f"{NAMES[standard]} {editions()[standard]}", []).append(number)
    return found
