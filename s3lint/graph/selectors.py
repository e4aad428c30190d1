"""Event selectors of trails and event data stores, whichever language spells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from s3lint.graph.nodes import AdvancedSelector, ClassicSelector, FieldSelector
from s3lint.graph.section import Section
from s3lint.values import Reason


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
        resources, more = section.sections(spelling.resources)
        named = tuple((inner.setting(spelling.type), inner.get(spelling.values)) for inner in resources)
        found.append(ClassicSelector(section.setting(spelling.read_write_type, default="All"), named, more))
    return tuple(found), opened


def advanced(body: Section, spelling: Spelling) -> tuple[tuple[AdvancedSelector, ...], tuple[Reason, ...]]:
    """The advanced event selectors, and why there may be more."""
    sections, opened = body.sections(spelling.advanced)
    found = []
    for section in sections:
        fields, more = section.sections(spelling.fields)
        found.append(AdvancedSelector(tuple(_field(field, spelling) for field in fields), more))
    return tuple(found), opened


def _field(section: Section, spelling: Spelling) -> FieldSelector:
    operators = {api: value for name, api in spelling.operators.items() if (value := section.get(name)) is not None}
    return FieldSelector(section.setting(spelling.field), operators)
