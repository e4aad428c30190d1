"""Report formats: golden files, schemas, limits of their readers, and text that attacks."""

from __future__ import annotations

import json
import pickle
import re
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3lint.checks import Outcome, Severity
from s3lint.engine.report import Report
from s3lint.record import replace
from s3lint.report import FORMATS, Options, render, render_statistics
from s3lint.report.formats import sarif as written_as_sarif
from s3lint.report.links import in_repository, uri
from s3lint.report.terminal.frame import Label, frames
from s3lint.report.untrusted import command_data, harmful, markdown_code, visible
from s3lint.source import Diagnostic, Location
from tests.report.sample_report import CLEAN, EVIL, PUBLIC, REPORT, UNDECIDED, hostile
from tests.support.places import DATA

SUFFIX = {
    "json": "json",
    "rdjson": "json",
    "sarif": "sarif",
    "gitlab": "json",
    "junit": "xml",
    "markdown": "md",
    "html": "html",
}
OPTIONS = Options(source_url="https://github.com/o/r/blob/abc", command="s3lint check .")
REPORTS = {"sample": REPORT, "clean": CLEAN, "hostile": hostile()}


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name}.{SUFFIX.get(name, 'txt')}", render(name, REPORT, OPTIONS))


def test_golden_statistics(golden: Callable[[str, str], None]) -> None:
    golden("statistics.txt", render_statistics(REPORT))


def test_golden_colours(golden: Callable[[str, str], None]) -> None:
    golden("full-colour.txt", render("full", REPORT, Options(color=True)))


def test_golden_narrow(golden: Callable[[str, str], None]) -> None:
    golden("full-narrow.txt", render("full", REPORT, Options(width=40)))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_each_format_is_text_that_is_the_same_each_time(name: str, report: Report) -> None:
    text = render(name, report)
    assert text == render(name, pickle.loads(pickle.dumps(report)))
    text.encode()
    assert text == "" or text.endswith("\n")


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"full", "concise", "grouped"}))
def test_no_machine_format_shows_the_time(name: str) -> None:
    assert render(name, replace(REPORT, elapsed=17.25)) == render(name, REPORT)


def test_a_clean_run_says_what_was_looked_at() -> None:
    assert render("full", CLEAN) == "Ran 3 checks on 1 bucket in 2 files: no insecure settings found.\n"
    assert render("full", CLEAN, Options(quiet=True)) == ""


def test_a_run_without_buckets_says_so() -> None:
    none = replace(CLEAN, summary=replace(CLEAN.summary, files=1, buckets=0, passed=0))
    assert render("full", none) == "No S3 buckets found in 1 file.\n"
    assert render("markdown", none).startswith("### s3lint: no S3 buckets found\n")
    other = replace(none, summary=replace(none.summary, passed=2))  # a policy, a table bucket, …
    assert render("full", other) == "Ran 3 checks on 1 file: no findings, and no general purpose S3 buckets.\n"
    failed = replace(other, summary=replace(other.summary, fail=1, by_severity={"high": 1}))
    assert render("full", failed) == "Ran 3 checks on 1 file without general purpose S3 buckets: 1 high.\n"


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "markdown", "html"])
def test_what_was_not_judged_is_counted_and_nothing_is_called_secure(name: str) -> None:
    left_out = ("bucket policy", ".tofu file", "bucket policy")
    remarks = [Diagnostic("S3L907", "why", Location("a", n), False, "", what) for n, what in enumerate(left_out, 1)]
    lost = Diagnostic("S3L901", "why", Location("b"))
    report = replace(CLEAN, summary=replace(CLEAN.summary, complete=False), diagnostics=(*remarks, lost))
    said = render(name, report)
    counted = "2 bucket policies and 1 .tofu file were not judged; 1 file could not be read in full, so this"
    assert counted in said and "no insecure settings" not in said
    assert "no insecure settings" in render(name, CLEAN)


