"""The page of the resources (docs/resources.md): what is read, and what is not and why."""

from __future__ import annotations

from collections.abc import Iterable

from s3lint.aws.coverage import coverage, listed
from s3lint.aws.properties import Properties, properties_of, schema
from s3lint.aws.resource_type import ResourceType
from s3lint.aws.rows import Row
from s3lint.aws.spellings import CLOUDFORMATION, TERRAFORM, Path, Spelling, Steps
from s3lint.aws.table import TABLE, by_name

_HEAD = """# Resources

Does s3lint look at X? Every resource type and property of S3 that the AWS provider and CloudFormation have is on this
page: it is read, it has no bearing on what the checks ask, or it is a limit: it may matter, and s3lint does not judge
it. Of KMS, CloudTrail, IAM, IAM Identity Center, Organizations, GuardDuty, Macie, Access Analyzer, CloudFront and
CloudWatch Logs the page has every type. A type that is not on it is evaluated only where one of these refers to it.

awscc's types and attributes are CloudFormation's in snake case, so whatever is said of a template holds of awscc too,
and of an `aws_cloudcontrolapi_resource` whose `type_name` is one of CloudFormation's types below.

{source}
"""
_READ = """## Types that are read

A table lists settings, each as the languages write it, with what counts where it is left out. Of every type:

{everywhere}
"""
_LIMITS = """## Types that are a limit

They are about S3, or let somebody at its data or keys, and s3lint does not judge them.
"""
_IRRELEVANT = """## Types that have no bearing

No check asks for anything that they state.
"""


def resources_page(table: Iterable[ResourceType] = TABLE) -> str:
    """The page as Markdown."""
    everywhere = [f"- {_are(part)}: {_grouped(coverage()['everywhere'][part])}." for part in ("irrelevant", "limit")]
    parts = [_HEAD.format(source=coverage()["source"]), _READ.format(everywhere="\n".join(everywhere))]
    parts += map(_section, table)
    unread = {**listed("limit"), **listed("pending")}
    parts += [_LIMITS, _types(unread), _IRRELEVANT, _types(listed("irrelevant"))]
    return "\n".join(parts).rstrip() + "\n"


def _section(one: ResourceType) -> str:
    lines = [f"### {' · '.join(f'`{name}`' for name in _shown(one))}", ""]
    of = [(title, properties_of(one, name)) for _, title, name in _columns(one) if schema(name)]
    if one.what:
        lines += [f"Read {'beside the rows below: ' if _rows(one) else ''}{one.what}.", ""]
    if one.audit:
        lines += ["Only where checks of the `audit` profile run.", ""]
    return "\n".join([*lines, *_table(one), *_beside(one, of), *_unread(of)])


def _shown(one: ResourceType) -> list[str]:
    names = (one.cloudformation, one.awscc, one.terraform.replace("data.", "data "))
    return [name for name in names if name]


def _columns(one: ResourceType) -> list[tuple[Spelling, str, str]]:
    columns = ((CLOUDFORMATION, "CloudFormation", one.cloudformation), (TERRAFORM, "AWS provider", one.terraform))
    return [column for column in columns if column[2]]


def _beside(one: ResourceType, of: list[tuple[str, Properties]]) -> list[str]:
    """What is read beside the rows."""
    rows = {
        steps for spelling, _, _ in _columns(one) for under, row in _rows(one) for steps in _at(under, row, spelling)
    }
    found = []
    for title, properties in of:
        beside = [steps for steps in properties.read if steps not in rows]
        there = f"whether there is {_paths(properties.there)}" if properties.there else ""
        said = "; ".join(part for part in (_paths(beside), there) if part)
        found += [f"- {title}: {said}"] if said else []
    return [f"{'Also read' if _rows(one) else 'Read'}:", "", *found, ""] if found else []


def _rows(one: ResourceType) -> list[tuple[Path | None, Row]]:
    return [(rows.under, row) for rows in one.rows for row in rows.rows]


def _at(under: Path | None, row: Row, spelling: Spelling) -> list[Steps]:
    holders = spelling.steps(under) if under is not None else ((),)
    return [(*holder, *steps) for holder in holders for steps in spelling.steps(row.at)]


def _table(one: ResourceType) -> list[str]:
    """The rows, each with the paths that the type really has (kinds share rows)."""
    columns = _columns(one)
    lines = []
    for under, row in _rows(one):
        cells = [_cell(_at(under, row, spelling), name) for spelling, _, name in columns]
        if any(cell != "–" for cell in cells):
            lines.append(f"| {' | '.join([*cells, _absent(row, one)])} |")
    head = [title for _, title, _ in columns] + ["where absent"]
    return [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines, ""] if lines else []


def _cell(paths: list[Steps], name: str) -> str:
    leaves = schema(name)
    there = [steps for steps in paths if not leaves or any(leaf[: len(steps)] == steps for leaf in leaves)]
    return " or ".join(f"`{'.'.join(steps)}`" for steps in there) or "–"


def _unread(of: list[tuple[str, Properties]]) -> list[str]:
    """What has no bearing and what is a limit: each reason with the properties; not what holds of all types."""
    lines = []
    for part in ("irrelevant", "limit"):
        everywhere = coverage()["everywhere"][part]
        whys: dict[str, list[str]] = {}
        for _, properties in of:
            for why, paths in getattr(properties, part).items():
                if why not in everywhere:
                    whys.setdefault(why, []).extend(_what(steps, properties) for steps in paths)
        if whys:
            lines += [f"{_are(part)}:", "", *(f"- {', '.join(paths)}: {why}" for why, paths in whys.items()), ""]
    return lines


def _what(steps: Steps, properties: Properties) -> str:
    """A property, or what is left of a block (or of the whole type) of which something is read."""
    if not steps:
        return "all else"
    name = f"`{'.'.join(steps)}`"
    below = any(read[: len(steps)] == steps for read in (*properties.read, *properties.there))
    return f"the rest of {name}" if below else name


def _are(part: str) -> str:
    return {"irrelevant": "Of no bearing", "limit": "Limits"}[part]


def _grouped(whys: dict[str, list[str]]) -> str:
    return "; ".join(f"{', '.join(f'`{path}`' for path in paths)} ({why})" for why, paths in whys.items())


def _paths(found: Iterable[Steps]) -> str:
    return ", ".join(f"`{'.'.join(steps)}`" for steps in found)


def _types(whys: dict[str, str]) -> str:
    """Types by why; one that is read by now is left out."""
    groups: dict[str, list[str]] = {}
    for name, why in whys.items():
        if name not in by_name():
            groups.setdefault(why, []).append(f"`{name.replace('data.', 'data ')}`")
    return "\n".join(f"- {', '.join(names)}: {why}" for why, names in groups.items()) + "\n"


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
