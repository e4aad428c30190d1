"""`s3lint check`: the analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from s3lint.cli.input_options import file_options, run_options, value_options
from s3lint.cli.output import FORMATS, parse_reports
from s3lint.cli.sections import OneOf, SectionedCommand, Words, joined, option, together

if TYPE_CHECKING:
    pass

LEVELS = ["info", "low", "medium", "high", "critical"]
PROFILES = ["default", "strict", "audit"]
SELECTION = "Check selection"
BASELINES = "Baselines"
OUTPUT = "Output"
FIXES = "Fixes"

selection_options = together(
    option(SELECTION, "--forbid", multiple=True, metavar="FILE", help="Also apply the [[forbid]] tables of FILE."),
    option(
        SELECTION,
        "--select",
        multiple=True,
        type=Words(),
        metavar="CHECK,...",
        help="Run only these checks: codes (S3L102), prefixes (S3L1), names, profiles, "
        "cis, cis-5, fsbp, pci, nist, or ALL.",
    ),
    option(
        SELECTION,
        "--extend-select",
        multiple=True,
        type=Words(),
        metavar="CHECK,...",
        help="Also run these checks.",
    ),
    option(SELECTION, "--ignore", multiple=True, type=Words(), metavar="CHECK,...", help="Do not run these checks."),
    option(
        SELECTION,
        "--profile",
        type=OneOf(PROFILES),
        help="The set of checks to run: default, strict (for careful teams), or audit (everything, including advice).",
    ),
    option(SELECTION, "--min-severity", type=OneOf(LEVELS), help="Do not report findings below this severity."),
    option(
        SELECTION,
        "--no-ignores",
        is_flag=True,
        help="Report findings that comments, metadata or per-path settings suppress.",
    ),
    option(SELECTION, "--no-peer-ignores", is_flag=True, help="Do not honour other tools' suppression comments."),
)
baseline_options = together(
    option(BASELINES, "--baseline", metavar="FILE", help="Report only findings absent from FILE."),
    option(BASELINES, "--write-baseline", metavar="FILE", help="Write the current findings to FILE, and exit 0."),
    option(
        BASELINES,
        "--new-since",
        metavar="REV",
        help="Report only findings that are new since the git revision REV.",
    ),
    option(
        BASELINES,
        "--add-ignore",
        metavar="REASON",
        help="Suppress every current finding with a comment that gives this reason.",
    ),
)
fix_options = together(
    option(FIXES, "--fix", is_flag=True, help="Make the safe fixes that prove themselves, and report what is left."),
    option(FIXES, "--unsafe-fixes", is_flag=True, help="Also make fixes that may end access or cost money."),
    option(
        FIXES, "--diff", is_flag=True, help="Print the fixes as a patch and change nothing; exit 1 if there are any."
    ),
    option(FIXES, "--fix-only", is_flag=True, help="Make the fixes, report nothing, and exit 0."),
    option(FIXES, "--show-fixes", is_flag=True, help="Prove a fix for each finding, and show it in every report."),
)
output_options = together(
    option(
        OUTPUT,
        "--show",
        multiple=True,
        type=Words(("fail", "unknown", "pass")),
        metavar="VERDICT,...",
        help="The verdicts to list. [default: fail,unknown]",
    ),
    option(
        OUTPUT,
        "--unknown",
        type=OneOf(["hide", "report", "fail"]),
        help="What to do with undecided findings. [default: report]",
    ),
    option(
        OUTPUT,
        "--output-format",
        type=OneOf(FORMATS),
        envvar="S3LINT_OUTPUT_FORMAT",
        help="How to print findings. [env: S3LINT_OUTPUT_FORMAT] [default: full]",
    ),
    option(OUTPUT, "-o", "--output-file", metavar="FILE", help="Where to print them, instead of stdout."),
    option(
        OUTPUT,
        "--report",
        "reports",
        multiple=True,
        metavar="FORMAT=FILE",
        callback=parse_reports,
        help="Also write a report, e.g. --report sarif=s3lint.sarif.",
    ),
    option(
        OUTPUT,
        "--standard",
        "standards",
        multiple=True,
        type=Words(),
        metavar="NAME,...",
        help="Report by requirement, too, in markdown and json: cis, cis-7, cis-6, cis-5, fsbp, pci, nist.",
    ),
    option(OUTPUT, "--statistics", is_flag=True, help="Count findings per check instead of listing them."),
    option(
        OUTPUT,
        "--color",
        type=OneOf(["auto", "always", "never"]),
        default="auto",
        help="Colour the output; NO_COLOR and FORCE_COLOR work too.",
    ),
    option(OUTPUT, "--no-progress", is_flag=True, help="Never show a progress line."),
)
status_options = together(
    option(
        "Run",
        "--fail-on",
        type=OneOf(LEVELS),
        help="Exit 1 only for findings of at least this severity. [default: medium]",
    ),
    option(
        "Run",
        "--unread-modules",
        type=OneOf(["report", "fail"]),
        help="What to do with modules that are not on disk: say so, or exit 3. [default: report]",
    ),
    option("Run", "-e", "--exit-zero", is_flag=True, help="Exit 0 even when there are findings."),
    option("Run", "--allow-unreadable", is_flag=True, help="Do not exit 3 when s3lint cannot read some input."),
    option(
        "Run",
        "--config-from",
        metavar="REV",
        help="Take configuration, baseline and suppressions as they are in the git revision REV.",
    ),
    option(
        "Run",
        "--untrusted",
        is_flag=True,
        help="For other people's code: no configuration, suppression or baseline but of --config-from, no .gitignore; "
        "undecided findings and modules that are not on disk fail.",
    ),
    option(
        "Run",
        "--cache-dir",
        metavar="DIR",
        envvar="S3LINT_CACHE_DIR",
        help="Keep results within DIR, which may lie in the scanned tree. [env: S3LINT_CACHE_DIR]",
    ),
    option(
        "Run",
        "--no-cache",
        is_flag=True,
        envvar="S3LINT_NO_CACHE",
        help="Do not use or store results of earlier runs. [env: S3LINT_NO_CACHE]",
    ),
)


@click.command(
    "check",
    cls=SectionedCommand,
    epilog="Exit codes: 0 clean, 1 findings, 2 bad usage or internal error, 3 s3lint could not analyse some input.",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@selection_options
@file_options
@option("File selection", "--show-files", is_flag=True, help="List the files to analyse, and exit.")
@value_options
@baseline_options
@fix_options
@output_options
@status_options
@run_options
def command(**options: Any) -> int:
    """Check PATHs (files or directories; default '.') for insecure S3 buckets.

    A named file limits what is reported, not what is read: s3lint always reads the whole Terraform
    module or CloudFormation template the file belongs to.
    """
    from s3lint.cli.check_run import run

    for name in ("select", "extend_select", "ignore", "show", "standards"):
        options[name] = joined(options[name])
    return run(options)
