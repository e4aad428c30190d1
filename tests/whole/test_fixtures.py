"""Every fixture gives exactly the annotated findings; twins agree; and what must be true of any report is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter

import pytest

from s3lint.checks import ALL, Finding, Profile, by_code
from s3lint.engine import Report, Request
from s3lint.engine.run.analysis import analyse
from s3lint.source import Location
from tests.support.fixture_marks import Mark, marks, parse, scenarios, twins, unreadable, usual
from tests.support.places import FIXTURES

# What the languages' own defaults make different: Terraform keeps a bucket that is not empty (force_destroy is false),
# CloudFormation tries to delete it with its stack unless told to retain it.
OWN_DEFAULTS = {"S3L510"}

# codes that the languages do not agree on yet, and ought to
TWIN_GAPS: dict[str, set[str]] = {}

# a check that is asked of failures only, so that it never says that one passes
NEVER_PASSES = {"S3L113": "asked of the origins whose bucket nothing owns"}


@pytest.fixture(scope="session")
def report() -> Report:
    """Everything that every check says of every fixture."""
    settings = {"show": ["fail", "unknown", "pass"], "profile": "audit", "exclude": ["hostile/"]}
    return analyse(Request(paths=("fixtures",), cwd=FIXTURES.parent, isolated=True, options=settings)).report


def place(location: Location) -> tuple[str, int]:
    return location.path.removeprefix("fixtures/"), location.line


def below(report: Report, scenario: str) -> list[Finding]:
    return [f for f in report.findings if not f.suppressed and f.location.path.startswith(f"fixtures/{scenario}/")]


def holds(mark: Mark, finding: Finding) -> bool:
    if mark.code != finding.code or mark.resource not in ("", finding.resource):
        return False
    if mark.verdict == "wrong":
        return finding.verdict.value != "pass" and stands_at(mark, finding)
    if mark.verdict != finding.verdict.value:
        return False
    # a pass is about the subject, whatever it rests on
    return stands_at(mark, finding) if mark.verdict == "pass" else (mark.path, mark.line) == place(finding.location)


def stands_at(mark: Mark, finding: Finding) -> bool:
    """Whether a mark is at what a finding points at, or at the header of its subject."""
    return (mark.path, mark.line) in map(place, filter(None, (finding.location, finding.subject)))


def goes_without_mark(finding: Finding, listed: list[Mark]) -> bool:
    """What is usual is marked where it is otherwise; all else where it is not a pass."""
    if not usual(finding.code, finding.location.path):
        return finding.verdict.value == "pass"
    spoken_of = any(
        mark.code == finding.code and mark.resource in ("", finding.resource) and stands_at(mark, finding)
        for mark in listed
    )
    return finding.verdict.value == "fail" and not spoken_of


@pytest.mark.parametrize("scenario", scenarios())
def test_findings_are_the_annotated_ones(report: Report, scenario: str) -> None:
    found = below(report, scenario)
    listed = [mark for mark in marks(scenario) if mark.verdict != "miss"]
    missing = [m for m in listed if m.verdict != "wrong" and not any(holds(m, finding) for finding in found)]
    surplus = [
        (*place(finding.location), finding.verdict.value, finding.code, finding.resource)
        for finding in found
        if not goes_without_mark(finding, listed) and not any(holds(mark, finding) for mark in listed)
    ]
    assert (missing, surplus) == ([], [])


@pytest.mark.parametrize("scenario", scenarios())
def test_known_gaps_are_still_gaps(report: Report, scenario: str) -> None:
    found = below(report, scenario)
    said = {(*place(finding.location), finding.code) for finding in found if finding.verdict.value != "pass"}
    listed = marks(scenario)
    works = [mark for mark in listed if mark.verdict == "miss" and (mark.path, mark.line, mark.code) in said]
    assert works == [], "these are found now: write `finding` in place of `miss`"
    mended = [mark for mark in listed if mark.verdict == "wrong" and not any(holds(mark, f) for f in found)]
    assert mended == [], "these are not reported any more: write `ok` in place of `wrong`, or nothing"


def test_only_what_is_broken_is_incomplete(report: Report) -> None:
    said = {place(diagnostic.location)[0] for diagnostic in report.diagnostics if diagnostic.incomplete}
    assert said == {path for scenario in scenarios() for path in unreadable(scenario)}


def test_marks_name_checks_that_exist() -> None:
    codes = {mark.code for scenario in scenarios() for mark in marks(scenario)}
    assert codes <= set(by_code())


@pytest.mark.parametrize("verdict", ["fail", "pass"])
def test_every_check_meets_a_fixture_of_each_verdict(report: Report, verdict: str) -> None:
    met = {finding.code for finding in report.findings if finding.verdict.value == verdict}
    exempt = NEVER_PASSES if verdict == "pass" else {}
    assert sorted({check.code for check in ALL} - met - set(exempt)) == []


class TestTwins:
    """A scenario that is written in both languages gets one answer."""

    @pytest.mark.parametrize("name", twins())
    def test_verdicts_agree(self, report: Report, name: str) -> None:
        terraform = self.verdicts(report, f"twins/{name}", ".tf")
        cloudformation = self.verdicts(report, f"twins/{name}", ".yaml")
        apart = (terraform - cloudformation) + (cloudformation - terraform)
        assert {code for code, *_ in apart} == TWIN_GAPS.get(name, set()), apart

    @staticmethod
    def verdicts(report: Report, scenario: str, suffix: str) -> Counter[tuple[str, str, str]]:
        found = (f for f in below(report, scenario) if f.location.path.endswith(suffix) and f.code not in OWN_DEFAULTS)
        return Counter((f.code, TestTwins.bare(f.resource), f.verdict.value) for f in found)

    @staticmethod
    def bare(address: str) -> str:
        """What both languages call a resource: `aws_s3_bucket.order_uploads` and `OrderUploads`."""
        return re.sub(r"[^a-z0-9]", "", address.rsplit(".", 1)[-1].lower())


class TestInvariants:
    """What holds for every finding."""

    def test_places_lie_in_their_files(self, report: Report) -> None:
        texts: dict[str, list[str]] = {}
        for finding in report.findings:
            for spot in (finding.location, *(related.location for related in finding.related)):
                path = FIXTURES.parent / spot.path
                if path.is_dir():  # a whole root has no narrower place
                    continue
                lines = texts.setdefault(spot.path, [*path.read_text().split("\n"), ""])
                assert (spot.line, spot.column) <= (spot.end_line, spot.end_column), finding
                assert 1 <= spot.line <= spot.end_line <= len(lines), finding
                assert 1 <= spot.column <= len(lines[spot.line - 1]) + 1, finding
                assert 1 <= spot.end_column <= len(lines[spot.end_line - 1]) + 1, finding

    def test_findings_are_narrow(self, report: Report) -> None:
        wide = [f for f in report.findings if f.location.end_line - f.location.line > 10]
        assert wide == []

    def test_fingerprints_are_unique(self, report: Report) -> None:
        counts = Counter(finding.fingerprint for finding in report.findings)
        assert "" not in counts
        assert [fingerprint for fingerprint, count in counts.items() if count > 1] == []

    def test_findings_are_sorted(self, report: Report) -> None:
        order = ["fail", "unknown", "pass"]
        keys = [
            (f.suppressed is not None, order.index(f.verdict.value), -f.severity, f.location, f.code)
            for f in report.findings
        ]
        assert keys == sorted(keys)

    def test_findings_say_something(self, report: Report) -> None:
        for finding in report.findings:
            assert finding.verdict.value == "pass" or (finding.message and finding.fix), finding
            assert finding.verdict.value != "unknown" or finding.blocked_by, finding


def run(*options: str) -> tuple[int, bytes]:
    """`s3lint check fixtures` as a process."""
    command = [
        sys.executable,
        "-m",
        "s3lint",
        "check",
        "fixtures",
        "--isolated",
        "--exclude",
        "hostile/",
        "--output-format",
        "json",
        *options,
    ]
    environment = {**os.environ, "PYTHONHASHSEED": "random"}
    done = subprocess.run(command, cwd=FIXTURES.parent, env=environment, capture_output=True, timeout=120, check=False)
    return done.returncode, done.stdout


@pytest.fixture(scope="session")
def printed() -> tuple[int, bytes]:
    """Exit status and output of a run that asks for nothing."""
    return run("--jobs", "1")


def test_equal_bytes_whatever_the_number_of_workers(printed: tuple[int, bytes]) -> None:
    assert printed[0] == 3, "one fixture is broken on purpose"
    assert run("--jobs", "2") == printed


def test_default_profile_says_its_part_of_all(report: Report, printed: tuple[int, bytes]) -> None:
    """A profile chooses checks and changes no verdict, but for what is asked of a whole account (in audit alone)."""
    default = {check.code for check in ALL if check.profile is Profile.DEFAULT}
    expected = Counter(
        (f.fingerprint, f.verdict.value, f.message, f.location.path, f.location.line)
        for f in report.findings
        if f.code in default and f.verdict.value != "pass" and f.resource != "account"
    )
    said = json.loads(printed[1])["findings"]
    assert Counter((f["fingerprint"], f["verdict"], f["message"], f["path"], f["line"]) for f in said) == expected


def test_fixtures_have_no_stray_files() -> None:
    allowed = {".tf", ".tfvars", ".tftpl", ".yaml", ".json"}
    stray = [path for path in FIXTURES.rglob("*/*") if path.is_file() and path.suffix not in allowed]
    assert stray == []
    assert all(
        (FIXTURES / "twins" / name / file).is_file() for name in twins() for file in ("main.tf", "template.yaml")
    )


def test_marks_are_read() -> None:
    assert parse("main.tf", 3, 'finding: S3L101, S3L102@a.b["c"].d # ok: S3L103') == [
        Mark("main.tf", 3, "fail", "S3L101"),
        Mark("main.tf", 3, "fail", "S3L102", 'a.b["c"].d'),
        Mark("main.tf", 3, "pass", "S3L103"),
    ]
