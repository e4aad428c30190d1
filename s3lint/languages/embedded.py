"""Templates inside another language: the text that a stack in Terraform hands to CloudFormation.

What the template makes joins the configuration that deploys it, so that a bucket in the template and its public access
block beside the stack meet in one graph. Resources are named through the stack, as those of a nested stack are.
"""

from __future__ import annotations

from collections.abc import Callable

from s3lint.aws.wrappers import TEMPLATE_HOLDERS
from s3lint.record import replace
from s3lint.source import Diagnostic, Source, Span, Tree
from s3lint.values import Absent, Configuration, Inputs, Mapping, Resource, Scalar, Unknown, Value
from s3lint.values.relocated import moved_into, relocated
from s3lint.values.resolved import resolved

Outputs = dict[tuple[str, str], Value]  # (address of a stack, attribute) -> what it turns out to be


def join_templates(configuration: Configuration, tree: Tree, inputs: Inputs) -> None:
    """Adds what the stacks of a configuration make, and puts their outputs in place of references to them."""
    stacks = [r for r in configuration.resources if r.type in TEMPLATE_HOLDERS and r.mode == "managed"]
    outputs: Outputs = {}
    for stack in stacks:
        body = stack.body.get("template_body")
        if stack.exists.is_no:
            continue
        if isinstance(body, Scalar) and isinstance(body.data, str):
            _join(configuration, stack, body, tree, inputs, outputs)
        else:
            _lose(configuration, stack, body)
    if outputs:
        find = _finder(outputs)
        for resource in configuration.resources:
            resource.become(_mapping(resolved(resource.body, find)))


def _lose(configuration: Configuration, stack: Resource, body: Value | None) -> None:
    """Says that a template is not read; what is handed to it is what it may govern."""
    lies_elsewhere = body is None or (isinstance(body, Scalar) and body.data is None)
    place = stack.header if lies_elsewhere or body is None or body.span is None else body.span
    if place is None:
        return
    why = "is not in this repository" if lies_elsewhere else "is not known"
    given = stack.body.get("parameters")
    touches = dict(given.entries) if isinstance(given, Mapping) else {"parameters": given} if given else {}
    name = f"the template of {stack.address}"
    configuration.absent.append(Absent(name, place, why, touches, policies_only=True))
    code = "S3L902" if lies_elsewhere else "S3L907"
    said = f"{name} {why}: its resources are unknown"
    configuration.diagnostics.append(Diagnostic.at(code, said, place, incomplete=False, left_out="stack"))


def _join(
    configuration: Configuration, stack: Resource, text: Scalar, tree: Tree, inputs: Inputs, outputs: Outputs
) -> None:
    from s3lint.languages import cloudformation

    source, start, end = _where(stack, text)
    given = resolved(stack.body.get("parameters") or Mapping({}, {}), _finder(outputs))
    for template in cloudformation.load_text(
        source,
        replace(inputs, variables={}, parameter_files=()),
        tree=tree,
        start=start,
        end=end,
        root=configuration.root,
        deployed=cloudformation.Deployed(stack, given, configuration.places),
    ):
        move = _mover(source, stack, text)
        for resource in template.resources:
            _ = resource.body  # what is wrong in it shows when it is evaluated
            if move is not None:
                _move(resource, move)
        configuration.resources += template.resources
        configuration.diagnostics += [_moved(d, source, move) if move else d for d in template.diagnostics]
        configuration.absent += [_moved_absent(a, move) if move else a for a in template.absent]
        configuration.metadata += template.metadata if move is None else []
        configuration.answers.update(template.answers)
        configuration.places = {**configuration.places, **template.places}
        configuration.made_by.update(template.made_by)
        configuration.files |= template.files - {source.path if move is not None else ""}
        outputs.update(((stack.address, f"outputs.{name}"), value) for name, value in template.outputs.items())


def _where(stack: Resource, text: Scalar) -> tuple[Source, int, int]:
    """The text where it stands in a file as it is (a heredoc), or as a source of its own."""
    span, whole = text.born, str(text.data)
    found = span.source.text.find(whole, span.start, span.end) if span and whole.strip() else -1
    if span is not None and found >= 0:
        return span.source, found, found + len(whole)
    return Source(f"{stack.address}.template_body", whole), 0, len(whole)


def _mover(source: Source, stack: Resource, text: Scalar) -> Callable[[Span], Span] | None:
    """Places of a text that is no file of the tree are those where it was written, else those of the stack."""
    if stack.header is None or (text.born is not None and source is text.born.source):
        return None
    return moved_into(text, source, stack.header)


def _move(resource: Resource, move: Callable[[Span], Span]) -> None:
    resource.become(_mapping(relocated(resource.body, move)))
    resource.header = move(resource.header) if resource.header else None
    resource.span = move(resource.span) if resource.span else None
    resource.calls = tuple(replace(c, span=move(c.span) if c.span else None) for c in resource.calls)
    resource.attributes = {name: relocated(value, move) for name, value in resource.attributes.items()}


def _moved(diagnostic: Diagnostic, source: Source, move: Callable[[Span], Span]) -> Diagnostic:
    place = diagnostic.location
    if place.path != source.path:
        return diagnostic
    ends = source.offset(place.line, place.column), source.offset(place.end_line, place.end_column)
    return replace(diagnostic, location=move(Span(source, *ends)).location())


def _moved_absent(absent: Absent, move: Callable[[Span], Span]) -> Absent:
    touches = {name: relocated(value, move) for name, value in absent.touches.items()}
    return replace(absent, span=move(absent.span) if absent.span else None, touches=touches)


def _finder(outputs: Outputs) -> Callable[[Unknown], Value | None]:
    def find(value: Unknown) -> Value | None:
        identity = value.identity
        return outputs.get((identity.address, identity.attribute)) if identity is not None else None

    return find


def _mapping(value: Value) -> Mapping:
    return value if isinstance(value, Mapping) else Mapping({}, {})
