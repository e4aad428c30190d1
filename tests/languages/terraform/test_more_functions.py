"""Functions that `terraform console` does not have by itself: those of OpenTofu, and of the AWS provider."""

from __future__ import annotations

from typing import Any

import pytest

from s3lint.languages.terraform.types.inspect import type_of
from s3lint.languages.terraform.types.kinds import STRING
from s3lint.values import Unknown
from tests.languages.terraform.scope import data_of, is_error, value_of

ROLE = "arn:aws:iam::444455556666:"
# what `terraform console` says with the provider 5.100.0
PROVIDER = {
    'provider::aws::arn_parse("arn:aws:s3:::b")': ["", "aws", "", "b", "s3"],
    f'provider::aws::arn_parse("{ROLE}role/a/b:c")': ["444455556666", "aws", "", "role/a/b:c", "iam"],
    'provider::aws::arn_parse("arn:::::")': ["", "", "", "", ""],
    'provider::aws::arn_parse("arn:aws:s3")': None,
    'provider::aws::arn_parse("x:aws:s3:::b")': None,
    'provider::aws::arn_parse("")': None,
    "provider::aws::arn_parse(null)": None,
    'provider::aws::arn_build("aws", "iam", "", "444455556666", "role/example")': f"{ROLE}role/example",
    'provider::aws::arn_build("", "", "", "", "")': "arn:::::",
    'provider::aws::arn_build(null, "", "", "", "")': None,
    f'provider::aws::trim_iam_role_path("{ROLE}role/with/path/example")': f"{ROLE}role/example",
    f'provider::aws::trim_iam_role_path("{ROLE}role/example")': f"{ROLE}role/example",
    f'provider::aws::trim_iam_role_path("{ROLE}role/a/example/")': f"{ROLE}role/",
    f'provider::aws::trim_iam_role_path("{ROLE}user/example")': None,
    'provider::aws::trim_iam_role_path("arn:aws:s3:::role/example")': None,
    'provider::aws::trim_iam_role_path("arn:aws:iam:us-east-1:444455556666:role/a/example")': None,
}
# https://opentofu.org/docs/v1.13/language/functions/assume_family/
OPENTOFU = {
    "assumenotnull(1)": 1,
    "assumenotnull(null)": None,
    'assumestringprefix("vpc-1", "vpc-")': "vpc-1",
    'assumestringprefix("eni-1", "vpc-")': None,
    'assumestringprefix("${var.text}-1", "vpc-")': ...,
    'assumestringprefix("vpc-${var.text}", "vpc-a")': ...,
    'assumestringprefix("eni-${var.text}", "vpc-")': None,
    "assumelistlength([1, 2], 1, 2)": [1, 2],
    "assumelistlength([1, 2], 3, 4)": None,
    "assumelistlengthmin([1, 2], 2)": [1, 2],
    "assumelistlengthmin([1, 2], 3)": None,
    "assumelistlengthmax([1, 2], 1)": None,
    "assumesetlengthmin([1, 1], 2)": None,
    "assumesetlengthmax([var.count, 1], 1)": [1, ...],
    'assumemaplength({ a = 1 }, 0, "1")': {"a": 1},
    "assumemaplengthmin({ a = 1 }, 2)": None,
    'assumeequal("1", 1)': 1,
    'assumeequal(var.text, "x")': "x",
    'assumeequal("a", "b")': None,
    "length(assumelistlengthmin(var.list, 1))": ...,
}


@pytest.mark.parametrize(("code", "expected"), [*PROVIDER.items(), *OPENTOFU.items()])
def test_values(code: str, expected: Any) -> None:
    value = value_of(code)
    if expected is None:
        assert is_error(value)
    elif "arn_parse" in code:
        assert list(data_of(value).values()) == expected
    else:
        assert data_of(value) == expected and not is_error(value)


@pytest.mark.parametrize(
    "code",
    ["assumenotnull(var.id)", 'assumestringprefix(var.id, "a")', 'assumenotnull(assumestringprefix(var.id, "a"))'],
)
def test_an_assumption_hands_the_identity_on(code: str) -> None:
    value = value_of(code)
    assert isinstance(value, Unknown) and value.identity and value.identity.address == "aws_s3_bucket.a"


def test_parts_of_an_unknown_arn_are_unknown_texts() -> None:
    value = value_of("provider::aws::arn_parse(var.text).account_id")
    assert isinstance(value, Unknown) and not is_error(value) and type_of(value) == STRING
    assert is_error(value_of("provider::aws::arn_parse(var.text).no_part"))
