"""Each bad example of each page whose check has an edit: a proven edit mends it, or it is listed here with why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3lint.checks import ALL, Check, Outcome
from s3lint.checks.pages.examples import Example, parse_examples
from s3lint.engine import Request
from s3lint.engine.run.session import Session
from s3lint.fix import fixed
from s3lint.fix.proposal import proposals

FILES = {"terraform": "main.tf", "cloudformation": "template.yaml"}
# code and number of the bad example -> why it is left
LEFT = {
    ("S3L106", 0): "S3L302 on aws_s3_bucket.logs would be reported",  # the ACL is what makes it a log bucket
    ("S3L106", 1): "S3L302 on Logs would be reported",
    ("S3L301", 1): "s3lint knows no edit for what is written here",  # a key in another region
    ("S3L305", 1): "s3lint knows no edit for what is written here",  # whom the key's policy names
    ("S3L505", 0): "s3lint knows no edit for what is written here",  # rules that are there and off
    ("S3L505", 1): "s3lint knows no edit for what is written here",
}


REMOVING = {"S3L513"}  # what goes takes its comments along


def comments(text: str) -> list[str]:
    return [line.partition("#")[2] for line in text.splitlines() if "#" in line]


def bad_examples() -> list[tuple[Check, int, Example]]:
    return [
        (check, number, example)
        for check in ALL
        if check.safety.level != "none"
        for number, example in enumerate(e for e in parse_examples(check.doc) if e.verdict is Outcome.FAIL)
    ]


@pytest.mark.parametrize(
    ("check", "number", "example"), [pytest.param(*one, id=f"{one[0].code}-{one[1]}") for one in bad_examples()]
)
def test_a_bad_example_is_mended_or_explained(check: Check, number: int, example: Example, tmp_path: Path) -> None:
    file = tmp_path / FILES[example.language]
    file.write_text(example.text, "utf-8")
    request = Request((".",), tmp_path, options={"select": [check.code]}, jobs=1)
    done = fixed(Session(), request, unsafe=True)
    left = [f for f in done.result.report.findings if f.verdict is Outcome.FAIL]
    why = {w for part in done.result.parts for w in proposals(part, part.findings).without.values()}
    if (check.code, number) in LEFT:
        assert left and LEFT[check.code, number] in {*why, *done.refused.values()}
        return
    assert not left and done.made
    text = done.files[file].decode()
    if check.code not in REMOVING:
        assert comments(text) == comments(example.text)
    file.write_bytes(done.files[file])
    again = fixed(Session(), request, unsafe=True)
    assert not again.files


def test_every_check_says_how_safe_its_edit_is() -> None:
    for check in ALL:
        assert check.safety.level in ("safe", "unsafe", "none"), check.code
        assert check.safety.why and not check.safety.why.endswith("."), check.code
