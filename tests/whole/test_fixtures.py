"""Every fixture gives exactly the annotated findings; twins agree; and what must be true of any report is."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest

from s3lint.checks import ALL, Finding, Profile, by_code
from s3lint.engine import Report, Request
from s3lint.engine.run.analysis import analyse
from tests.support.command import Done, process, s3lint
from tests.support.fixture_marks import marks, scenarios, twins, unreadable, usual
from tests.support.marks import Mark, parse
from tests.support.places import FIXTURES, ROOT

# What the languages' own defaults make different: Terraform keeps a bucket that is not empty (force_destroy is false),
# CloudFormation tries to delete it with its stack unless told to retain it.
OWN_DEFAULTS = {"S3L510"}

# codes that the languages do not agree on yet, and ought to
TWIN_GAPS: dict[str, set[str]] = {}

# checks that say nothing there, and one that is asked of failures only, so that it never says that one passes
NEEDS_CONFIGURATION = {"S3L214": "asked where a configuration forbids something, and fixtures are read without one"}
NEVER_PASSES = {"S3L113": "asked of the origins whose bucket nothing owns"}


@pytest.fixture(scope="session")
def report() -> Report:
    """Everything that every check says of every fixture."""
    settings = {"show": ["fail", "unknown", "pass"], "profile": "audit", "exclude": ["hostile/"]}
    return analyse(Request(paths=("fixtures",), cwd=FIXTURES.parent, isolated=True, options=settings)).report


def below(report: Report, scenario: str) -> list[Finding]:
    return [f for f in report.findings if not f.suppressed and f.location.path.startswith(f"fixtures/{scenario}/")]


def goes_without_mark(finding: Finding, listed: list[Mark]) -> bool:
    """What is usual is marked where it is otherwise; all else where it is not a pass."""
    if not usual(finding.code, finding.location.path):
        return finding.verdict.value == "pass"
    spoken_of = any(
        mark.code == finding.code and mark.resource in ("", finding.resource) and mark.is_at(finding) for mark in listed
    )
    return finding.verdict.value == "fail" and not spoken_of


@pytest.mark.parametrize("scenario", scenarios())
def test_findings_are_the_annotated_ones(report: Report, scenario: str) -> None:
    found = below(report, scenario)
    listed = [mark for mark in marks(scenario) if mark.verdict != "miss"]
    missing = [m for m in listed if m.verdict != "wrong" and not any(m.holds(finding) for finding in found)]
    surplus = [
        (finding.location.path, finding.location.line, finding.verdict.value, finding.code, finding.resource)
        for finding in found
        if not goes_without_mark(finding, listed) and not any(mark.holds(finding) for mark in listed)
    ]
    assert (missing, surplus) == ([], [])


@pytest.mark.parametrize("scenario", scenarios())
def test_known_gaps_are_still_gaps(report: Report, scenario: str) -> None:
    found = below(report, scenario)
    said = {(f.location.path, f.location.line, f.code) for f in found if f.verdict.value != "pass"}
    listed = marks(scenario)
    works = [mark for mark in listed if mark.verdict == "miss" and (mark.path, mark.line, mark.code) in said]
    assert works == [], "these are found now: write `finding` in place of `miss`"
    mended = [mark for mark in listed if mark.verdict == "wrong" and not any(mark.holds(f) for f in found)]
    assert mended == [], "these are not reported any more: write `ok` in place of `wrong`, or nothing"


def test_only_what_is_broken_is_incomplete(report: Report) -> None:
    said = {diagnostic.location.path for diagnostic in report.diagnostics if diagnostic.incomplete}
    assert said == {path for scenario in scenarios() for path in unreadable(scenario)}


def test_marks_name_checks_that_exist() -> None:
    codes = {mark.code for scenario in scenarios() for mark in marks(scenario)}
    assert codes <= set(by_code())


@pytest.mark.parametrize("verdict", ["fail", "pass"])
def test_every_check_meets_a_fixture_of_each_verdict(report: Report, verdict: str) -> None:
    met = {finding.code for finding in report.findings if finding.verdict.value == verdict}
    exempt = NEEDS_CONFIGURATION | (NEVER_PASSES if verdict == "pass" else {})
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


COMMAND = ("check", "fixtures", "--isolated", "--exclude", "hostile/", "--output-format", "json")


@pytest.fixture(scope="session")
def printed() -> Done:
    """A run that asks for nothing."""
    return s3lint(ROOT, *COMMAND, "--jobs", "1")


@pytest.mark.process
def test_equal_bytes_whatever_the_number_of_workers(printed: Done) -> None:
    assert printed.returncode == 3, "one fixture is broken on purpose"
    again = process(ROOT, *COMMAND, "--jobs", "2", env={"PYTHONHASHSEED": "random"})
    assert (again.returncode, again.stdout) == (printed.returncode, printed.stdout)


def test_default_profile_says_its_part_of_all(report: Report, printed: Done) -> None:
    """A profile chooses checks and changes no verdict, but for what is asked of a whole account (in audit alone)."""
    default = {check.code for check in ALL if check.profile is Profile.DEFAULT}
    expected = Counter(
        (f.fingerprint, f.verdict.value, f.message, f.location.path, f.location.line)
        for f in report.findings
        if f.code in default and f.verdict.value != "pass" and f.resource != "account"
    )
    said = json.loads(printed.stdout)["findings"]
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