def test_a_remark_that_leaves_nothing_out_takes_nothing_away() -> None:
    remark = Diagnostic("S3L903", "nothing matches this", Location("a"), False)
    report = replace(CLEAN, diagnostics=(remark,))
    assert report.not_judged == () and render("full", report).endswith("no insecure settings found.\n")
    assert json.loads(render("json", report))["summary"]["not_judged"] == []


def test_json_says_what_was_not_judged_and_why() -> None:
    summary = json.loads(render("json", REPORT))["summary"]
    assert summary["complete"] is False
    assert {
        "what": ".tofu file",
        "path": "infra/a.tofu",
        "line": 1,
        "column": 1,
        "reason": "s3lint does not read it",
    } in (summary["not_judged"])
    assert {gap["path"] for gap in summary["not_judged"]} == {d.location.path for d in REPORT.diagnostics if d.is_gap}


# SARIF


def sarif(report: Report) -> Any:
    return json.loads(render("sarif", report))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_sarif_follows_its_schema(report: Report) -> None:
    schema = json.loads((DATA / "sarif-schema-2.1.0.json").read_text())
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(sarif(report))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_sarif_keeps_to_what_github_takes(report: Report) -> None:
    (run,) = sarif(report)["runs"]
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["help"]["text"] and len(rule["properties"]["tags"]) <= 10
        assert 0 < float(rule["properties"]["security-severity"]) <= 10
        assert len(rule["shortDescription"]["text"]) <= 1024 and len(rule["fullDescription"]["text"]) <= 1024
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["partialFingerprints"]["primaryLocationLineHash"] or result.get("suppressions")
        for location in [*result["locations"], *result.get("relatedLocations", ())]:
            address = location["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})+", address) and not address.startswith(("/", "./", ".."))
            region = location["physicalLocation"]["region"]
            assert region["startLine"] >= 1 and region["startColumn"] >= 1
            assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])


def test_sarif_tells_what_is_undecided_suppressed_and_unread() -> None:
    (run,) = sarif(REPORT)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["S3L103", "S3L201", "S3L201", "S3L201"]
    assert run["results"][-1]["suppressions"][0]["justification"] == "old site (until 2026-12-02)"
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [n["level"] for n in invocation["toolExecutionNotifications"]] == ["error", *["warning"] * 4, "note"]
    assert sarif(CLEAN)["runs"][0]["invocations"][0]["executionSuccessful"] is True


