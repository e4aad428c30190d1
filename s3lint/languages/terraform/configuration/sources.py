"""Data sources whose values follow from the configuration. All others are read when terraform runs: identities."""

from __future__ import annotations

from collections.abc import Callable

from s3lint.aws.identities import (
    ARN_SOURCE,
    BUCKET,
    CALLER_IDENTITY,
    ENDPOINT_SERVICE,
    POLICY_DOCUMENT,
    REGION_SOURCE,
)
from s3lint.aws.places import Coordinate, Places
from s3lint.languages.terraform.configuration.module_values import ResourceValues
from s3lint.languages.terraform.configuration.policy_document import policy_document
from s3lint.languages.terraform.configuration.run import MADE_BY
from s3lint.languages.terraform.evaluate import TemplateScope, evaluate
from s3lint.languages.terraform.syntax import SyntaxProblem, nodes, parse_expression, parse_template
from s3lint.source import FileProblem, Source, Span
from s3lint.values import Identity, Mapping, Reason, Scalar, Sequence, Unknown, Value, text_of
from s3lint.values.relocated import moved_into, relocated

_ARN_PARTS = {"account": "account_id"}  # as the data source calls them, and the provider's function


def source_attribute(data: ResourceValues, name: str) -> Value | None:
    """The value of a data source's attribute where it can be told, else None."""
    kind = data.type
    if kind == POLICY_DOCUMENT and name in ("json", "minified_json", "id"):
        return policy_document(data, name) if name != "id" else None
    if kind == CALLER_IDENTITY and name in ("account_id", "id"):
        return _told(data, name, lambda places: places.account(data.provider))
    if kind == REGION_SOURCE and name in ("name", "id", "region"):
        own = data.configured("region") or data.configured("name")
        return _told(data, name, lambda places: places.region(data.provider, own), own)
    if kind == BUCKET and name in ("id", "bucket"):
        return data.identified(data.configured("bucket"), name)
    if kind == ARN_SOURCE:
        return _taken_apart(data, name)
    if kind == ENDPOINT_SERVICE and name == "service_name":
        return data.configured("service_name") or _service_name(data)
    if kind == "template_file" and name == "rendered":
        return _rendered(data)
    if kind == "local_file" and name in ("content", "content_base64", "content_md5"):
        return _file(data) if name == "content" else None
    return None


def _told(
    data: ResourceValues, name: str, find: Callable[[Places], Coordinate], own: Value | None = None
) -> Value | None:
    """The account or region of the data source's provider, still recognisable as its attribute."""
    made_by = data.owner.run.made_by
    made_by[data.address] = data.provider, own
    data.owner.run.reads.note_part(MADE_BY, data.address)
    text = find(Places(data.owner.provider_places, made_by.get)).text
    return None if text is None else Scalar(text, Identity(data.type, data.address, name))


def _taken_apart(data: ResourceValues, name: str) -> Value | None:
    """`aws_arn`: a part of its ARN, as the provider's function tells it."""
    arn = data.configured("arn")
    if arn is None or name in ("arn", "id"):
        return arn
    source = Source(data.address, f"provider::aws::arn_parse(arn).{_ARN_PARTS.get(name, name)}")
    return _evaluated(data, source, parse_expression(source, 0, len(source.text)), {"arn": arn}, arn.span)


def _service_name(data: ResourceValues) -> Value | None:
    """`aws_vpc_endpoint_service`: what a service of AWS is called in a region, such as `com.amazonaws.eu-west-1.s3`."""
    service = data.configured("service")
    if service is None:
        return None
    reason = Reason("data", f"{data.address}.service_name", "is read when terraform runs", data.header)
    before = Unknown(reason, Identity(data.type, data.address, "service_name"), span=data.header)
    source = Source(data.address, "${before}.${service}")
    names = {"before": before, "service": service}
    return _evaluated(data, source, parse_template(source, 0, len(source.text)), names, service.span)


def _rendered(data: ResourceValues) -> Value | None:
    """`template_file`: its template with its vars, as templatefile does."""
    template = data.configured("template")
    text = text_of(template) if template is not None else None
    if template is None or text is None:
        return None
    given = data.configured("vars")
    if isinstance(given, Sequence):  # a block, as Terraform 0.11 takes it
        given = given.items[0] if given.items else None
    if isinstance(given, Unknown):
        return given
    names = dict(given.entries) if isinstance(given, Mapping) else {}
    source = Source(data.address, text)
    try:
        expression = parse_template(source, 0, len(text))
    except SyntaxProblem:
        return None
    value = evaluate(expression, _scope(data, source, names))
    place = template.span or data.header
    return relocated(value, moved_into(template, source, place) if isinstance(template, Scalar) else _to(source, place))


def _evaluated(
    data: ResourceValues, source: Source, expression: nodes.Expression, names: dict[str, Value], place: Span | None
) -> Value:
    """What a text that is no file of the tree evaluates to with these names: it stands where it was given."""
    value = evaluate(expression, _scope(data, source, names))
    return relocated(value, _to(source, place or data.header))


def _scope(data: ResourceValues, source: Source, names: dict[str, Value]) -> TemplateScope:
    run = data.owner.run
    return TemplateScope(source, run.files, run.budget, names, data.address)


def _to(source: Source, place: Span) -> Callable[[Span], Span]:
    """Moves what stands in a source to one place."""
    return lambda span: place if span.source is source else span


def _file(data: ResourceValues) -> Value | None:
    """`local_file`: a file's text, where it lies in the tree."""
    path = data.configured("filename")
    text = text_of(path) if path is not None else None
    if path is None or text is None:
        return None
    try:
        files = data.owner.run.files
        source = files.text(text, files.read(text).decode("utf-8"))
        return Scalar(source.text, span=path.span, origin=Span(source, 0, len(source.text)))
    except (FileProblem, UnicodeDecodeError):
        return None
