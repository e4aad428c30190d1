"""What people read: one entry for each cause, in the order in which a person would choose to read them."""

from __future__ import annotations

import random
import re

import pytest

from s3lint.checks import Finding, Outcome, Related, Severity, Suppressed
from s3lint.checks.catalogue import ALL
from s3lint.checks.concerns import Concern, concern_of
from s3lint.record import replace
from s3lint.report import Options, render
from s3lint.report.columns import COLUMNS, OTHERS, column_of
from s3lint.report.entries import alike, entries
from s3lint.report.entry import Entry
from s3lint.report.overview import SCREEN, headline, steps
from s3lint.source import Diagnostic
from tests.report.made_findings import HEADER, at, finding, undecided
from tests.report.sample_report import CLEAN, REPORT, UNDECIDED


def codes(entry: Entry) -> list[str]:
    return [group.finding.code for group in entry.groups]


def order(*findings: Finding) -> list[list[str]]:
    return [codes(entry) for entry in entries(findings)]


# one entry for one cause


def test_checks_of_one_place_are_one_entry_with_the_worst_first() -> None:
    statement = at(20)
    found = entries(
        [
            finding("S3L202", statement, severity=Severity.MEDIUM),
            finding("S3L103", statement, severity=Severity.HIGH),
            finding("S3L101", statement, severity=Severity.CRITICAL),
            finding("S3L501"),
            finding("S3L102"),
        ]
    )
    assert [codes(entry) for entry in found] == [["S3L101", "S3L103", "S3L202"], ["S3L102", "S3L501"]]


@pytest.mark.parametrize("name", ["full", "markdown", "html", "github", "grouped"])
def test_people_read_one_entry_and_machines_each_finding(name: str) -> None:
    two = (finding("S3L101", at(20), severity=Severity.CRITICAL), finding("S3L103", at(20), severity=Severity.HIGH))
    report = replace(REPORT, findings=two, diagnostics=(), buckets=())
    text = render(name, report)
    shown = {"full": "--> main.tf:20:1", "markdown": "| `main.tf:20` |", "html": "<details class", "github": "::error"}
    assert text.count(shown.get(name, "main.tf:")) == 1
    assert text.index("S3L101 fails") < text.index("S3L103 fails")
    for machine in ("json", "sarif", "gitlab", "junit", "concise"):
        said = render(machine, report)
        assert said.count("S3L101 fails") == said.count("S3L103 fails") > 0


def test_different_places_are_different_causes() -> None:
    assert order(finding("S3L501"), finding("S3L501", at(5, column=2)), finding("S3L501", at(5, "b.tf"))) == [
        ["S3L501"],
        ["S3L501"],
        ["S3L501"],
    ]


@pytest.mark.parametrize(
    "name",
    [
        "arn:aws:s3:::acme-{}-data/key",
        "arn:aws:s3:::${{the owner's account}}-{}/key",
        'arn:aws-cn:s3:::${{module.m["{}"].aws_s3_bucket.b}}/k',
    ],
)
def test_instances_of_one_cause_are_counted(name: str) -> None:
    instances = [
        finding("S3L201", resource=f'module.m["{key}"].aws_s3_bucket.b', message=f"allowed on {name.format(key)}")
        for key in range(57)
    ]
    (entry,) = entries(instances)
    assert entry.instances == 57 and codes(entry) == ["S3L201"]
    assert entry.named == 'module.m["0"].aws_s3_bucket.b and 56 more'
    text = render("full", replace(REPORT, findings=tuple(instances), diagnostics=()))
    assert text.count("warning[S3L201]") == 1 and "and 51 more" in text


def test_the_same_address_in_two_roots_is_two_instances() -> None:
    (entry,) = entries([finding("S3L501", at(9, "m/x.tf"), root=f"env/{root}") for root in ("dev", "prod")])
    assert entry.instances == 2
    assert entry.listed == "aws_s3_bucket.b in env/dev, env/prod (2 instances)"


