"""Baselines and fingerprints: what stays accepted, what is new, and what is stale."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.checks import Finding, Outcome, Severity, Suppressed
from s3lint.findings import baseline
from s3lint.findings.baseline import BaselineError, Entry, read, write
from s3lint.findings.fingerprint import fingerprint, with_fingerprints
from s3lint.record import replace
from s3lint.source import Location


def finding(
    code: str, resource: str, root: str = "envs/prod", line: int = 1, what: str = "", **more: object
) -> Finding:
    place = Location(f"{root}/main.tf", line, 1, line, 9)
    made = Finding(code, "n", Outcome.FAIL, Severity.HIGH, f"message {line}", resource, root, place, what=what)
    return replace(made, **more)  # type: ignore[arg-type]


def new(result: baseline.Result) -> list[Finding]:
    return [f for f in result.findings if f.suppressed is None and f.verdict is not Outcome.PASS]


def again(findings: list[Finding], accepted: list[Finding]) -> baseline.Result:
    return baseline.apply(findings, read(write(accepted)), "base.json")


MANY = [
    finding(code, f"aws_s3_bucket.b{n}", f"stacks/s{n % 10}", n) for n in range(100) for code in ("S3L102", "S3L201")
]


def moved(found: Finding) -> Finding:
    """The same in a reformatted file of another name, in a folder that was renamed too."""
    root = found.root.replace("stacks", "live/stacks")
    place = Location(f"{root}/buckets.tf", found.location.line * 7 + 3, 5, found.location.line * 7 + 3, 9)
    return replace(found, root=root, location=place, message="another message")


def test_two_hundred_findings_survive_moves_and_only_the_new_one_is_new() -> None:
    added = finding("S3L102", "aws_s3_bucket.insecure", "live/stacks/s3")
    findings = [*map(moved, MANY), added]
    random.Random(7).shuffle(findings)
    result = again(findings, MANY)
    assert new(result) == [added]
    assert result.diagnostics == []


def test_a_finding_of_the_same_name_in_another_root_is_new() -> None:
    there = finding("S3L102", "aws_s3_bucket.a", "envs/dev")
    result = again([finding("S3L102", "aws_s3_bucket.a"), there], [finding("S3L102", "aws_s3_bucket.a")])
    assert new(result) == [there]
    # also where the accepted one was put right, so long as its root is still there
    passed = finding("S3L102", "aws_s3_bucket.a", verdict=Outcome.PASS)
    assert new(again([passed, there], [finding("S3L102", "aws_s3_bucket.a")])) == [there]


def test_each_entry_accepts_one_finding() -> None:
    one, two = finding("S3L103", "aws_s3_bucket.a", line=1), finding("S3L103", "aws_s3_bucket.a", line=2)
    assert len(new(again([one, two], [one]))) == 1
    assert new(again([two, one], [one, two])) == []
    assert new(again([one], [replace(one, what="another statement")])) == [one]


def test_what_became_worse_is_new() -> None:
    undecided = finding("S3L101", "aws_s3_bucket.a", verdict=Outcome.UNKNOWN)
    failed = finding("S3L101", "aws_s3_bucket.a")
    assert new(again([failed], [undecided])) == [failed]
    assert new(again([undecided], [failed])) == []


def test_stale_entries_are_reported_where_they_stand() -> None:
    kept, fixed = finding("S3L102", "aws_s3_bucket.a"), finding("S3L102", "aws_s3_bucket.b")
    result = again([kept], [kept, fixed])
    (diagnostic,) = result.diagnostics
    assert diagnostic.code == "S3L904" and "aws_s3_bucket.b" in diagnostic.message and not diagnostic.incomplete
    text = write([kept, fixed])
    assert "aws_s3_bucket.b" in text.splitlines()[diagnostic.location.line - 1]
    quiet = baseline.apply([kept], read(text), "base.json", covers=lambda entry: entry.root != "envs/prod")
    assert quiet.diagnostics == []


def test_passes_and_suppressed_findings_are_not_recorded() -> None:
    passed = finding("S3L102", "aws_s3_bucket.a", verdict=Outcome.PASS)
    inline = finding("S3L103", "aws_s3_bucket.a", suppressed=Suppressed("r", None, None))
    accepted = finding("S3L104", "aws_s3_bucket.a", suppressed=Suppressed("r", None, None, "baseline"))
    assert [entry.code for entry in read(write([passed, inline, accepted]))] == ["S3L104"]


def test_the_file_is_sorted_with_one_finding_a_line_and_no_line_numbers() -> None:
    findings = list(MANY)
    random.Random(1).shuffle(findings)
    text = write(findings)
    assert text == write(MANY)
    assert text == write([replace(f, location=Location("x", 99)) for f in MANY])
    lines = [line for line in text.splitlines() if line.startswith("    {")]
    assert len(lines) == len(MANY) and lines == sorted(lines, key=lambda line: _key(line))
    assert set(json.loads(lines[0].rstrip(","))) == {"code", "root", "resource", "what", "verdict"}
    assert write([]) == '{\n  "version": 2,\n  "findings": [\n  ],\n  "access": [\n  ]\n}\n' and read(write([])) == []


def _key(line: str) -> tuple[str, str, str]:
    data = json.loads(line.rstrip(","))
    return data["root"], data["resource"], data["code"]


@pytest.mark.parametrize(
    "text",
    ["", "[", "[]", "{}", '{"version": 3, "findings": []}', '{"version": 1, "findings": [1]}',
     '{"version": 1, "findings": [{"code": "S3L102"}]}', '{"version": 1, "findings": {}}', "[" * 100_000],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_baseline_is_refused_in_words(text: str) -> None:
    with pytest.raises(BaselineError, match=r"base\.json.*rewrite"):
        read(text, "base.json")


TEXT = st.text(max_size=8)
ENTRIES = st.lists(
    st.builds(
        lambda code, resource, root, what, verdict, line: finding(
            code, f"r{resource}", f"d{root}", line, what, verdict=verdict
        ),
        st.sampled_from(["S3L101", "S3L102"]),
        TEXT,
        TEXT,
        TEXT,
        st.sampled_from([Outcome.FAIL, Outcome.UNKNOWN]),
        st.integers(1, 50),
    ),
    max_size=12,
)


@given(ENTRIES)
def test_what_was_written_accepts_the_same_findings(findings: list[Finding]) -> None:
    result = again(findings, findings)
    assert new(result) == [] and result.diagnostics == []
    assert sorted(Entry.of(f) for f in findings) == [replace(e, line=0) for e in read(write(findings))]


@given(ENTRIES, st.randoms(use_true_random=False))
def test_fingerprints_are_unique_and_hang_on_no_order(findings: list[Finding], chance: random.Random) -> None:
    findings = list(dict.fromkeys(findings))
    marked = {f.fingerprint: replace(f, fingerprint="") for f in with_fingerprints(findings)}
    assert len(marked) == len(findings)
    shuffled = list(findings)
    chance.shuffle(shuffled)
    assert {f.fingerprint: replace(f, fingerprint="") for f in with_fingerprints(shuffled)} == marked
    assert [replace(f, fingerprint="") for f in with_fingerprints(shuffled)] == shuffled


def test_a_fingerprint_is_the_same_wherever_the_finding_stands() -> None:
    one = finding("S3L102", "aws_s3_bucket.a", line=1)
    two = replace(one, location=Location("envs/prod/other.tf", 40), message="said otherwise", severity=Severity.LOW)
    assert fingerprint(one) == fingerprint(two)
    assert fingerprint(one) != fingerprint(replace(one, resource="aws_s3_bucket.b"))
    assert fingerprint(one) != fingerprint(one, 1)
