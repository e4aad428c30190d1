"""`--fix`, `--fix-only` and `--diff`: changes that proved themselves, written or shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from s3lint.cli.output import rewrite_file, unchanged, write_out
from s3lint.cli.problems import say
from s3lint.engine import Request, UsageError
from s3lint.engine.check_result import CheckResult
from s3lint.engine.status import CLEAN, FAILURE, FINDINGS, INCOMPLETE, exit_status
from s3lint.record import replace

if TYPE_CHECKING:
    from s3lint.fix import Fixed


def is_wanted(options: Mapping[str, Any]) -> bool:
    """Whether files are to be changed, or their changes shown. Raises UsageError where that cannot be."""
    asked = [name for name in ("fix", "fix_only", "diff") if options[name]]
    if options["unsafe_fixes"] and not asked and not options["show_fixes"]:
        raise UsageError("--unsafe-fixes needs --fix, --fix-only or --diff")
    for other in ("write_baseline", "add_ignore", "show_files"):
        if asked and options[other]:
            raise UsageError(f"--{asked[0].replace('_', '-')} cannot be combined with --{other.replace('_', '-')}")
    if (asked or options["show_fixes"]) and "-" in options["paths"]:
        raise UsageError("s3lint cannot fix standard input: name the files")
    return bool(asked)


def fix(request: Request, options: Mapping[str, Any]) -> tuple[CheckResult, int | None]:
    """Changes what may be changed: what is left then, and the exit status where no report is to be printed."""
    from s3lint.engine.run.session import Session
    from s3lint.fix import fixed

    done = fixed(Session(), request, unsafe=options["unsafe_fixes"])
    if options["diff"]:
        return done.result.check_result, _show(done, options)
    _say(done, _write(done), options)
    return done.result.check_result, _unread(done, options) if options["fix_only"] else None


def suggests(options: Mapping[str, Any]) -> bool:
    """Whether a report is asked for that is there for its edits."""
    return "rdjson" in (options["output_format"], *(kind for kind, _ in options["reports"]))


def with_fixes(request: Request) -> CheckResult:
    """An answer whose findings have the fixes that proved themselves."""
    from s3lint.engine.run.session import Session
    from s3lint.fix import with_fixes as marked

    session = Session()
    result = session.analyse(request)
    if any(part.stopped for part in result.parts):  # the report says so
        return result.check_result
    return replace(result.check_result, report=marked(session, request, result))


def _write(done: Fixed) -> int:
    """Writes every file, or none where one is not as it was or may not be written. Raises UsageError."""
    changed = [file for file in sorted(done.files) if done.files[file] != done.before[file]]
    for file in changed:
        unchanged(file, done.shown[file], done.before[file])
    for file in changed:
        rewrite_file(file, done.shown[file], done.before[file], done.files[file])
    return len(changed)


def _show(done: Fixed, options: Mapping[str, Any]) -> int:
    from s3lint.edit.patch import patch

    texts = [
        patch(done.shown[file], done.before[file].decode("utf-8"), done.files[file].decode("utf-8"))
        for file in sorted(done.files)
    ]
    write_out("".join(texts))
    _say(done, sum(map(bool, texts)), options)
    return (FINDINGS if any(texts) and not options["exit_zero"] else CLEAN) or _unread(done, options)


def _unread(done: Fixed, options: Mapping[str, Any]) -> int:
    """The status of a run that is not about findings: whether all was read."""
    status = exit_status(
        done.result.report,
        fail_on=done.result.settings.fail_on,
        exit_zero=True,
        allow_unreadable=options["allow_unreadable"],
    )
    return status if status in (FAILURE, INCOMPLETE) else CLEAN


def _say(done: Fixed, files: int, options: Mapping[str, Any]) -> None:
    from s3lint.report.words import count

    mended = sum(len(one.findings) for one in done.made)
    verb = "would fix" if options["diff"] else "fixed"
    parts = [f"{verb} {count(mended, 'finding')} in {count(files, 'file')}"]
    if done.comments:
        parts.append(f"{'would remove' if options['diff'] else 'removed'} {count(done.comments, 'idle suppression')}")
    if done.unsafe:
        parts.append(f"--unsafe-fixes would fix {len(done.unsafe):,} more")
    if done.refused:
        parts.append(f"edits for {len(done.refused):,} did not prove themselves")
    say("; ".join(parts))
    for (code, _, resource, _), why in sorted(done.mistakes.items()):
        say(f"{code} {resource}: no edit: {why}; please report it")
    if options["verbose"]:
        for (code, _, resource, _), why in sorted({**done.without, **done.refused}.items()):
            say(f"{code} {resource}: no edit: {why}")
