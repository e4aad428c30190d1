"""The engine: paths and settings in, a report out."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from s3lint.checks import Finding, Outcome, Severity
from s3lint.engine.errors import UsageError
from s3lint.engine.report import Report, Summary
from s3lint.engine.request import Request
from s3lint.engine.run import loading, workers
from s3lint.engine.run.analysis import Result, analyse, discovered
from s3lint.engine.status import exit_status
from s3lint.findings.baseline import write
from s3lint.findings.order import order
from s3lint.record import replace
from s3lint.report import render
from s3lint.source import Diagnostic, Location

BUCKET = "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n"
VERSIONED = BUCKET + "    Properties:\n      VersioningConfiguration: {Status: Enabled}\n"
TF_BUCKET = 'resource "aws_s3_bucket" "data" {\n  bucket = "data-of-the-team"\n}\n'
TF_VERSIONING = (
    'resource "aws_s3_bucket_versioning" "data" {\n  bucket = aws_s3_bucket.data.id\n'
    '  versioning_configuration {\n    status = "Enabled"\n  }\n}\n'
)
SELECT = {"select": ["S3L102", "S3L501"]}


def put(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def run(folder: Path, *paths: str, options: dict[str, Any] | None = None, **more: Any) -> Result:
    return analyse(Request(paths or (".",), folder, {**SELECT, **(options or {})}, **more))


def said(result: Result) -> list[tuple[str, str, str]]:
    return [(f.code, f.root, f.resource) for f in result.report.findings]


def test_a_folder_of_templates(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": BUCKET, "x/b.yaml": VERSIONED, "README.md": ""})
    result = run(tmp_path)
    assert sorted(said(result)) == [
        ("S3L102", "a.yaml", "Data"),
        ("S3L102", "x/b.yaml", "Data"),
        ("S3L501", "a.yaml", "Data"),
    ]
    report = result.report
    assert report.summary.files == 2 and report.summary.buckets == 2 and report.summary.fail == 3
    assert report.summary.passed == 1 and report.summary.complete
    assert report.files == ("a.yaml", "x/b.yaml")
    assert {c.code for c in report.checks} == {"S3L102", "S3L501"}
    assert all(f.fingerprint for f in report.findings)


def test_findings_carry_the_lines_that_frames_need(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": BUCKET})
    report = run(tmp_path).report
    for finding in report.findings:
        lines = report.sources[finding.location.path]
        assert lines[finding.location.line] == BUCKET.splitlines()[finding.location.line - 1]


def test_paths_are_as_seen_from_where_it_runs(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    put(tmp_path, {"infra/cfn/a.yaml": BUCKET, "other/x.yaml": BUCKET})
    here = run(tmp_path / "infra", "cfn").report
    assert {f.location.path for f in here.findings} == {"cfn/a.yaml"} and here.findings[0].root == "cfn/a.yaml"
    assert (here.here, here.base) == ("infra", "..")
    up = run(tmp_path / "infra", "../other").report
    assert {f.location.path for f in up.findings} == {"../other/x.yaml"}
    # what a finding is known by is the same from every folder
    assert {f.fingerprint for f in run(tmp_path, "infra").report.findings} == {f.fingerprint for f in here.findings}


def test_several_trees_in_one_run(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / ".git").mkdir(parents=True)
        put(tmp_path / name, {"a.yaml": BUCKET})
    assert {f.root for f in run(tmp_path, "one", "two").report.findings} == {"one/a.yaml", "two/a.yaml"}


def test_a_named_template_is_reported_alone(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": BUCKET, "b.yaml": BUCKET})
    assert {root for _, root, _ in said(run(tmp_path, "b.yaml"))} == {"b.yaml"}


def test_a_named_terraform_file_limits_what_is_reported_not_what_is_read(tmp_path: Path) -> None:
    other = TF_BUCKET.replace('"data"', '"other"').replace("data-of", "other-of")
    put(tmp_path, {"bucket.tf": TF_BUCKET, "versioning.tf": TF_VERSIONING, "other.tf": other})
    assert said(run(tmp_path, "bucket.tf")) == [("S3L102", ".", "aws_s3_bucket.data")]  # versioning is in its sibling
    assert {resource for _, _, resource in said(run(tmp_path, "other.tf"))} == {"aws_s3_bucket.other"}
    assert {resource for _, _, resource in said(run(tmp_path))} == {"aws_s3_bucket.data", "aws_s3_bucket.other"}


def test_a_named_file_of_a_module_is_judged_through_its_callers(tmp_path: Path) -> None:
    call = 'module "site" {\n  source = "../modules/site"\n}\n'
    put(tmp_path, {"modules/site/main.tf": TF_BUCKET, "prod/main.tf": call, "elsewhere/main.tf": TF_BUCKET})
    result = run(tmp_path, "modules/site/main.tf")
    assert {(root, resource) for _, root, resource in said(result)} == {("prod", "module.site.aws_s3_bucket.data")}
    through_call = run(tmp_path, "prod/main.tf")
    assert said(through_call) == said(result)


def test_named_values_report_their_whole_module(tmp_path: Path) -> None:
    put(tmp_path, {"main.tf": TF_BUCKET, "prod.tfvars": 'x = "y"', "b/main.tf": TF_BUCKET})
    assert {root for _, root, _ in said(run(tmp_path, "prod.tfvars"))} == {"."}


def test_the_same_bytes_for_any_number_of_workers(tmp_path: Path) -> None:
    put(tmp_path, {f"stack{n:02}.yaml": BUCKET if n % 3 else VERSIONED for n in range(12)})
    reports = [replace(run(tmp_path, jobs=jobs).report, elapsed=0.0) for jobs in (1, 2, 3)]
    assert reports[0] == reports[1] == reports[2]
    assert render("json", reports[0]) == render("json", reports[2])


def test_workers_only_where_there_is_work() -> None:
    assert workers.workers(1, None) == 1 and workers.workers(0, None) == 1
    assert workers.workers(3, 8) == 3 and workers.workers(100, 1) == 1


def test_what_travels_between_processes(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": BUCKET})
    result = run(tmp_path)
    assert pickle.loads(pickle.dumps(result.parts[0].judged)) == result.parts[0].judged


def test_settings_by_root(tmp_path: Path) -> None:
    files = {"a/t.yaml": BUCKET, "b/t.yaml": BUCKET, "b/s3lint.toml": 'select = ["S3L501"]\n[severity]\nS3L501 = "low"'}
    put(tmp_path, files)
    result = analyse(Request((".",), tmp_path, {}))
    assert {f.code for f in result.report.findings if f.root == "b/t.yaml"} == {"S3L501"}
    assert {f.severity for f in result.report.findings if f.root == "b/t.yaml"} == {Severity.LOW}
    assert "S3L102" in {f.code for f in result.report.findings if f.root == "a/t.yaml"}
    # the command line wins over each of them
    assert {f.code for f in run(tmp_path).report.findings if f.root == "b/t.yaml"} == {"S3L102", "S3L501"}


def test_settings_by_path(tmp_path: Path) -> None:
    rule = '[[per-path]]\npaths = ["public/**"]\nignore = ["S3L501"]\nreason = "scratch"\nuntil = "2026-06-30"\n'
    put(tmp_path, {"public/t.yaml": BUCKET, "t.yaml": BUCKET, "s3lint.toml": rule})
    before = run(tmp_path, today=date(2026, 6, 30)).report
    (suppressed,) = before.suppressed
    assert (suppressed.code, suppressed.root) == ("S3L501", "public/t.yaml")
    assert suppressed.suppressed is not None and suppressed.suppressed.reason == "scratch"
    assert suppressed.suppressed.where == Location("s3lint.toml", 1, 1, 1, 1)
    assert before.summary.suppressed == 1 and before.summary.fail == 3
    assert not run(tmp_path, today=date(2026, 7, 1)).report.suppressed
    assert not run(tmp_path, today=date(2026, 6, 30), use_ignores=False).report.suppressed
    put(tmp_path, {"s3lint.toml": 'non-ignorable = ["S3L501"]\n' + rule})
    assert not run(tmp_path, today=date(2026, 6, 30)).report.suppressed


def test_values_by_path(tmp_path: Path) -> None:
    template = (
        "Parameters:\n  S: {Type: String}\nResources:\n  Data:\n    Type: AWS::S3::Bucket\n"
        "    Properties:\n      VersioningConfiguration: {Status: !Ref S}\n"
    )
    rule = '[[per-path]]\npaths = ["prod/"]\nvars = {S = "Enabled"}\n'
    put(tmp_path, {"prod/t.yaml": template, "test/t.yaml": template, "s3lint.toml": rule})
    only = {"select": ["S3L501"], "show": ["fail", "unknown", "pass"]}
    verdicts = {f.root: f.verdict for f in run(tmp_path, options=only).report.findings}
    assert verdicts == {"prod/t.yaml": Outcome.PASS, "test/t.yaml": Outcome.UNKNOWN}


def test_comments_in_the_code(tmp_path: Path) -> None:
    marked = BUCKET.replace(
        "  Data:", "  # s3lint: ignore[S3L501] scratch data\n  # s3lint: ignore[S3L999] typo\n  Data:"
    )
    put(tmp_path, {"a.yaml": marked})
    result = run(tmp_path)
    assert [f.code for f in result.report.suppressed] == ["S3L501"]
    assert "S3L909" in {d.code for d in result.report.diagnostics}
    assert result.report.summary.complete  # remarks lose no input
    assert not run(tmp_path, use_ignores=False).report.suppressed


def test_remarks_about_files_that_were_not_named_are_left_out(tmp_path: Path) -> None:
    unused = "# s3lint: ignore[S3L601] never needed\n"
    put(tmp_path, {"a.tf": TF_BUCKET, "b.tf": unused + TF_BUCKET.replace('"data"', '"b"')})
    assert "S3L903" not in {d.code for d in run(tmp_path, "a.tf").report.diagnostics}
    put(tmp_path, {"c.tf": "resource {\n"})
    assert not run(tmp_path, "a.tf").report.summary.complete  # what the named file belongs to could not be read


def test_a_baseline(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": BUCKET, "b.yaml": BUCKET})
    first = run(tmp_path, "a.yaml")
    put(tmp_path, {"base.json": write(first.parts[0].findings), "a.yaml": "# moved\n" + BUCKET})
    result = run(tmp_path, baseline="base.json")
    assert {f.root for f in result.report.active} == {"b.yaml"}
    assert result.report.summary.suppressed == 2 and not result.report.diagnostics
    put(tmp_path, {"a.yaml": VERSIONED})
    assert [d.code for d in run(tmp_path, baseline="base.json").report.diagnostics] == ["S3L904"]
    # what this run could not have found is not called stale
    assert not run(tmp_path, "b.yaml", baseline="base.json").report.diagnostics
    put(tmp_path, {"s3lint.toml": 'baseline = "base.json"'})
    assert run(tmp_path).report.summary.suppressed == 1
    with pytest.raises(UsageError, match=r"none\.json does not exist"):
        run(tmp_path, baseline="none.json")


def test_variable_files_from_elsewhere(tmp_path: Path) -> None:
    text = 'variable "s" {}\n' + TF_BUCKET + TF_VERSIONING.replace('"Enabled"', "var.s")
    tree = put(tmp_path / "tree", {"main.tf": text})
    put(tmp_path, {"ci.tfvars": 's = "Enabled"\n', "tree/off.tfvars": 's = "Suspended"\n'})
    only = {"select": ["S3L501"], "show": ["fail", "unknown", "pass"], "environment": ["defaults"]}

    def verdict(**more: Any) -> Outcome:
        (finding,) = run(tree, options=only, **more).report.findings
        return finding.verdict

    assert verdict() is Outcome.UNKNOWN
    assert verdict(var_files=("../ci.tfvars",)) is Outcome.PASS
    assert verdict(var_files=("off.tfvars",)) is Outcome.FAIL
    assert verdict(var_files=("off.tfvars", "../ci.tfvars")) is Outcome.PASS
    with pytest.raises(UsageError, match=r"--var-file none\.tfvars does not exist"):
        verdict(var_files=("none.tfvars",))


def test_standard_input_stands_in_its_place(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": VERSIONED, "b.yaml": BUCKET})
    result = run(tmp_path, "-", stdin=BUCKET.encode(), stdin_name="a.yaml")
    assert [(c, r) for c, r, _ in said(result)] == [("S3L102", "a.yaml"), ("S3L501", "a.yaml")]
    new = run(tmp_path, "-", stdin=BUCKET.encode(), stdin_name="new.yaml")
    assert {r for _, r, _ in said(new)} == {"new.yaml"}


def test_templates_inside_terraform(tmp_path: Path) -> None:
    text = (
        'resource "aws_cloudformation_stack" "net" {\n  name = "net"\n  template_body = <<EOT\n'
        + BUCKET
        + 'EOT\n}\nresource "aws_cloudformation_stack" "json" {\n  name = "j"\n  template_body = jsonencode({\n'
        '    Resources = { Logs = { Type = "AWS::S3::Bucket" } }\n  })\n}\n'
    )
    put(tmp_path, {"main.tf": text})
    result = run(tmp_path)
    found = {(f.code, f.resource): f.location for f in result.report.findings}
    assert found["S3L501", "aws_cloudformation_stack.net/Data"] == Location("main.tf", 5, 3, 5, 7)
    assert found["S3L501", "aws_cloudformation_stack.json/Logs"].path == "main.tf"
    assert result.report.summary.buckets == 2


def test_findings_of_two_documents_in_one_file_stay_apart(tmp_path: Path) -> None:
    put(tmp_path, {"both.yaml": BUCKET + "---\n" + BUCKET})
    report = run(tmp_path).report
    assert len(report.findings) == 4 and report.summary.buckets == 2
    assert len({finding.fingerprint for finding in report.findings}) == 4


def test_what_evaluation_finds_in_an_embedded_template_stands_where_it_is_written(tmp_path: Path) -> None:
    text = (
        'resource "aws_cloudformation_stack" "json" {\n  name = "j"\n  template_body = jsonencode({\n'
        '    Resources = { Logs = { Type = "AWS::S3::Bucket", Properties = { BucketName = { "Fn::Later" = "x" } } } }\n'
        "  })\n}\n"
    )
    put(tmp_path, {"main.tf": text})
    (found,) = run(tmp_path).report.diagnostics
    assert "s3lint does not know the function Fn::Later" in found.message
    assert (found.location.path, found.location.line) == ("main.tf", 4)


def test_severity_and_verdict_filters(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": BUCKET})
    all_shown = run(tmp_path, options={"show": ["pass"]}).report
    assert not all_shown.findings and all_shown.summary.fail == 2  # the numbers do not hang on what is shown
    critical = run(tmp_path, options={"min-severity": "critical"}).report
    assert critical.summary.fail == 0 and not critical.findings


def test_nothing_to_check(tmp_path: Path) -> None:
    put(tmp_path, {"README.md": "", "values.yaml": "a: 1"})
    result = run(tmp_path)
    assert result.nothing and not result.report.summary.complete
    assert run(tmp_path, "values.yaml").unfit == ("values.yaml",)


def test_a_broken_template_does_not_hide_the_others(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": BUCKET, "bad.yaml": BUCKET + "  Other: [\n"})
    report = run(tmp_path).report
    assert {f.root for f in report.findings} == {"a.yaml"}
    assert ("S3L901", "bad.yaml") in {(d.code, d.location.path) for d in report.diagnostics}
    assert not report.summary.complete


def test_a_mistake_of_s3lint_is_said_and_hides_no_other_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"a.yaml": BUCKET, "b.yaml": BUCKET})
    real = loading.configurations

    def broken(frontends: Any, root: Any, *given: Any, **named: Any) -> Any:
        if root.path == "a.yaml":
            raise KeyError("oops")
        return real(frontends, root, *given, **named)

    monkeypatch.setattr(loading, "configurations", broken)
    report = run(tmp_path).report
    assert {f.root for f in report.findings} == {"b.yaml"}
    assert [d.code for d in report.diagnostics] == ["S3L900"]
    assert exit_status(report, fail_on=Severity.LOW) == 2


def test_which_files_would_be_looked_into(tmp_path: Path) -> None:
    put(tmp_path, {"a.yaml": BUCKET, "x.md": "", "main.tf": ""})
    files, skipped = discovered(Request((".",), tmp_path))
    assert files == ["a.yaml", "main.tf"] and set(skipped) == {"x.md"}


def test_a_file_that_a_root_takes_in_is_looked_into(tmp_path: Path) -> None:
    unit = 'include "root" { path = find_in_parent_folders("root.hcl") }\n'
    put(tmp_path, {"root.hcl": "", "other.hcl": "", "live/terragrunt.hcl": unit, "live/main.tf": ""})
    files, skipped = discovered(Request((".",), tmp_path))
    assert files == ["live/main.tf", "live/terragrunt.hcl", "root.hcl"] and set(skipped) == {"other.hcl"}


def test_data_that_a_root_takes_in_is_looked_into(tmp_path: Path) -> None:
    service = "service: x\nprovider: {name: aws}\ncustom: ${file(c.yml)}\nresources: ${self:custom.a}\n"
    put(tmp_path, {"serverless.yml": service, "c.yml": "a: {}\n", "d.yml": "a: {}\n"})
    files, skipped = discovered(Request((".",), tmp_path))
    assert files == ["c.yml", "serverless.yml"] and set(skipped) == {"d.yml"}


def report_of(fail: dict[str, int], *, unknown: int = 0, complete: bool = True, codes: tuple[str, ...] = ()) -> Report:
    summary = Summary(fail=sum(fail.values()), unknown=unknown, by_severity=fail, complete=complete)
    return Report("0", summary, (), tuple(Diagnostic(code, "", Location("a")) for code in codes))


@pytest.mark.parametrize(
    ("report", "options", "status"),
    [
        (report_of({}), {}, 0),
        (report_of({"low": 1}), {}, 1),
        (report_of({"info": 1}), {}, 0),
        (report_of({"medium": 3}), {"fail_on": Severity.HIGH}, 0),
        (report_of({"high": 1}), {"exit_zero": True}, 0),
        (report_of({}, unknown=1), {}, 0),
        (report_of({}, unknown=1), {"unknown_fails": True}, 1),
        (report_of({"high": 1}, complete=False), {}, 3),
        (report_of({"high": 1}, complete=False), {"allow_unreadable": True}, 1),
        (report_of({}, complete=False), {"exit_zero": True}, 3),
        (report_of({"high": 1}, complete=False, codes=("S3L901", "S3L900")), {"exit_zero": True}, 2),
    ],
)
def test_exit_status(report: Report, options: dict[str, Any], status: int) -> None:
    assert exit_status(report, **{"fail_on": Severity.LOW, **options}) == status


def finding(code: str, severity: Severity, path: str, line: int, **more: Any) -> Finding:
    place = Location(path, line, 1, line, 2)
    return Finding(code, "n", Outcome.FAIL, severity, "m", "r", ".", place, **more)


def test_order_and_duplicates() -> None:
    one = finding("S3L102", Severity.HIGH, "b.tf", 3)
    two = finding("S3L101", Severity.HIGH, "b.tf", 3)
    three = finding("S3L501", Severity.LOW, "a.tf", 1)
    four = replace(one, verdict=Outcome.UNKNOWN)
    assert order([three, four, one, two, one]) == [two, one, three, four]


@pytest.mark.parametrize(
    ("paths", "checked"), [(["infra"], {"infra/a.tf"}), (["infra/live", "infra/old"], {"infra/live/b.tf"})]
)
def test_the_file_of_the_folder_that_all_paths_share_holds(tmp_path: Path, paths: list[str], checked: set[str]) -> None:
    bucket = 'resource "aws_s3_bucket" "a" {}\n'
    put(
        tmp_path,
        {
            ".git/HEAD": "",
            "infra/s3lint.toml": 'exclude = ["old/**", "live/**"]\n' if paths == ["infra"] else 'exclude = ["old/*"]\n',
            "infra/a.tf": bucket,
            "infra/live/b.tf": bucket,
            "infra/old/c.tf": bucket,
        },
    )
    assert {f.location.path for f in run(tmp_path, *paths).report.findings} == checked