def test_a_line_tells_of_how_many_instances_it_is_true() -> None:
    both = [finding("S3L501", resource=f"aws_s3_bucket.b[{n}]") for n in (0, 1)]
    report = replace(REPORT, findings=(*both, finding("S3L201", resource="aws_s3_bucket.b[1]")), diagnostics=())
    text = render("full", report)
    assert "S3L201 fails (1 of 2)" in text and "S3L501 fails\n" in text


def test_other_messages_at_one_place_are_lines_of_their_own() -> None:
    told = [finding("S3L202", at(20), message=f"reached by account {n}", resource=f"b[{n}]") for n in range(9)]
    (entry,) = entries(told)
    assert len(entry.groups) == 9
    text = render("full", replace(REPORT, findings=tuple(told), diagnostics=()))
    assert text.count("reached by account") == 3 and "… and 6 more of S3L202" in text


def test_a_frame_holds_the_places_of_all_its_lines() -> None:
    one = replace(finding("S3L101", at(20)), related=(Related(at(14), "not blocked"),))
    two = replace(finding("S3L103", at(20)), related=(Related(at(16), "nor restricted"),))
    text = render("full", replace(REPORT, findings=(one, two), diagnostics=(), sources={"main.tf": {14: "a", 16: "b"}}))
    assert text.count("-->") == 1 and "not blocked" in text and "nor restricted" in text


def test_a_suppressed_finding_is_no_part_of_an_entry_that_counts() -> None:
    kept = replace(finding("S3L103", at(20)), suppressed=Suppressed("old site", None, None))
    assert order(finding("S3L101", at(20)), kept) == [["S3L101"], ["S3L103"]]


def test_what_is_undecided_joins_what_fails_at_its_place() -> None:
    opened = undecided("S3L101", at(20), "Block Public Access is not declared")
    assert order(finding("S3L103", at(20), severity=Severity.LOW), opened) == [["S3L103", "S3L101"]]
    at_header = undecided("S3L401", HEADER, "var.x has no default")
    assert order(finding("S3L501"), at_header) == [["S3L501"], ["S3L401"]]


def test_what_is_undecided_beside_a_failure_is_one_line_and_brings_no_places() -> None:
    failing = finding("S3L302", at(20), resource="b[0]")
    related = (Related(at(90), "var.x is declared here"),)
    opened = [undecided("S3L302", at(20), f"var.{n}", resource=f"b[{n}]", related=related) for n in (1, 2)]
    (entry,) = entries([failing, *opened])
    assert codes(entry) == ["S3L302", "S3L302"] and entry.instances == 3
    text = render("full", replace(REPORT, findings=(failing, *opened), diagnostics=()))
    assert text.count("note[S3L302]") == 1 and "(2 of 3)" in text and "declared here" not in text


def test_one_open_value_in_several_resources_is_one_entry() -> None:
    first = replace(UNDECIDED, blocked_by="var.name has no default")
    second = replace(first, resource="aws_s3_bucket.two", location=replace(first.location, line=90))
    other = replace(second, resource="aws_s3_bucket.three", blocked_by="var.other has no default")
    found = entries([first, second, other])
    assert [entry.resources for entry in found] == [(first.resource, "aws_s3_bucket.two"), ("aws_s3_bucket.three",)]
    assert len(entries([replace(one, verdict=Outcome.FAIL) for one in (first, second)])) == 2


def test_one_open_value_leaves_several_checks_undecided() -> None:
    value = "var.policy has no default"
    (entry,) = entries([undecided("S3L103", at(20), value), undecided("S3L201", at(20), value)])
    assert entry.also == "S3L201 s3l201" and [group.finding.code for group in entry.said] == ["S3L103"]
    elsewhere = undecided("S3L103", at(20), value, root="other")
    assert len(entries([undecided("S3L103", at(20), value), elsewhere])) == 1, "a module that two roots call"
    assert len(entries([undecided("S3L103", at(20), value), replace(elsewhere, location=at(30))])) == 2


