"""The words of a text that may name buckets of other roots, and what it says of states."""

from __future__ import annotations

import pytest

from s3lint.engine.run.beside import mentions


@pytest.mark.parametrize(
    "text",
    [
        'bucket = "acme-logs"',
        "Bucket: acme-logs\n",
        '"BucketName": "acme-logs"',
        "arn:aws:s3:::acme-logs/*",
        "names:\n  - acme-logs\n",
        "Name: acme-logs\r\n",
        "['acme-logs']",
    ],
)
def test_words_that_may_name_a_bucket(text: str) -> None:
    assert "acme-logs" in mentions(text).words


@pytest.mark.parametrize("text", ["logs of acme - acme-logs\n", "# acme-logs\n", "xacme-logs: 1\n", "- acme-logs: 1\n"])
def test_other_words_name_none(text: str) -> None:
    assert "acme-logs" not in mentions(text).words


def test_what_is_said_of_states_names_no_bucket_of_the_code() -> None:
    backend = 'terraform {\n  backend "s3" {\n    bucket = "acme-states"\n    key = "a"\n  }\n}\n'
    read = 'data "terraform_remote_state" "n" {\n  config = {\n    bucket = "acme-states"\n    key = "b"\n  }\n}\n'
    found = mentions(f'{backend}{read}resource "aws_s3_bucket" "b" {{\n  bucket = "acme-data"\n}}\n')
    assert found.buckets == {"acme-data"}
    assert found.keeps == {("acme-states", "a")} and found.reads == {("acme-states", "b")}
    assert mentions(f"not_a_{backend.partition('{')[2].strip()[:-1]}").keeps == frozenset()
