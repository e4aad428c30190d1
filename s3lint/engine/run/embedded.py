"""CloudFormation templates inside Terraform: the text that `aws_cloudformation_stack` hands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from s3lint.checks import Finding
from s3lint.engine.report import BucketSummary
from s3lint.source import Diagnostic, Location, Source, Span, Tree
from s3lint.values import Configuration, Inputs, Mapping, Resource, Scalar, text_of

if TYPE_CHECKING:
    from s3lint.questions.diagram import Picture

STACKS = frozenset({"aws_cloudformation_stack", "aws_cloudformation_stack_set"})


@dataclass(frozen=True, slots=True)
class Template:
    """One such template. Its resources are named through the stack, as those of a nested stack are."""

    configuration: Configuration
    stack: Resource
    made: str  # path of the text where it stands in no file as it is; else nothing

    def finding(self, finding: Finding) -> Finding:
        """A finding in the template, as the Terraform root's."""
        return replace(
            finding,
            resource=self._named(finding.resource),
            location=self._place(finding.location),
            related=tuple(replace(r, location=self._place(r.location)) for r in finding.related),
            subject=self._place(finding.subject) if finding.subject else None,
            calls=tuple(self._place(call) for call in finding.calls),
        )

    def bucket(self, bucket: BucketSummary) -> BucketSummary:
        """A bucket of the template, as the Terraform root's."""
        return replace(
            bucket,
            address=self._named(bucket.address),
            location=self._shown(bucket.location),
            controls=tuple(replace(c, location=self._shown(c.location)) for c in bucket.controls),
            requesters=tuple(replace(r, location=self._shown(r.location)) for r in bucket.requesters),
            joined=tuple(map(self._named, bucket.joined)),
        )

    def picture(self, picture: Picture) -> Picture:
        """The template's picture, as one of the Terraform root's."""
        nodes = (
            replace(node, address=node.address and self._named(node.address), location=self._shown(node.location))
            for node in picture.nodes
        )
        return replace(picture, nodes=tuple(nodes))

    def diagnostic(self, diagnostic: Diagnostic) -> Diagnostic:
        """A diagnostic of the template, as the Terraform root's."""
        return replace(diagnostic, location=self._place(diagnostic.location))

    def _named(self, address: str) -> str:
        return f"{self.stack.address}/{address}"

    def _shown(self, place: Location | None) -> Location | None:
        return self._place(place) if place else None

    def _place(self, place: Location) -> Location:
        if place.path != self.made or self.stack.header is None:
            return place
        return self.stack.header.location()


def templates(configuration: Configuration, tree: Tree, inputs: Inputs) -> Iterator[Template]:
    """The templates of a Terraform root whose text is known."""
    for resource in configuration.resources:
        if resource.type in STACKS and resource.mode == "managed" and not resource.exists.is_no:
            body = resource.body.get("template_body")
            if isinstance(body, Scalar) and isinstance(body.data, str):
                yield from _read(configuration, resource, body.data, body.born, tree, _given(resource, inputs))


def _read(
    configuration: Configuration, resource: Resource, text: str, span: Span | None, tree: Tree, inputs: Inputs
) -> Iterator[Template]:
    from s3lint.languages import cloudformation

    found = span.source.text.find(text, span.start, span.end) if span and text.strip() else -1
    if span is not None and found >= 0:  # a heredoc: it stands there as it is
        read = cloudformation.load_text(
            span.source, inputs, tree=tree, start=found, end=found + len(text), root=configuration.root
        )
        made = ""
    else:
        made = f"{resource.address}.template_body"
        read = cloudformation.load_text(Source(made, text), inputs, tree=tree, root=configuration.root)
    for template in read:
        template.files = template.files - {made}
        yield Template(template, resource, made)


def _given(resource: Resource, inputs: Inputs) -> Inputs:
    """The parameters that the stack is given, in place of the user's."""
    given = resource.body.get("parameters")
    entries = given.entries if isinstance(given, Mapping) else {}
    known = {name: text for name, value in entries.items() if (text := text_of(value)) is not None}
    return replace(inputs, variables=known, parameter_files=())