def test_sarif_leaves_out_what_is_too_much_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written_as_sarif.MOST_RESULTS == 25_000, "what GitHub takes"
    monkeypatch.setattr(written_as_sarif, "MOST_RESULTS", 25)
    many = replace(REPORT, findings=(PUBLIC,) * 28)
    (run,) = sarif(many)["runs"]
    assert len(run["results"]) == 25
    assert "3 findings" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_a_folder_is_shown_at_a_file_inside_it() -> None:
    report = replace(REPORT, findings=(replace(PUBLIC, location=Location("envs/prod"), related=()),))
    (result,) = sarif(report)["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "envs/prod/main.tf"


@pytest.mark.parametrize(
    ("here", "base", "path", "expected"),
    [
        (".", ".", "a/b.tf", "a/b.tf"),
        ("envs/prod", "../..", "main.tf", "envs/prod/main.tf"),
        ("envs/prod", "../..", "../../m/main.tf", "m/main.tf"),
        ("..", "repo", "repo/a.tf", "a.tf"),
        (".", "", "a b%.tf", "a b%.tf"),
    ],
)
def test_paths_as_code_hosts_see_them(here: str, base: str, path: str, expected: str) -> None:
    report = replace(REPORT, here=here, base=base)
    assert in_repository(report, path) == expected
    assert " " not in uri(report, path)


# the other machine formats


def test_json_version_1() -> None:
    data = json.loads(render("json", REPORT))
    assert list(data) == ["version", "tool", "summary", "findings", "diagnostics"]
    assert data["version"] == 1 and data["tool"] == {"name": "s3lint", "version": "1.2.3"}
    assert data["summary"]["by_severity"] == {"critical": 1, "medium": 2} and data["summary"]["complete"] is False
    finding = data["findings"][0]
    keys = """code name verdict severity message resource root path line column end_line end_column related why fix
        edits fingerprint help_uri suppressed"""
    assert set(keys.split()) <= set(finding)
    assert data["findings"][-1]["suppressed"]["reason"] == "old site"
    assert finding["suppressed"] is None
    assert {"code", "path", "line", "column", "message"} <= set(data["diagnostics"][0])


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_gitlab_follows_what_gitlab_documents(report: Report) -> None:
    issues = json.loads(render("gitlab", report))
    jsonschema.validate(issues, json.loads((DATA / "gitlab-code-quality.json").read_text()))
    fingerprints = [issue["fingerprint"] for issue in issues]
    assert len(set(fingerprints)) == len(fingerprints)


def test_gitlab_keeps_findings_of_equal_fingerprint() -> None:
    issues = json.loads(render("gitlab", replace(REPORT, findings=(PUBLIC, PUBLIC), diagnostics=())))
    assert [issue["fingerprint"] for issue in issues] == ["1" * 64, "1" * 64 + "-2"]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_junit_holds_what_its_readers_know(report: Report) -> None:
    known = json.loads((DATA / "junit.json").read_text())
    root = ElementTree.fromstring(render("junit", report).encode())
    for element in root.iter():
        required, others, children = known[element.tag]
        assert set(required) <= set(element.attrib) <= {*required, *others}
        assert {child.tag for child in element} <= set(children)
    suite = root[0]
    assert int(suite.get("tests", "")) == len(suite.findall("testcase"))


def test_junit_has_a_case_for_each_bucket() -> None:
    suite = ElementTree.fromstring(render("junit", REPORT).encode())[0]
    cases = {case.get("name"): [child.tag for child in case] for case in suite}
    assert cases["aws_s3_bucket.logs"] == ["failure", "failure"]
    assert cases["aws_s3_bucket.web"] == []
    assert cases['module.site.aws_s3_bucket.this["eu"]'] == ["skipped", "system-out"]


def test_github_annotations_are_one_command_a_line() -> None:
    lines = render("github", REPORT).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "::error", *["::warning"] * 4]
    wide = replace(PUBLIC, location=Location("a.tf", 1, 5, 3, 2))
    assert "col=" not in render("github", replace(REPORT, findings=(wide,), diagnostics=()))


def test_markdown_stays_small() -> None:
    lines = [replace(PUBLIC, message=f"m{n}" + "x" * 5000, location=Location("a.tf", n)) for n in range(1, 500)]
    text = render("markdown", replace(REPORT, findings=tuple(lines)))
    assert len(text.encode()) < 1 << 20 and "469 more" in text


# text that attacks


@pytest.mark.parametrize("name", FORMATS)
def test_no_harmful_character_gets_through(name: str) -> None:
    text = render(name, hostile())
    bad = {char for char in text if harmful(char)} - {"\n"}
    if name == "markdown":
        bad -= {"\u200b"}  # ours: it keeps addresses from becoming links
    assert not bad


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "github", "markdown", "junit"])
def test_no_workflow_command_gets_through(name: str) -> None:
    for line in render(name, hostile()).splitlines():
        command = re.match(r"\s*::(\w+)", line)
        assert not command or (name == "github" and command[1] in ("error", "warning", "notice"))
        assert not re.search(r"##\w*\[", line)


def test_github_properties_cannot_be_forged() -> None:
    for line in render("github", hostile()).splitlines():
        properties = line.removeprefix("::").split("::")[0].split(" ", 1)[1]
        keys = [part.split("=")[0] for part in properties.split(",")]
        assert keys == ["file", "line", "endLine", "col", "endColumn", "title"]


