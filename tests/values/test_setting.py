"""What a setting says where its value has another shape than is due."""

from __future__ import annotations

import pytest

from s3lint.values import Mapping, Reason, Scalar, Sequence, Value
from s3lint.values.setting import Setting

OPEN = Reason("unread", "a macro", "may change this part")


@pytest.mark.parametrize(
    "value",
    [Mapping({}, {}), Mapping({"a": Scalar("Enabled")}, {}), Sequence((Scalar("Enabled"),)), Sequence(())],
)
def test_a_block_or_list_where_a_word_is_due_is_neither_yes_nor_no(value: Value) -> None:
    fact = Setting("status", value, None).is_any("Enabled")
    assert fact.is_unknown
    assert [reason.text.partition(", ")[2] for reason in fact.reasons] == ["where one value is expected"]


def test_a_part_that_a_macro_may_change_is_open_for_that_reason() -> None:
    assert Setting("status", Mapping({}, {}, open=OPEN), None).is_true().reasons == (OPEN,)
