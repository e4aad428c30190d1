"""What is hidden in messages, and what only looks like it."""

from __future__ import annotations

import pytest

from s3lint.findings.redaction import HIDDEN, redacted
from s3lint.source import Diagnostic, Location

SECRETS = dict.fromkeys(["version", "hush-hush", "hush", "999988887777"], HIDDEN)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("versioning is not enabled", "versioning is not enabled"),
        ("the version is old", "the (sensitive) is old"),
        ("bucket hush.logs", "bucket (sensitive).logs"),
        ("bucket xhush, hush2 and hush-hushed", "bucket x(sensitive), (sensitive)2 and (sensitive)ed"),
        ("account 999988887777x", "account (sensitive)x"),
    ],
)
def test_a_plain_word_is_hidden_where_it_ends(said: str, left: str) -> None:
    (diagnostic,) = redacted([Diagnostic("S3L900", said, Location("."))], SECRETS)
    assert diagnostic.message == left
