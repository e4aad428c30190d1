"""What module calls leave open: modules that are not here, and inputs that a summary does not describe."""

from __future__ import annotations

from collections.abc import Mapping

from s3lint.aws import types
from s3lint.languages.terraform.configuration.calls import Child, Missing
from s3lint.languages.terraform.configuration.handed import is_handed_s3
from s3lint.languages.terraform.configuration.instance import ModuleInstance
from s3lint.languages.terraform.configuration.locate import INIT, META, Nowhere
from s3lint.languages.terraform.configuration.module import Declaration
from s3lint.record import replace
from s3lint.source import Diagnostic, Span
from s3lint.values import Absent, Configuration, Value


def note_gaps(caller: ModuleInstance, call: Declaration, child: Child) -> None:
    """Note what a call leaves open: a module that is not here, or inputs that its summary does not speak of.

    Not done when the call is opened: calls may hand each other their outputs.
    """
    if isinstance(child, Missing):
        _note_missing(caller, child)
    if not isinstance(child, ModuleInstance) or not child.module.built_in:
        return
    unknown = [a for n, a in call.content.arguments.items() if n not in META and n not in child.module.variables]
    if unknown:
        note_undescribed(child.path.removesuffix("."), child, unknown[0].name, unknown[0].span, INIT)


def note_undescribed(address: str, child: ModuleInstance, unknown: str, place: Span, hint: str = "") -> None:
    """Note an input of which the summary of a module does not say what it does: it may do anything to its buckets."""
    run = child.run
    why = f"has a summary that does not describe its input {unknown}"
    buckets = [found for found in child.resources() if found.type in types.bucket_types()]
    run.report("S3L907", f"{address} {why}", place, incomplete=False, left_out="" if buckets else "module")
    run.lost(address, place, why, {bucket.address: bucket.attribute("id", place) for bucket in buckets}, hint)


def note_fetched(
    made: Configuration,
    name: str,
    shown: str,
    nowhere: Nowhere,
    place: Span,
    given: Mapping[str, Value],
    *,
    is_read: bool,
) -> None:
    """Note the module of a root that a tool fetches, but for one that has nothing to do with buckets. `shown` is its
    source; where it `is_read`, it may only be another one."""
    known = nowhere.without_buckets
    if known is not None and not is_handed_s3(given, grants=known.grants):
        return
    said = f"{f'module {shown}' if shown else 'the module'} {nowhere.why}"
    said += "" if is_read else ": its resources are unknown"
    lost = Diagnostic.at("S3L902", said, place, incomplete=not nowhere.is_remote, hint=nowhere.hint, left_out="module")
    made.diagnostics.append(replace(lost, about=nowhere.source or nowhere.why))
    if not is_read and known is None:
        made.absent.append(Absent(name, place, nowhere.why, dict(given), hint=nowhere.hint))


def _note_missing(caller: ModuleInstance, child: Missing) -> None:
    """Note a module that is not here, but for one that is known to have nothing to do with the buckets of this code."""
    run, nowhere, given = caller.run, child.nowhere, child.given.all()
    if nowhere.without_buckets is None:
        run.lost(child.address, child.span, nowhere.why, given, nowhere.hint)
    elif not is_handed_s3(given, grants=nowhere.without_buckets.grants):
        return
    shown = f"module {nowhere.source}" if nowhere.source else "the module"
    run.report(
        "S3L902",
        f"{shown} {nowhere.why}: its resources are unknown",
        run.past.get(caller.module.folder, child.place),
        incomplete=not nowhere.is_remote,
        hint="" if nowhere.hint == INIT else nowhere.hint,  # which the message says, and the last line for all
        left_out="module",
        about=nowhere.source,
    )
