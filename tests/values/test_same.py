"""Whether two things say the same at the same places."""

from __future__ import annotations

from s3lint.source import Source
from s3lint.values import Mapping, Scalar
from s3lint.values.same import same


def test_alike_is_told_by_every_part_and_place() -> None:
    def value(text: str, data: object = True) -> Mapping:
        span = Source("a.tf", text).span(0, 1)
        return Mapping({"a": Scalar(data, span=span)}, {"a": span})  # type: ignore[arg-type]

    assert same(value("abc"), value("abc"))
    assert not same(value("abc"), value("abd")), "a place is one of its text"
    assert not same(value("abc"), value("abc", False)) and not same(value("abc", 1), value("abc", True))
    assert not same(value("abc"), None) and not same([1], [1, 2]) and not same({"a": 1}, {"b": 1})
    assert not same(object(), object()), "what cannot be compared is not alike"
