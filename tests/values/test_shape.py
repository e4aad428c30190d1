"""What declared patterns say of texts that are not known, and of bucket names that hold them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.values.shape import shape_of
from tests.support.verdicts import verdicts

PIECES = ["a", "-", "[a-z]", "[a-z0-9-]", r"\d", r"\w", r"[\w.]", r"\.", "[-a]", "[A-F_]"]
COUNTS = ["", "?", "*", "+", "{2}", "{1,3}", "{2,}"]


@given(st.data())
def test_a_shape_holds_of_every_text_that_the_pattern_matches(data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(COUNTS)), min_size=1, max_size=4))
    pattern = "^" + "".join(piece + count for piece, count in pieces) + "$"
    shape = shape_of(pattern)
    assert shape is not None
    text = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True)).removesuffix("\n")
    assert set(text) <= shape.alphabet and shape.least <= len(text)
    assert shape.most is None or len(text) <= shape.most
    if text:
        assert text[0] in shape.first and text[-1] in shape.last


@pytest.mark.parametrize(
    "pattern",
    [
        "[a-z]+",
        "^[a-z]+",
        "^a|b$",
        "^(a|b)$",
        "^[^a]$",
        "^.+$",
        r"^\S+$",
        "^$",
        r"^a\$",
        "^[a",
        "^a{99999}$",
        r"^[\s]$",
    ],
)
def test_a_pattern_that_does_not_tell(pattern: str) -> None:
    assert shape_of(pattern) is None


ROWS = [
    ("acme-{}-data", "^[a-z0-9]{2,8}$", "pass"),
    ("acme-{}", "^[a-z][a-z0-9-]{0,20}[a-z0-9]$", "pass"),
    ("{}", "^[a-z0-9]{3,30}$", "pass"),
    ("{}", "^[a-z0-9]{2,30}$", ""),
    ("acme-{}", "^[a-z0-9-]{2,8}$", ""),  # may end with a hyphen
    ("acme-{}-data", "^[a-z0-9-]{2,8}$", "pass"),
    ("acme-{}-data", "^[a-zA-Z0-9]{2,8}$", ""),
    ("acme-{}-data", "^[a-z0-9]+$", ""),  # may be too long
    ("acme-{}-data", "^[a-z]{1,60}$", ""),
    ("10.0.0.{}", "^[0-9]{1,3}$", ""),
    ("Acme-{}", "^[a-z]{2,8}$", "fail"),
]


@pytest.mark.parametrize(("name", "pattern", "wanted"), ROWS)
def test_names_with_a_variable_whose_form_is_validated(name: str, pattern: str, wanted: str) -> None:
    text = f"""
variable "part" {{
  type = string
  validation {{
    condition     = can(regex("{pattern}", var.part)) && var.part != "x"
    error_message = "No."
  }}
}}
resource "aws_s3_bucket" "a" {{
  bucket = "{name.format("${var.part}")}"
}}
"""
    assert list(verdicts({"main.tf": text}, "S3L601").values()) == [wanted] * bool(wanted)


@pytest.mark.parametrize(("name", "pattern", "wanted"), ROWS)
def test_names_with_a_parameter_whose_pattern_is_declared(name: str, pattern: str, wanted: str) -> None:
    text = f"""
Parameters:
  Part:
    Type: String
    AllowedPattern: '{pattern}'
Resources:
  A:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "{name.format("${Part}")}"
"""
    assert list(verdicts({"template.yaml": text}, "S3L601").values()) == [wanted] * bool(wanted)


@pytest.mark.parametrize(("length", "wanted"), [("MaxLength: 20", "pass"), ("MaxLength: 60", ""), ("", "")])
def test_the_length_of_a_parameter(length: str, wanted: str) -> None:
    text = f"""
Parameters:
  Part:
    Type: String
    AllowedPattern: "[a-z0-9]+"
    {length}
Resources:
  A:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "acme-${{Part}}"
"""
    assert list(verdicts({"template.yaml": text}, "S3L601").values()) == [wanted] * bool(wanted)


@pytest.mark.parametrize(
    ("pattern", "principal", "wanted"),
    [
        (r"^\\d{12}$", "var.part", "pass"),
        (r"^\\d{12}$", '"arn:aws:iam::${var.part}:root"', "pass"),
        (r"^arn:aws:iam::[0-9]{12}:role/[a-z-]+$", "var.part", "pass"),
        (r"^[a-z*]+$", "var.part", "unknown"),
        (r"^.*$", "var.part", "unknown"),
    ],
)
def test_a_principal_whose_pattern_rules_wildcards_out_is_not_everyone(
    pattern: str, principal: str, wanted: str
) -> None:
    text = f"""
variable "part" {{
  type = string
  validation {{
    condition     = can(regex("{pattern}", var.part))
    error_message = "No."
  }}
}}
resource "aws_s3_bucket" "a" {{
  bucket = "acme-data"
}}
resource "aws_s3_bucket_public_access_block" "a" {{
  bucket = aws_s3_bucket.a.id
}}
resource "aws_s3_bucket_policy" "a" {{
  bucket = aws_s3_bucket.a.id
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Principal = {{ AWS = {principal} }}
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::acme-data/*"
    }}]
  }})
}}
"""
    assert list(verdicts({"main.tf": text}, "S3L103").values()) == [wanted]
