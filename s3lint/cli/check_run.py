"""What `s3lint check` does: runs the engine, writes the reports, gives the exit status."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from s3lint.cli import color, fixing
from s3lint.cli.input_options import request_from
from s3lint.cli.output import width, write_file, write_out, write_report
from s3lint.cli.problems import say
from s3lint.cli.progress import Progress
from s3lint.engine import Request, UsageError
from s3lint.engine.cache.cached_check import check
from s3lint.engine.check_result import CheckResult
from s3lint.engine.request import Wanted
from s3lint.engine.status import CLEAN, FAILURE, FINDINGS, INCOMPLETE, exit_status
from s3lint.record import replace
from s3lint.source import INTERNAL, FileProblem

if TYPE_CHECKING:
    from s3lint.engine.run.analysis import Result
    from s3lint.report import Options

DATA = frozenset({".yaml", ".yml", ".json"})


def run(options: Mapping[str, Any]) -> int:
    """Check what the options ask for."""
    if options["standards"]:
        options = _with_standards(options)
    fixes = fixing.is_wanted(options)
    request = request_from(options)
    if options["show_files"]:
        return _show_files(request, verbose=options["verbose"])
    if options["write_baseline"]:
        return _write_baseline(request, options["write_baseline"])
    if any(kind == "html" for kind, _ in options["reports"]):
        request = replace(request, wanted=Wanted(beliefs=True))
    if options["add_ignore"]:
        return _add_ignores(_analysed(request, options), options["add_ignore"])
    if fixes:
        answer, status = fixing.fix(request, options)
        if status is not None:
            return status
        _write_reports(answer, options)
    elif options["show_fixes"] or (fixing.suggests(options) and request.stdin is None):
        answer = fixing.with_fixes(request)
        _write_reports(answer, options)
    elif options["verbose"]:
        result = _analysed(request, options)
        answer = result.check_result
        _write_reports(answer, options)
        _say_more(result)
    else:
        with _progress(options) as progress:
            kept = not options["no_cache"] and not options["untrusted"]
            answer = check(request, progress, cache=kept, within=options["cache_dir"] or None)
        if not options["output_format"] and answer.output_format == "rdjson" and request.stdin is None:
            answer = fixing.with_fixes(request)
        _write_reports(answer, options)
    return _status(answer, options)


def _with_standards(options: Mapping[str, Any]) -> Mapping[str, Any]:
    """A requirement is about findings of every severity, and about all of them."""
    from s3lint.checks.standards import standard, words

    for word in options["standards"]:
        if standard(word) is None:
            raise UsageError(f"no standard is called '{word}': {', '.join(words())}")
    if options["new_since"]:
        raise UsageError("--standard reports on all findings, and --new-since only on new ones: use one of them")
    if options["min_severity"] not in (None, "info"):
        raise UsageError("--standard reports on findings of every severity: leave out --min-severity")
    return {**options, "min_severity": "info"}


def _analysed(request: Request, options: Mapping[str, Any]) -> Result:
    """More than an answer: for what is written into files, and for what is said of the run itself."""
    from s3lint.engine.run.analysis import analyse

    with _progress(options) as progress:
        return analyse(request, progress)


@contextmanager
def _progress(options: Mapping[str, Any]) -> Iterator[Progress]:
    progress = Progress(enabled=not (options["no_progress"] or options["quiet"]))
    try:
        yield progress
    finally:
        progress.end()


def _say_more(result: Result) -> None:
    sources = sorted(set(result.settings.origins.values()))
    roots = sum(len(part.chosen.roots) for part in result.parts)
    for path in result.unfit:
        say(f"{path} {result.skipped[path]}")
    for path in sorted(part.scope.display(path) for part in result.parts for path in part.irrelevant):
        say(f"{path} holds nothing about S3")
    for part in result.parts:
        for idle in part.idle:
            place = f"{part.scope.display(idle.where.path)}:{idle.where.line}"
            say(f"{place}: {idle.why}")
    say(f"settings from: {', '.join(sources) or 'defaults'}")
    say(f"{roots} roots checked, {len(result.skipped)} files and folders skipped (--show-files -v)")


def _write_reports(answer: CheckResult, options: Mapping[str, Any]) -> None:
    from s3lint.report import render, render_statistics

    report = answer.report
    name = options["output_format"] or answer.output_format
    for kind, file in options["reports"]:
        write_report(file, render(kind, report, _rendering(options, to_terminal=False)))
    file = options["output_file"]
    rendering = _rendering(options, to_terminal=file is None)
    text = render_statistics(report, rendering) if options["statistics"] else render(name, report, rendering)
    if file is None:
        write_out(text)
    else:
        write_report(file, text)


def _rendering(options: Mapping[str, Any], *, to_terminal: bool) -> Options:
    from s3lint.cli.forge import source_url
    from s3lint.report import Options

    return Options(
        color=to_terminal and color.wanted(options["color"]),
        width=width() if to_terminal else 0,
        source_url=source_url(),
        command=reproducing(sys.argv[1:]),
        quiet=options["quiet"],
        standards=tuple(options["standards"]),
    )


def _status(answer: CheckResult, options: Mapping[str, Any]) -> int:
    """The exit status, with a word on stderr where nothing was checked."""
    if answer.nothing:
        return _nothing(answer, options)
    return exit_status(
        answer.report,
        fail_on=answer.fail_on,
        unknown_fails=answer.unknown_fails,
        exit_zero=options["exit_zero"],
        allow_unreadable=options["allow_unreadable"],
    )


def _nothing(answer: CheckResult, options: Mapping[str, Any]) -> int:
    """pre-commit names YAML and JSON of every kind: what is no template is passed over in silence.

    With --force-exclude, which is for such callers, so is everything else that is named.
    """
    named = bool(options["paths"]) and len(answer.unfit) + len(answer.excluded) == len(set(options["paths"]))
    wrong = [path for path in answer.unfit if not path.lower().endswith(tuple(DATA))]
    lost = any(diagnostic.incomplete for diagnostic in answer.report.diagnostics)
    if (options["force_exclude"] or (named and not wrong)) and not lost:
        return CLEAN
    for path in wrong:
        say(f"error: {path} {answer.unfit[path]}")
    if not named:
        where = " ".join(options["paths"] or (".",))
        say(f"error: found no Terraform files, CloudFormation templates or plans in {where}")
    return 0 if options["allow_unreadable"] else INCOMPLETE


def _show_files(request: Request, *, verbose: bool) -> int:
    from s3lint.engine.run.analysis import discovered
    from s3lint.report.untrusted import visible

    files, skipped = discovered(request)
    lines = [*files, *(f"{path}: skipped: {why}" for path, why in sorted(skipped.items()) if verbose)]
    write_out("\n".join(map(visible, lines)))
    return 0


def _write_baseline(request: Request, file: str) -> int:
    """What counts today, with roots as the repository names them: a baseline is the same from every folder."""
    from s3lint.engine.run.analysis import analyse
    from s3lint.engine.run.granted import granted
    from s3lint.findings.baseline import read, write
    from s3lint.report.words import count

    result = analyse(replace(request, baseline=None, new_since=None, use_baseline=False))
    findings = [finding for part in result.parts for finding in part.findings]
    text = write(findings, (one for part in result.parts for one in granted(part, part.findings)))
    write_report(file, text)
    say(f"recorded {count(len(read(text)), 'finding')} in {file}")
    return CLEAN if result.report.is_readable else _status_of_incomplete(result)


def _status_of_incomplete(result: Result) -> int:
    say("warning: s3lint could not read some input, so the baseline is incomplete")
    return FAILURE if any(d.code == INTERNAL for d in result.report.diagnostics) else INCOMPLETE


def _add_ignores(result: Result, reason: str) -> int:
    """Write a comment for every finding that is shown."""
    from s3lint.findings.suppressions import add_ignores
    from s3lint.report.words import count

    written, left = 0, 0
    for part in result.parts:
        findings = [f for f in part.findings if f.suppressed is None and f.verdict in result.report.shown]
        for path in sorted({finding.location.path for finding in findings}):
            here = [finding for finding in findings if finding.location.path == path]
            try:
                text = part.scope.tree.read(path).decode("utf-8")
            except (FileProblem, UnicodeDecodeError):
                text = "\0"
            if "\0" in text:  # not UTF-8: what is inserted would be
                left += len(here)
                continue
            insertion = add_ignores(path, text, here, reason)
            if insertion.text != text:
                write_file(str(part.scope.root / path), insertion.text.encode("utf-8"))
            written += len(here) - len(insertion.left)
            left += len(insertion.left)
    click.echo(
        f"suppressed {count(written, 'finding')}" + (f"; comments cannot suppress the other {left}" if left else ""),
        err=True,
    )
    return CLEAN if not left else FINDINGS


def reproducing(arguments: Sequence[str]) -> str:
    """The command that repeats a run, without where and how its reports were written."""
    kept: list[str] = []
    left_out = False
    for argument in arguments:
        if not left_out and not argument.startswith(tuple(f"{option}=" for option in _OF_REPORTS)):
            left_out = argument in _OF_REPORTS
            if not left_out:
                kept.append(argument)
        else:
            left_out = False
    return shlex.join(["s3lint", *kept])


_OF_REPORTS = ("--output-format", "--report", "--output-file", "-o")
