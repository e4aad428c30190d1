"""The command that a summary names to repeat its run."""

from __future__ import annotations

import pytest

from s3lint.cli.check_run import reproducing


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["check"], "s3lint check"),
        (["check", "a b", "--new-since", "origin/main"], "s3lint check 'a b' --new-since origin/main"),
        (["check", "--output-format", "github", "--report", "sarif=s.sarif", "-o", "x", "live"], "s3lint check live"),
        (
            ["check", "--report=markdown=/tmp/summary", "--output-format=json", "--fail-on", "high"],
            "s3lint check --fail-on high",
        ),
    ],
)
def test_how_the_report_was_written_is_left_out(arguments: list[str], command: str) -> None:
    assert reproducing(arguments) == command
