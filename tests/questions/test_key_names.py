"""Which texts name a customer-managed key; and what is not known of one never decides against what it may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.questions.key_names import names_customer_key, text_names_customer_key
from s3lint.values import Reason, Text, Unknown

ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
MULTI = "mrk-1234abcd12ab34cd56ef1234567890ab"
GOOD = (
    ID,
    MULTI,
    f"arn:aws:kms:eu-west-1:111122223333:key/{ID}",
    f"arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/{MULTI}",
    "alias/acme",
    "alias/awsome",
    "alias/acme/aws/s3",
    "arn:aws:kms:eu-west-1:111122223333:alias/acme",
)
BAD = (
    "",
    "aws/s3",
    "alias/aws/s3",
    "alias/aws/rds",
    "alias/",
    "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3",
    f"arn:aws:km:eu-west-1:111122223333:key/{ID}",
    "arn:aws:s3:::acme",
    "arn:aws:kms:eu-west-1:111122223333:key/",
    "not-a-key",
    "acme",
    ID[:-1],
)


@pytest.mark.parametrize("text", GOOD)
def test_a_key_by_id_arn_or_alias(text: str) -> None:
    assert names_customer_key(text)


@pytest.mark.parametrize("text", BAD)
def test_anything_else_is_none(text: str) -> None:
    assert not names_customer_key(text)


def _with_hole(text: str, start: int, end: int) -> Text:
    gap = Unknown(Reason("variable", "var.part", "has no default"))
    return Text(tuple(part for part in (text[:start], gap, text[end:]) if part != ""))


@given(st.sampled_from([text for text in GOOD + BAD if text]), st.data())
def test_a_part_that_is_not_known_leaves_open_what_it_may_decide(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))  # nobody gives an empty part for the rest of a name
    found = text_names_customer_key(_with_hole(text, start, end), lambda part: False)
    if names_customer_key(text):
        assert not found.is_no
    else:
        assert not found.is_yes


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (("arn:aws:kms:", None, ":", None, ":key/", None), "yes"),
        (("arn:aws:kms:", None, ":", None, ":", None), "unknown"),
        (("alias/", None), "unknown"),
        (("alias/acme-", None), "yes"),
        (("arn:aws:sns:", None), "no"),
        (("alias/aws/", None), "no"),
        ((None, "alias/aws/s3"), "no"),
        (("acme-", None), "no"),
    ],
)
def test_what_is_known_decides_where_it_is_enough(parts: tuple[str | None, ...], says: str) -> None:
    gap = Unknown(Reason("variable", "var.part", "has no default"))
    text = Text(tuple(gap if part is None else part for part in parts))
    assert text_names_customer_key(text, lambda part: False).truth.value == says


def test_a_name_of_this_configuration_is_no_alias_of_aws() -> None:
    gap = Unknown(Reason("after-apply", "random_id.a.hex", "is known only after apply"))
    assert text_names_customer_key(Text(("alias/", gap)), lambda part: True).is_yes
