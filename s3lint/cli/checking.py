"""What `s3lint check` does: runs the engine, writes the reports, gives the exit status."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from s3lint.cli import color
from s3lint.cli.output import width, write_file, write_out
from s3lint.cli.progress import Progress
from s3lint.cli.reading import request_from
from s3lint.engine import Report, Request
from s3lint.engine.run import Result, analyse
from s3lint.engine.status import INCOMPLETE, exit_status

if TYPE_CHECKING:
    from s3lint.report import Options

DATA = frozenset({".yaml", ".yml", ".json"})


def run(options: Mapping[str, Any]) -> int:
    """Check what the options ask for."""
    request = request_from(options)
    if options["show_files"]:
        return _show_files(request, verbose=options["verbose"])
    if options["write_baseline"]:
        return _write_baseline(request, options["write_baseline"])
    progress = Progress(enabled=not (options["no_progress"] or options["quiet"]))
    try:
        result = analyse(request, progress)
    finally:
        progress.end()
    if options["add_ignore"]:
        return _add_ignores(result, request, options["add_ignore"])
    _write_reports(result, options)
    return _status(result, options)


def _write_reports(result: Result, options: Mapping[str, Any]) -> None:
    from s3lint.report import render, render_statistics

    report = result.report
    name = options["output_format"] or result.settings.output_format
    for kind, file in options["reports"]:
        write_file(file, render(kind, report, _rendering(options, to_terminal=False)))
    file = options["output_file"]
    rendering = _rendering(options, to_terminal=file is None)
    text = render_statistics(report, rendering) if options["statistics"] else render(name, report, rendering)
    if file is None:
        write_out(text)
    else:
        write_file(file, text)


def _rendering(options: Mapping[str, Any], *, to_terminal: bool) -> Options:
    from s3lint.cli.forge import source_url
    from s3lint.report import Options

    return Options(
        color=to_terminal and color.wanted(options["color"]),
        width=width() if to_terminal else 0,
        source_url=source_url(),
        command=shlex.join(["s3lint", *sys.argv[1:]]),
        quiet=options["quiet"],
    )


def _status(result: Result, options: Mapping[str, Any]) -> int:
    """The exit status, with a word on stderr where nothing was checked."""
    settings = result.settings
    if result.nothing:
        return _nothing(result, options)
    return exit_status(
        result.report,
        fail_on=settings.fail_on,
        unknown_fails=settings.unknown == "fail",
        exit_zero=options["exit_zero"],
        allow_unreadable=options["allow_unreadable"],
    )


def _nothing(result: Result, options: Mapping[str, Any]) -> int:
    """pre-commit names YAML and JSON of every kind: what is no template is passed over in silence."""
    named = bool(options["paths"]) and len(result.unfit) + len(result.excluded) == len(set(options["paths"]))
    wrong = [path for path in result.unfit if not path.lower().endswith(tuple(DATA))]
    if named and not wrong and not result.report.diagnostics:
        return 0
    for path in wrong:
        click.echo(f"error: {path} is {result.skipped[path]}", err=True)
    if not named:
        where = " ".join(options["paths"] or (".",))
        click.echo(f"error: nothing to check in {where}: no Terraform files, templates or plans", err=True)
    return 0 if options["allow_unreadable"] else INCOMPLETE


def _show_files(request: Request, *, verbose: bool) -> int:
    from s3lint.engine.run import discovered

    files, skipped = discovered(request)
    lines = [*files, *(f"{path}: skipped: {why}" for path, why in sorted(skipped.items()) if verbose)]
    write_out("\n".join(lines))
    return 0


def _write_baseline(request: Request, file: str) -> int:
    from s3lint.baseline import write

    request = replace(request, baseline=None, options={**request.options, "show": ["fail", "unknown"]})
    report = analyse(request).report
    findings = _with_repository_paths(report)
    write_file(file, write(findings))
    click.echo(f"{len(findings)} findings recorded in {file}", err=True)
    return 0


def _with_repository_paths(report: Report) -> list[Any]:
    return list(report.active)


def _add_ignores(result: Result, request: Request, reason: str) -> int:
    raise NotImplementedError
