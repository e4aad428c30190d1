"""Control policies of the organization that a change removes, adds or loosens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.compare.test_openings import ACCOUNT, HEAD, allow
from tests.compare.test_states import compare, write

STRANGERS = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Resource": "*",
    "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
}
DELETES = {"Effect": "Deny", "Action": "s3:DeleteBucketPolicy", "Resource": "*"}
RESOURCES, PRINCIPALS = "RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"
SHARED = (
    'resource "aws_s3_bucket_policy" "b" {\n  bucket = aws_s3_bucket.b.id\n  policy = '
    + allow(ACCOUNT, "s3:GetObject", "arn:aws:s3:::acme-b/*")
    + "\n}\n"
)


def control(kind: str, *statements: dict[str, Any], target: str = "111122223333") -> str:
    content = json.dumps(json.dumps({"Version": "2012-10-17", "Statement": statements}))
    return f"""
provider "aws" {{
  alias               = "management"
  allowed_account_ids = ["999999999999"]
}}
resource "aws_organizations_policy" "o" {{
  provider = aws.management
  name     = "o"
  type     = "{kind}"
  content  = {content}
}}
resource "aws_organizations_policy_attachment" "o" {{
  policy_id = aws_organizations_policy.o.id
  target_id = "{target}"
}}
"""


def gained(folder: Path, old: str, new: str) -> set[tuple[str, str]]:
    write(folder / "old", main__tf=HEAD + SHARED + old)
    write(folder / "new", main__tf=HEAD + SHARED + new)
    return {(one.who, one.state) for change in compare(folder, "new", "old").buckets for one in change.gained}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (control(RESOURCES, STRANGERS), "", ("other accounts", "yes")),
        (control(RESOURCES, STRANGERS, target="ou-abcd-12345678"), "", ("other accounts", "unknown")),
        (
            control(RESOURCES, STRANGERS),
            control(RESOURCES, STRANGERS, target="222233334444"),
            ("other accounts", "yes"),
        ),
        (control(PRINCIPALS, DELETES), "", ("own account", "yes")),
        (control(PRINCIPALS, DELETES, target="ou-abcd-12345678"), "", ("own account", "unknown")),
        (
            control(PRINCIPALS, DELETES),
            control(PRINCIPALS, {**DELETES, "Action": "s3:PutObject"}),
            ("own account", "yes"),
        ),
    ],
)
def test_what_is_no_longer_denied_is_gained(tmp_path: Path, old: str, new: str, expected: tuple[str, str]) -> None:
    assert expected in gained(tmp_path, old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", control(RESOURCES, STRANGERS)),
        ("", control(PRINCIPALS, DELETES)),
        (control(PRINCIPALS, DELETES), control(PRINCIPALS, {**DELETES, "Action": "s3:Delete*"})),
        (control(PRINCIPALS, DELETES, target="222233334444"), ""),
        (control(RESOURCES, STRANGERS), control(RESOURCES, {**STRANGERS, "Sid": "Same"})),
    ],
)
def test_what_is_denied_as_before_is_not(tmp_path: Path, old: str, new: str) -> None:
    assert gained(tmp_path, old, new) == set()


def test_a_service_control_policy_says_nothing_of_other_accounts(tmp_path: Path) -> None:
    everything = {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}
    assert gained(tmp_path, control(PRINCIPALS, everything), "") == {("own account", "yes")}
