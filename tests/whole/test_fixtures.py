"""Every fixture gives exactly the annotated findings; twins agree; and what must be true of any report is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from s3lint.checks import ALL, Finding, Profile, by_code
from s3lint.engine import Report, Request
from s3lint.engine.run.analysis import analyse
from s3lint.source import Location
from tests.support.fixture_marks import FIXTURES, Mark, marks, parse, scenarios, twins, unreadable

# What the languages' own defaults make different: Terraform keeps a bucket that is not empty (force_destroy is false),
# CloudFormation tries to delete it with its stack unless told to retain it.
OWN_DEFAULTS = {"S3L510"}

# scenarios that s3lint does not judge rightly yet, and why; each must fail, so that a mended one is taken out
GAPS = {
    "twins/lockout": "S3L203 points at the first Deny of the policy and not at the one that locks out",
}
TWIN_GAPS: dict[str, str] = {}

# codes that fixtures are marked with already and whose checks are not written yet
PLANNED = {
    *("S3L101", "S3L103", "S3L107", "S3L108", "S3L109", "S3L201", "S3L202", "S3L203", "S3L205", "S3L206", "S3L208"),
    *("S3L309", "S3L401", "S3L404", "S3L405", "S3L406", "S3L509", "S3L701", "S3L801", "S3L802"),
} - set(by_code())


def cases(names: list[str], gaps: dict[str, str]) -> list[Any]:
    """Test parameters; a gap is a test that must fail."""
    return [
        pytest.param(name, id=name, marks=pytest.mark.xfail(reason=gaps[name]) if name in gaps else ())
        for name in names
    ]


def check(profile: str = "default") -> Report:
    settings = {"show": ["fail", "unknown", "pass"], "profile": profile, "exclude": ["hostile/"]}
    return analyse(Request(paths=("fixtures",), cwd=FIXTURES.parent, isolated=True, options=settings)).report


@pytest.fixture(scope="session")
def report() -> Report:
    return check()


def place(location: Location) -> tuple[str, int]:
    return location.path.removeprefix("fixtures/"), location.line


def below(report: Report, scenario: str) -> list[Finding]:
    return [f for f in report.findings if not f.suppressed and f.location.path.startswith(f"fixtures/{scenario}/")]


def holds(mark: Mark, finding: Finding) -> bool:
    if (mark.code, mark.verdict) != (finding.code, finding.verdict.value):
        return False
    if mark.resource not in ("", finding.resource):
        return False
    places = [finding.location]
    if mark.verdict == "pass" and finding.subject:  # a pass is about the subject, whatever it rests on
        places.append(finding.subject)
    return (mark.path, mark.line) in map(place, places)


@pytest.mark.parametrize("scenario", cases(scenarios(), GAPS))
def test_findings_are_the_annotated_ones(report: Report, scenario: str) -> None:
    found = below(report, scenario)
    expected = [mark for mark in marks(scenario) if mark.verdict != "miss" and mark.code not in PLANNED]
    missing = [mark for mark in expected if not any(holds(mark, finding) for finding in found)]
    surplus = [
        (*place(finding.location), finding.verdict.value, finding.code, finding.resource)
        for finding in found
        if finding.verdict.value != "pass" and not any(holds(mark, finding) for mark in expected)
    ]
    assert (missing, surplus) == ([], [])


@pytest.mark.parametrize("scenario", scenarios())
def test_known_gaps_are_still_gaps(report: Report, scenario: str) -> None:
    found = {(*place(f.location), f.code) for f in below(report, scenario) if f.verdict.value != "pass"}
    works = [mark for mark in marks(scenario) if mark.verdict == "miss" and (mark.path, mark.line, mark.code) in found]
    assert works == [], "these are found now: write `finding` in place of `miss`"


def test_only_what_is_broken_is_incomplete(report: Report) -> None:
    said = {place(diagnostic.location)[0] for diagnostic in report.diagnostics if diagnostic.incomplete}
    assert said == {path for scenario in scenarios() for path in unreadable(scenario)}


def test_marks_name_checks_that_exist() -> None:
    codes = {mark.code for scenario in scenarios() for mark in marks(scenario)}
    assert codes <= set(by_code()) | PLANNED


def test_every_default_check_meets_a_fixture() -> None:
    seen = {mark.code for scenario in scenarios() for mark in marks(scenario) if mark.verdict in ("fail", "unknown")}
    assert {check.code for check in ALL if check.profile is Profile.DEFAULT} - seen == set()


@pytest.fixture(scope="session")
def everything() -> Report:
    return check("audit")


class TestTwins:
    """A scenario that is written in both languages gets one answer."""

    @pytest.mark.parametrize("name", cases(twins(), TWIN_GAPS))
    def test_verdicts_agree(self, everything: Report, name: str) -> None:
        terraform = self.verdicts(everything, f"twins/{name}", ".tf")
        cloudformation = self.verdicts(everything, f"twins/{name}", ".yaml")
        assert terraform == cloudformation

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


def test_equal_bytes_whatever_the_number_of_workers() -> None:
    status, text = run("--jobs", "1")
    assert status == 3, "one fixture is broken on purpose"
    assert json.loads(text)["findings"]
    assert run("--jobs", "2") == (status, text)


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