# the order


def test_what_is_exposed_comes_first_and_the_account_last() -> None:
    header, other = at(5), at(50)
    found = order(
        finding("S3L701", at(90), severity=Severity.INFO, subject=at(90)),
        finding("S3L701", at(91), severity=Severity.HIGH, subject=at(91)),
        finding("S3L706", at(1), subject=at(1)),
        finding("S3L501", other, subject=other),
        finding("S3L501", header, subject=header),
        finding("S3L401", header, severity=Severity.LOW, subject=header),
        undecided("S3L103", at(60), "var.p has no default"),
        finding("S3L601", at(6), severity=Severity.HIGH),
        finding("S3L202", at(70), severity=Severity.LOW),
        finding("S3L103", at(71), severity=Severity.HIGH),
        finding("S3L102", at(80), severity=Severity.HIGH, subject=at(80)),
    )
    exposed, broken = [["S3L103"], ["S3L202"]], [["S3L601"]]
    lacking, account = [["S3L102"], ["S3L501", "S3L401"], ["S3L501"]], [["S3L701"], ["S3L706"], ["S3L701"]]
    assert found == [*exposed, *broken, *lacking, ["S3L103"], *account]


def test_what_one_bucket_lacks_stays_together() -> None:
    worse, better = at(50), at(10)
    found = entries(
        [
            finding("S3L501", at(51), subject=worse, resource="worse"),
            finding("S3L302", worse, subject=worse, resource="worse"),
            finding("S3L201", at(70), subject=worse, resource="worse"),
            finding("S3L302", better, subject=better, resource="better"),
            finding("S3L501", at(11), subject=better, resource="better"),
        ]
    )
    assert [entry.resources for entry in found] == [("worse",)] * 3 + [("better",)] * 2


def test_the_order_does_not_hang_on_that_of_the_findings() -> None:
    listed = list(REPORT.findings) + [finding("S3L501", at(n), subject=at(n), resource=f"b{n}") for n in range(9)]
    text = render("full", replace(REPORT, findings=tuple(listed)))
    random.Random(1).shuffle(listed)
    ordered = [codes(entry) for entry in entries(listed)]
    assert ordered == [codes(entry) for entry in entries(reversed(listed))]
    assert text == render("full", replace(REPORT, findings=tuple(sorted(listed, key=lambda f: (f.location, f.code)))))


def test_every_check_has_a_concern_and_a_column() -> None:
    of_buckets = {check.code for check in ALL if check.code.startswith("S3L7")}
    account = {check.code for check in ALL if concern_of(check.code) is Concern.ACCOUNT}
    assert account == (of_buckets - {"S3L704", "S3L710"}) | {"S3L108", "S3L408", "S3L409"}
    known = {check.code for check in ALL}
    listed = [code for column in COLUMNS for code in column.codes]
    assert len(listed) == len(set(listed)) and set(listed) <= known
    of_the_account = {check.code for check in ALL if concern_of(check.code) is Concern.ACCOUNT}
    others = {code for code in known - of_the_account if column_of(code) is OTHERS and not code.startswith("S3L8")}
    assert others <= {"S3L111", "S3L113", "S3L512", "S3L704", "S3L710"}, "a check of buckets has a column"


# entries that say the same


def lacking(line: int, *of: str, path: str = "main.tf") -> list[Finding]:
    place = at(line, path)
    return [finding(code, place, subject=place, resource=f"aws_s3_bucket.b{line}") for code in of]


def test_buckets_that_lack_the_same_are_listed_below_the_first() -> None:
    same = [*lacking(5, "S3L102", "S3L501"), *lacking(15, "S3L102", "S3L501"), *lacking(25, "S3L102")]
    (first, others), (alone, none) = alike(entries(same))
    assert [entry.finding.location.line for entry in (first, *others)] == [5, 15]
    assert codes(alone) == ["S3L102"] and none == []
    text = render("full", replace(REPORT, findings=tuple(same), diagnostics=()))
    assert text.count("warning[S3L501]") == 1
    assert "the same at 1 other place:" in text and re.search(r"main\.tf:15:1 aws_s3_bucket\.b15", text)


