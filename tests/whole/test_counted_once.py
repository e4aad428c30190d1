"""A bucket of a nested template is one bucket for each stack that makes it."""

from __future__ import annotations

import pytest

from tests.support.verdicts import report

CHILD = "Resources:\n  B: {Type: AWS::S3::Bucket}\n"
STACK = "{Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: %s}}"


def parent(*children: str) -> str:
    return "Resources:\n" + "".join(f"  S{at}: {STACK % child}\n" for at, child in enumerate(children))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"child.yaml": CHILD}, ["B"]),
        ({"child.yaml": CHILD, "other.yaml": CHILD}, ["B", "B"]),
        ({"top.yaml": parent("other.yaml"), "child.yaml": CHILD, "other.yaml": CHILD}, ["B", "S0/B"]),
        ({"top.yaml": parent("child.yaml"), "child.yaml": CHILD}, ["S0/B"]),
        ({"top.yaml": parent("child.yaml", "child.yaml"), "child.yaml": CHILD}, ["S0/B", "S1/B"]),
        ({"a.yaml": parent("child.yaml"), "b.yaml": parent("child.yaml"), "child.yaml": CHILD}, ["S0/B", "S0/B"]),
        (
            {"top.yaml": parent("middle.yaml"), "middle.yaml": parent("child.yaml"), "child.yaml": CHILD},
            ["S0/S0/B"],
        ),
    ],
)
def test_a_nested_template_is_counted_where_it_is_deployed(files: dict[str, str], expected: list[str]) -> None:
    found = report(files, "S3L102")
    assert sorted(bucket.address for bucket in found.buckets) == expected
    assert found.summary.buckets == len(expected)