class Elements(HTMLParser):
    """Collects what an HTML page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_html_holds_no_element_that_is_not_ours() -> None:
    page = Elements()
    page.feed(render("html", hostile()))
    tags = [tag for tag, _ in page.found]
    assert tags.count("script") == 1 and not {"img", "iframe", "object", "link", "base", "form"} & set(tags)
    for tag, attributes in page.found:
        assert not any(name.startswith("on") or name in ("src", "style", "srcdoc") for name in attributes), tag
        if tag == "a":
            assert str(attributes["href"]).startswith(("#finding-", "#bucket-", "https://github.com/s3lint/"))


def test_markdown_cells_cannot_be_left() -> None:
    rows = [line for line in render("markdown", hostile()).splitlines() if line.startswith("|")]
    for row in rows:
        bars = re.findall(r"(?<!\\)(?:\\\\)*\|", row)
        assert len(bars) in (4, 5, 6)  # of three, four and five columns


@given(st.text(alphabet="a`|\\ \n", max_size=12))
def test_a_code_span_holds_its_text(text: str) -> None:
    span = markdown_code(text)
    fence = re.match("`+", span)
    assert fence and span.endswith(fence[0])
    inner = span[len(fence[0]) : -len(fence[0])]
    assert fence[0] not in re.findall("`+", inner)
    assert not re.search(r"(?<!\\)(?:\\\\)*\|", inner), "a bar that ends the cell"


@given(st.text())
def test_visible_text_is_one_harmless_line(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in shown)
    assert visible(shown) == shown
    assert "\n" not in command_data(text)


# frames


def frame(line: str, place: Location, width: int = 0) -> list[str]:
    label = Label(place, "here", primary=True)
    return ["".join(piece.text for piece in drawn) for drawn in frames([label], {"a": {1: line}}, "error", width)]


@given(
    st.text(alphabet=st.characters(blacklist_characters="\n\r")),
    st.integers(1, 400),
    st.integers(0, 400),
    st.integers(20, 90),
)
def test_frames_take_any_line_and_stay_in_their_width(line: str, column: int, length: int, width: int) -> None:
    drawn = frame(line, Location("a", 1, column, 1, column + length), width)
    assert len(drawn) == 5 and "^" in drawn[3] and "here" in drawn[3]


def test_carets_stand_under_wide_characters_and_tabs() -> None:
    drawn = frame("\t日本 = x", Location("a", 1, 7, 1, 8))
    assert drawn[2:4] == [" 1 |     日本 = x", "   |" + " " * 12 + "^ here"]


def test_a_long_line_is_cut_around_the_place() -> None:
    drawn = frame("a" * 5000 + "BAD" + "b" * 5000, Location("a", 1, 5001, 1, 5004), 80)
    assert len(drawn[2]) <= 80 and "BAD" in drawn[2]
    assert drawn[2].index("BAD") == drawn[3].index("^^^")


def test_undecided_findings_say_what_blocks_them() -> None:
    text = render("full", replace(REPORT, findings=(UNDECIDED,), diagnostics=()))
    assert "^^^^^^^^^^ var.public has no default" in text


def test_passes_are_shown_in_short() -> None:
    passed = replace(PUBLIC, verdict=Outcome.PASS, message="", related=())
    assert render("concise", replace(REPORT, findings=(passed,))).startswith(
        "infra/main.tf:24:22: S3L103 pass: policy-public"
    )
    assert "S3L103" not in render("github", replace(REPORT, findings=(passed,)))


def test_info_is_a_note() -> None:
    text = render("concise", replace(REPORT, findings=(replace(PUBLIC, severity=Severity.INFO),)))
    assert "S3L103 note:" in text


def test_evil_is_evil() -> None:
    assert "\x1b" in EVIL and "##vso[" in EVIL and "\ud800" in EVIL
