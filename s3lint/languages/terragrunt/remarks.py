"""What is wrong with a unit's configuration, and what of it is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from s3lint.languages.terraform.types.inspect import unknowns
from s3lint.languages.terragrunt.config import Config
from s3lint.languages.terragrunt.dependency import Dependency
from s3lint.languages.terragrunt.generate import Generated
from s3lint.languages.terragrunt.inputs import Arguments
from s3lint.lazy import lazy_re
from s3lint.record import replace
from s3lint.source import Diagnostic, Span
from s3lint.values import Mapping, Scalar, Value

_CALL = lazy_re(r"^(\w+)\([^)]*\)")


class Unit(Protocol):
    """A unit, as far as something may be wrong with it."""

    config: Config

    @property
    def generated(self) -> Generated:
        """The files that are generated into the module's folder."""

    @property
    def arguments(self) -> Arguments:
        """What is added to the command line."""

    @property
    def inputs(self) -> Value | None:
        """What it gives to its module."""


def remarks(unit: Unit, *, is_about_storage: bool) -> Iterator[Diagnostic]:
    """All of them. `is_about_storage`: its module makes something that may have to do with buckets of other units."""
    yield from dict.fromkeys(unit.config.problems)
    for message, place in unit.generated.problems:
        yield Diagnostic.at("S3L901", message, place)
    for name, why, place in unit.generated.unknown:
        yield _not_known(unit, name, why, place)
    for path, place in unit.arguments.missing:
        said = f"the variable file {path} is not in the scanned tree: the values of variables are not known"
        yield Diagnostic.at("S3L901", said, place, left_out="variable file")
    for dependency in unit.config.depends_on() if is_about_storage else ():
        yield from _not_found(dependency)
    yield from _wrong_inputs(unit)
    yield from unit.config.budget.diagnostics


def _not_known(unit: Unit, name: str, why: str, place: Span) -> Diagnostic:
    """A generated file whose text is not known; of a block that units share, told once for all of them."""
    own, at = unit.config.main.document.top, place.location()
    said = f"the contents of generate {name!r} are not known: {why}"
    if at.path == own.path:
        return Diagnostic.at("S3L907", said, place, incomplete=False, left_out="generated file")
    shared = f"generate {name!r} of {at.path}:{at.line}"
    call = _CALL.sub(r"\1()", why)  # its arguments often name the unit
    said = f"the contents of {shared} are not known: {call}"
    return replace(Diagnostic.at("S3L907", said, own, incomplete=False, left_out="generated file"), about=shared)


def _not_found(dependency: Dependency) -> Iterator[Diagnostic]:
    """A dependency that may be any unit: what is stated about its buckets counts nowhere."""
    where, enabled = dependency.argument("config_path"), dependency.argument("enabled")
    is_off = isinstance(enabled, Scalar) and enabled.data is False
    if where is None or is_off or dependency.folders():
        return
    reason = next(unknowns(where), None)
    if reason is not None and reason.kind != "error":
        why = f"{reason.name} {reason.text}"
        said = f"the config_path of dependency {dependency.name!r} is not known: {why}"
        yield Diagnostic.at("S3L907", said, dependency.place, incomplete=False, left_out="dependency")


def _wrong_inputs(unit: Unit) -> Iterator[Diagnostic]:
    found = unit.inputs
    entries = found.entries if isinstance(found, Mapping) else {"": found} if found is not None else {}
    for name, value in entries.items():
        reason = next((reason for reason in unknowns(value) if reason.kind == "error"), None)
        if reason is not None:
            place = reason.span or value.span or unit.config.main.document.top
            said = f"{f'inputs.{name}'.rstrip('.')} cannot be evaluated: it {reason.text}"
            yield Diagnostic.at("S3L901", said, place, incomplete=False)
