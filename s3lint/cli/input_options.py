"""The options that say what is read and with which values: the same for every command that reads code."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from s3lint.cli.sections import OneOf, option, together

if TYPE_CHECKING:
    from s3lint.engine import Request

FILES = "File selection"
VALUES = "Values"
RUN = "Run"


def _variable(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in values:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"'{text}' is not NAME=VALUE.", ctx, param)
        found[name] = value
    return found


file_options = together(
    option(FILES, "--exclude", multiple=True, metavar="GLOB", help="Skip matching paths, in .gitignore syntax."),
    option(
        FILES,
        "--force-exclude",
        is_flag=True,
        help="Also exclude paths that the command line names (for pre-commit).",
    ),
    option(FILES, "--no-gitignore", is_flag=True, help="Also scan files that git ignores."),
    option(FILES, "--stdin-filename", metavar="FILE", help="The file name of the source from stdin ('-')."),
)
value_options = together(
    option(
        VALUES,
        "--var-file",
        multiple=True,
        metavar="FILE",
        help="A file with Terraform variable values, as for terraform plan.",
    ),
    option(
        VALUES,
        "--var",
        multiple=True,
        metavar="NAME=VALUE",
        callback=_variable,
        help="The value of a Terraform variable or CloudFormation parameter.",
    ),
    option(VALUES, "--parameters", multiple=True, metavar="FILE", help="A CloudFormation parameter file."),
    option(
        VALUES,
        "--environment",
        multiple=True,
        metavar="NAME",
        help="Judge this environment alone (repeatable); 'defaults' is what the code says by itself. "
        "[default: each that the code declares]",
    ),
    option(VALUES, "--workspace", metavar="NAME", help="The value of terraform.workspace."),
    option(
        VALUES,
        "--engine",
        type=OneOf(["auto", "terraform", "opentofu"]),
        help="The tool that runs the .tf files; 'auto' takes .tofu files as a sign of OpenTofu. [default: auto]",
    ),
)
run_options = together(
    option(RUN, "--config", metavar="FILE", envvar="S3LINT_CONFIG", help="Use this configuration file and no other."),
    option(RUN, "--isolated", is_flag=True, help="Ignore all configuration files."),
    option(
        RUN,
        "-j",
        "--jobs",
        type=click.IntRange(1, 64),
        metavar="N",
        help="The number of worker processes. [default: by input size]",
    ),
    option(RUN, "-v", "--verbose", is_flag=True, help="Print more details to stderr."),
    option(RUN, "-q", "--quiet", is_flag=True, help="Print findings and nothing else."),
)

# of commands that show what is believed and judge nothing
trust_options = together(
    option(RUN, "--config-from", metavar="REV", help="Take the configuration as it is in the git revision REV."),
    option(
        RUN,
        "--untrusted",
        is_flag=True,
        help="For other people's code: no configuration but that of --config-from, no .gitignore; exit 3 for modules "
        "that are not on disk.",
    ),
)

# parameter of a command -> setting of a configuration file
SETTINGS = {
    "profile": "profile",
    "select": "select",
    "extend_select": "extend-select",
    "ignore": "ignore",
    "min_severity": "min-severity",
    "fail_on": "fail-on",
    "unknown": "unknown",
    "unread_modules": "unread-modules",
    "show": "show",
    "output_format": "output-format",
    "exclude": "exclude",
    "engine": "engine",
    "workspace": "workspace",
    "environment": "environment",
    "var": "vars",
}


def settings_from(options: Mapping[str, Any]) -> dict[str, Any]:
    """What the command line sets, as a configuration file would write it."""
    settings = {setting: options[name] for name, setting in SETTINGS.items() if options.get(name)}
    if options.get("no_gitignore"):
        settings["respect-gitignore"] = False
    if options.get("no_peer_ignores"):
        settings["peer-ignores"] = False
    if options.get("untrusted"):
        settings |= {"respect-gitignore": False, "unknown": "fail", "unread-modules": "fail"}
    return settings


def request_from(options: Mapping[str, Any]) -> Request:
    """The request that the options make."""
    from s3lint.engine import Request, UsageError

    paths = tuple(options["paths"]) or (".",)
    stdin = None
    if "-" in paths:
        if len(paths) > 1:
            raise UsageError("'-' (standard input) cannot be combined with other paths")
        if not options.get("stdin_filename"):
            raise UsageError(
                "'-' needs --stdin-filename FILE to name the source: s3lint check - --stdin-filename main.tf"
            )
        stdin = sys.stdin.buffer.read()
    elif options.get("stdin_filename"):
        raise UsageError("--stdin-filename works only with '-' (standard input)")
    untrusted, trusted = options.get("untrusted", False), options.get("config_from")
    if trusted and (options.get("config") or options.get("isolated")):
        raise UsageError("--config-from cannot be combined with --config or --isolated")
    return Request(
        paths=paths,
        cwd=Path.cwd(),
        options=settings_from(options),
        config=options.get("config"),
        forbid=tuple(options.get("forbid", ())),
        isolated=options.get("isolated", False) or (untrusted and not trusted and not options.get("config")),
        config_from=trusted,
        var_files=tuple(options.get("var_file", ())),
        parameters=tuple(options.get("parameters", ())),
        force_exclude=options.get("force_exclude", False),
        stdin=stdin,
        stdin_name=options.get("stdin_filename") or "",
        use_ignores=not options.get("no_ignores", False) and not (untrusted and not trusted),
        baseline=options.get("baseline"),
        new_since=options.get("new_since"),
        jobs=options.get("jobs"),
        verbose=options.get("verbose", False),
    )
