"""Event selectors of trails and event data stores, whichever language spells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from s3lint.aws.kinds import AdvancedSelector, ClassicSelector, FieldSelector
from s3lint.values import Reason, witness
from s3lint.values.section import Section


class Spelling(NamedTuple):
    """What a language calls the parts of event selectors."""

    classic: str
    read_write_type: str
    resources: str
    type: str
    values: str
    advanced: str
    fields: str
    field: str
    operators: Mapping[str, str]  # to the API's names


def classic(body: Section, spelling: Spelling) -> tuple[tuple[ClassicSelector, ...], tuple[Reason, ...]]:
    """The classic event selectors, and why there may be more."""
    sections, opened = body.sections(spelling.classic)
    found = []
    for section in sections:
        resources, more = _certain(section, spelling.resources)
        named = tuple((inner.setting(spelling.type), inner.get(spelling.values)) for inner in resources)
        covered = section.setting(spelling.read_write_type, default="All")
        found.append(ClassicSelector(covered, named, more, section.guard))
    return tuple(found), opened


def advanced(body: Section, spelling: Spelling) -> tuple[tuple[AdvancedSelector, ...], tuple[Reason, ...]]:
    """The advanced event selectors, and why there may be more."""
    sections, opened = body.sections(spelling.advanced)
    found = []
    for section in sections:
        fields, more = _certain(section, spelling.fields)
        found.append(AdvancedSelector(tuple(_field(field, spelling) for field in fields), more, section.guard))
    return tuple(found), opened


def _certain(section: Section, name: str) -> tuple[list[Section], tuple[Reason, ...]]:
    """The inner sections that are there whenever the section is, and why there may be more."""
    inner, opened = section.sections(name)
    perhaps = [part for part in inner if part.guard != section.guard]
    said = (Reason("variant", f"it is in {name}", f"only if {witness(p.guard - section.guard)}", p.at) for p in perhaps)
    return [part for part in inner if part.guard == section.guard], (*opened, *said)


def _field(section: Section, spelling: Spelling) -> FieldSelector:
    operators = {api: value for name, api in spelling.operators.items() if (value := section.get(name)) is not None}
    return FieldSelector(section.setting(spelling.field), operators)