def test_what_is_exposed_or_broken_speaks_for_itself() -> None:
    for code in ("S3L103", "S3L601"):
        found = alike(entries([finding(code, at(5), subject=at(5)), finding(code, at(9), subject=at(9))]))
        assert [others for _, others in found] == [[], []]


def test_other_advice_is_not_the_same() -> None:
    found = alike(entries([*lacking(5, "S3L501"), *(replace(f, fix="in YAML") for f in lacking(9, "S3L501"))]))
    assert len(found) == 2


def test_advice_is_given_once() -> None:
    report = replace(REPORT, findings=(*lacking(5, "S3L102", "S3L501"), *lacking(9, "S3L501")), diagnostics=())
    text = render("full", report)
    assert text.count("mend S3L501") == 1 and "fix S3L501: mend S3L501" in text and "= fix: as above" in text


def test_what_to_do_about_unread_input_is_said_once() -> None:
    unread = tuple(Diagnostic("S3L902", f"module {n}", at(n), hint="run terraform init") for n in (1, 2, 3))
    text = render("full", replace(REPORT, diagnostics=unread))
    assert text.count("S3L902") == 3 and text.count("run terraform init") == 1


# the first screen


def test_a_headline_says_what_matters_where_there_is_more_than_a_screenful() -> None:
    many = [f for n in range(30) for f in lacking(10 * n + 5, "S3L102", *(["S3L501"] if n % 2 else []), path=f"{n}.tf")]
    public = finding("S3L101", at(2), severity=Severity.CRITICAL)
    report = replace(REPORT, findings=(public, *many), summary=replace(REPORT.summary, buckets=280), diagnostics=())
    first, blank, *_ = render("full", report).splitlines()
    assert blank == ""
    assert first == "280 buckets: 1 is public, 30 do not state Block Public Access, 15 keep no old versions"
    small = render("full", replace(report, findings=(public,)))
    assert not small.startswith("280 buckets") and small.count("\n") < SCREEN
    assert not render("full", report, Options(quiet=True)).startswith("280")


def test_a_headline_counts_buckets_and_not_findings() -> None:
    twice = [finding("S3L202", at(n), message=f"m{n}") for n in range(3)]
    assert headline(replace(REPORT, findings=tuple(twice))) == "3 buckets: 1 can be reached by another account"
    stated = finding("S3L102", at(30), severity=Severity.HIGH)
    assert headline(replace(REPORT, findings=(stated,))) == "3 buckets: 1 turns Block Public Access off"
    assert headline(CLEAN) == "" and headline(replace(REPORT, summary=replace(REPORT.summary, buckets=0))) == ""


def test_the_end_says_what_to_do_next() -> None:
    many = [f for n in range(12) for f in lacking(10 * n + 5, "S3L102", path=f"{n}.tf")]
    worst = finding("S3L103", at(2), severity=Severity.HIGH, fix="name the principals: Principal = …")
    other = lacking(4, "S3L501")
    found = steps(entries([*many, worst, *other, undecided("S3L104", at(3), "var.x")]))
    assert [(step.code, step.resources, step.fix) for step in found] == [
        ("S3L103", 1, "name the principals"),
        ("S3L102", 12, "mend S3L102"),
        ("S3L501", 1, "mend S3L501"),
    ]
    spread = [finding("S3L103", at(n), severity=Severity.HIGH, resource=f"b{n}", message=f"m{n}") for n in range(9)]
    lines = render("full", replace(REPORT, findings=tuple(spread), diagnostics=())).splitlines()
    start = lines.index("What to do next:")
    assert lines[start + 1] == "  S3L103 s3l103 (9 resources): mend S3L103"
    assert lines[-2].startswith("Ran 3 checks on 3 buckets")
