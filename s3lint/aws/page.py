"""The page of the resources that are read (docs/resources.md), made from the table."""

from __future__ import annotations

from collections.abc import Iterable

from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Row
from s3lint.aws.spellings import CLOUDFORMATION, TERRAFORM, Path, Spelling
from s3lint.aws.table import TABLE

_HEAD = """# Resources

The resource types that s3lint reads, what it takes from each, and what counts where that is left out. Any other type is
evaluated only where one of these refers to it.

awscc's types and attributes are CloudFormation's in snake case, so whatever is read of a template is read of awscc too,
and of an `aws_cloudcontrolapi_resource` whose `type_name` is one of CloudFormation's types below.
"""


def resources_page(table: Iterable[ResourceType] = TABLE) -> str:
    """The page as Markdown."""
    return "\n".join([_HEAD, *map(_section, table)])


def _section(one: ResourceType) -> str:
    names = [f"`{name}`" for name in (one.cloudformation, one.awscc, one.terraform.replace("data.", "data ")) if name]
    lines = [f"## {' · '.join(names)}", ""]
    if one.what:
        lines += [f"Read {'beside the rows below: ' if _rows(one) else ''}{one.what}.", ""]
    if one.audit:
        lines += ["Only where checks of the `audit` profile run.", ""]
    if _rows(one):
        lines += [*_table(one), ""]
    return "\n".join(lines)


def _rows(one: ResourceType) -> list[tuple[Path | None, Row]]:
    return [(rows.under, row) for rows in one.rows for row in rows.rows]


def _table(one: ResourceType) -> list[str]:
    columns = [(spelling, title) for spelling, title, name in _columns(one) if name]
    head = [title for _, title in columns] + ["where absent"]
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for under, row in _rows(one):
        cells = [_paths(under, row, spelling) for spelling, _ in columns]
        if any(cell != "–" for cell in cells):
            lines.append(f"| {' | '.join([*cells, _absent(row, one)])} |")
    return lines


def _columns(one: ResourceType) -> list[tuple[Spelling, str, str]]:
    return [
        (CLOUDFORMATION, "CloudFormation", one.cloudformation),
        (TERRAFORM, "AWS provider", one.terraform),
    ]


def _paths(under: Path | None, row: Row, spelling: Spelling) -> str:
    holders = spelling.steps(under) if under is not None else ((),)
    found = [(*holder, *steps) for holder in holders for steps in spelling.steps(row.at)]
    return " or ".join(f"`{'.'.join(steps)}`" for steps in found) or "–"


def _absent(row: Row, one: ResourceType) -> str:
    in_templates, in_terraform = map(_word, row.absent)
    if in_templates == in_terraform or not one.cloudformation:
        return in_terraform
    return (
        in_templates
        if not one.terraform
        else f"{in_templates or 'nothing'} (AWS provider: {in_terraform or 'nothing'})"
    )


def _word(data: bool | str | None) -> str:
    return "" if data is None else f"`{str(data).lower() if isinstance(data, bool) else data}`"
