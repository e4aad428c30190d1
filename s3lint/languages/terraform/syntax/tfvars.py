"""A file of values for variables: assignments alone."""

from __future__ import annotations

from collections.abc import Iterator

from s3lint.languages.terraform.syntax import nodes
from s3lint.languages.terraform.syntax.block import diagnose, repeated
from s3lint.languages.terraform.syntax.file import MAX_ERRORS
from s3lint.languages.terraform.syntax.parser import parse_body
from s3lint.languages.terraform.syntax.patterns import ATTRIBUTE
from s3lint.languages.terraform.syntax.problem import SyntaxProblem
from s3lint.languages.terraform.syntax.scanner import Scanner
from s3lint.source import Diagnostic, Source


def read_values(source: Source) -> nodes.Body:
    """A `.tfvars` file: attributes alone. One that cannot be read is left out and said in the body's diagnostics."""
    body = nodes.Body(start=0, end=len(source.text))
    for start, end in _assignments(source, body.diagnostics):
        try:
            found = parse_body(source, start, end).attributes
            if len(body.diagnostics) < MAX_ERRORS:
                body.diagnostics += [repeated(source, n, a.start) for n, a in found.items() if n in body.attributes]
            body.attributes.update(found)
        except SyntaxProblem as problem:
            body.diagnostics.append(diagnose(source, problem))
    return body


def _assignments(source: Source, diagnostics: list[Diagnostic]) -> Iterator[tuple[int, int]]:
    scanner, limit = Scanner(source.text), len(source.text)
    at = scanner.blanks(0, limit)
    while at < limit:
        attribute = ATTRIBUTE.match(source.text, at)
        try:
            if attribute is None:
                raise SyntaxProblem("expected `name = value`", at, at + 1)
            end = scanner.attribute_end(attribute.end(), limit)
            if end <= at or source.text[end : end + 1] in ("}", ")", "]"):
                raise SyntaxProblem(f"`{source.text[end]}` closes nothing", end, end + 1)
            yield at, end
        except SyntaxProblem as problem:
            diagnostics.append(diagnose(source, problem))
            if len(diagnostics) >= MAX_ERRORS:  # each may have read the rest of the file
                return
            end = source.text.find("\n", max(at + 1, problem.start))
            if end < 0:
                return
        at = scanner.blanks(end, limit)
