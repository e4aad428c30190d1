"""A further statement in a bucket's policy, as the policy is written, or a policy with that statement alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from s3lint.access.policies import document
from s3lint.aws.companions import of_policy
from s3lint.aws.spellings import spelling_of
from s3lint.checks.wanted import Denial
from s3lint.edit.body import unit_of
from s3lint.edit.files import notation
from s3lint.edit.replacement import Replacement, indentation, is_first_on_line, line_end, line_start, with_newlines_of
from s3lint.edit.written import Block, Data, Raw, hcl, hcl_block, json_text
from s3lint.fix import hcl as terraform
from s3lint.fix import template
from s3lint.fix.blocks import head_at
from s3lint.fix.change import Draft, NoEdit
from s3lint.fix.files import Files
from s3lint.fix.tree import resource_at, tree_of
from s3lint.graph import Bucket
from s3lint.languages.cloudformation.reading.nodes import Map, Seq
from s3lint.lazy import lazy_re
from s3lint.policy.document import Statement
from s3lint.source import Span, folder_of

VERSION = "2012-10-17"
_ALONE = lazy_re(r"\"?Statement\"?\s*[=:]\s*$")
_COMMENTED = lazy_re(r"[^\S\n]*,?[^\S\n]*(?:#|//|/\*)")
_ARN = lazy_re(r'\\?"\$\{([^{}"]+)\}(?:/\*)?\\?"|([\w.\[\]"-]+)')


def deny(files: Files, draft: Draft, bucket: Bucket, wanted: Denial) -> None:
    """Adds the statement. Raises NoEdit."""
    draft.titles.append(f"deny {wanted.what} in the bucket policy")
    if bucket.policy.is_absent:
        _policy(files, draft, bucket, wanted)
        return
    last, said = last_statement(files, draft, bucket)
    if notation(last.path, files.of(last)) == "hcl":
        _in_hcl(draft, bucket, wanted, last, said)
    else:
        _in_template(files, draft, bucket, wanted, last)


def last_statement(files: Files, draft: Draft, bucket: Bucket) -> tuple[Span, tuple[Statement, ...]]:
    """Where the last statement of a bucket's policy stands, and all of them. Raises NoEdit."""
    if len(bucket.policy.certain) != 1 or bucket.policy.possible:
        raise NoEdit("the policy depends on conditions")
    read = document(bucket)
    if len(read.variants) != 1:
        raise NoEdit("the policy depends on conditions")
    spans = [statement.span for statement in read.statements if statement.span and not statement.is_grant]
    if not spans:
        raise NoEdit("the policy has no statement to add one behind")
    last = max((span for span in spans if span.path == spans[-1].path), key=lambda span: span.start)
    files.of(last)
    draft.groups.add(f"{last.path}:statement:{last.start}")
    return last, read.statements


def statement(wanted: Denial, resources: list[Data]) -> dict[str, Data]:
    """The statement as a policy has it."""
    operator, key, value = wanted.condition
    return {
        "Sid": wanted.sid,
        "Effect": "Deny",
        "Principal": "*",
        "Action": wanted.actions,
        "Resource": resources,
        "Condition": {operator: {key: value}},
    }


def _policy(files: Files, draft: Draft, bucket: Bucket, wanted: Denial) -> None:
    """A policy of its own: the graph knows that the bucket has none."""
    spelling = spelling_of(bucket.resource.type)
    kind, bucket_name, document_name = of_policy(spelling)
    path = bucket.span.path if bucket.span else ""
    text = files.of(bucket.span)
    if notation(path, text) == "hcl":
        unit = unit_of(text)

        def body(owner: terraform.Named) -> Mapping[str, Data]:
            said = statement(wanted, _resources(f"{owner.reference}.arn"))
            whole = hcl({"Version": VERSION, "Statement": [said]}, unit, unit)
            return {document_name: Raw(f"jsonencode({whole})")}

        terraform.beside(files, draft, bucket, kind, body, bucket_name)
        return
    tree = tree_of(files, bucket.span)
    _, name, _ = resource_at(tree, bucket.resource)
    said = statement(wanted, [template.arn(tree, name), template.objects(tree, name)])
    whole = {"Version": VERSION, "Statement": [said]}
    template.beside(files, draft, bucket, kind, {bucket_name: template.reference(tree, name), document_name: whole})


def _resources(arn: str) -> list[Data]:
    return [Raw(arn), Raw(f'"${{{arn}}}/*"')]


def _in_hcl(draft: Draft, bucket: Bucket, wanted: Denial, last: Span, said: tuple[Statement, ...]) -> None:
    text = last.source.text
    arn = named_arn(bucket, last, said)
    if re.match(r'(?:dynamic\s+")?statement\b', last.text):
        indent = indentation(text, last.start)
        written = hcl_block("statement", as_block(wanted, _resources(arn)), indent, unit_of(text))
        draft.add(last.path, Replacement(last.end, last.end, with_newlines_of(text, "\n\n" + written)))
        return
    if '\\"' in last.text:
        in_escaped(draft, last, wanted, arn)
        return
    if not last.text.startswith("{"):
        raise NoEdit("the policy is put together")
    indent = indentation(text, last.end - 1)  # that of its start may be one step in
    document_value = bucket.policy.certain[0].document
    if _is_expression(document_value):
        written = hcl(statement(wanted, _resources(arn)), indent, unit_of(text))
    else:  # JSON in a text, into which Terraform puts values
        quoted: list[Any] = [f"${{{arn}}}", f"${{{arn}}}/*"]
        written = json_text(statement(wanted, quoted), indent, unit_of(text))
    for replacement in _behind(text, last, written, indent, is_hcl=_is_expression(document_value)):
        draft.add(last.path, replacement)


def _is_expression(value: Any) -> bool:
    return getattr(value, "structure", None) is not None


def _behind(text: str, last: Span, written: str, indent: str, *, is_hcl: bool = False) -> list[Replacement]:
    """A statement behind another one: in its list, or in a list of both."""
    written = with_newlines_of(text, written)
    is_alone = _ALONE.search(text[max(0, last.start - 200) : last.start]) is not None
    if not is_alone and not text[: last.start].rstrip().endswith(("[", ",")):
        raise NoEdit("the statements are put together by an expression")
    trailing = re.compile(r"[^\S\n]*,").match(text, last.end)
    is_apart = is_first_on_line(text, last.start) and not is_alone
    if is_apart and _COMMENTED.match(text, last.end):  # the comment is about the last one
        stop = line_end(text, last.end)
        before = [] if trailing else [Replacement(last.end, last.end, ",")]
        return [
            *before,
            Replacement(stop, stop, with_newlines_of(text, f"\n{indent}") + written + "," * bool(trailing)),
        ]
    comma = with_newlines_of(text, f",\n{indent}") if is_apart else ", "
    end = trailing.end() - 1 if trailing and not is_alone else last.end
    after = Replacement(end, end, f"{comma}{written}{']' if is_alone else ''}")
    before = [Replacement(last.start, last.start, "[")] if is_alone else []
    if is_hcl and not is_apart and is_first_on_line(text, last.end - 1):
        # `terraform fmt` sets such a bracket one step in
        start = line_start(text, last.end - 1)
        before.append(Replacement(start, last.end - 1, indentation(text, last.end - 1) + unit_of(text)))
    return [*before, after]


def in_escaped(draft: Draft, last: Span, wanted: Denial, arn: str) -> None:
    """Adds the statement to JSON that is written in a string, with its quotes escaped. Raises NoEdit."""
    text = last.source.text
    opening = text[: last.start].rstrip()
    if not last.text.startswith("{") or not last.text.endswith("}") or "jsonencode(" in _line_before(text, last):
        raise NoEdit("the policy is put together")
    resources: list[Data] = [f"${{{arn}}}", f"${{{arn}}}/*"]
    gap = " " if '\\": ' in last.text else ""
    written = json.dumps(json_text(statement(wanted, resources), colon=f":{gap}"))[1:-1]
    if opening.endswith(("[", ",")):
        draft.add(last.path, Replacement(last.end, last.end, f",{gap}{written}"))
    elif re.search(r'\\"Statement\\"\s*:\s*$', text[: last.start]):
        draft.add(last.path, Replacement(last.start, last.start, "["))
        draft.add(last.path, Replacement(last.end, last.end, f",{gap}{written}]"))
    else:
        raise NoEdit("the statements are put together by an expression")


def _line_before(text: str, span: Span) -> str:
    return text[line_start(text, span.start) : span.start]


def as_block(wanted: Denial, resources: list[Data]) -> dict[str, Data]:
    """The statement as a policy document of Terraform's has it."""
    operator, key, value = wanted.condition
    return {
        "sid": wanted.sid,
        "effect": "Deny",
        "actions": [wanted.actions],
        "resources": resources,
        "principals": Block({"type": "*", "identifiers": ["*"]}),
        "condition": Block({"test": operator, "variable": key, "values": [value]}),
    }


def named_arn(bucket: Bucket, last: Span, said: tuple[Statement, ...]) -> str:
    """The bucket's ARN as the policy names it already, or as its own module does. Raises NoEdit."""
    for one in said:
        for term in one.resources:
            found = _ARN.fullmatch(term.span.text) if term.span and term.span.path == last.path else None
            name = (found[1] or found[2]) if found else ""
            if name.endswith(".arn"):
                return name
    if bucket.span is None or folder_of(bucket.span.path) != folder_of(last.path):
        raise NoEdit("the policy does not name the bucket by its ARN")
    if not bucket.span.path.endswith((".tf", ".tofu")):
        raise NoEdit("the policy does not name the bucket by its ARN")
    head = head_at(bucket.span)
    return f"{'.'.join(head.labels)}.arn"


def _in_template(files: Files, draft: Draft, bucket: Bucket, wanted: Denial, last: Span) -> None:
    tree = tree_of(files, last)
    if bucket.span is None or bucket.span.path != last.path:
        raise NoEdit("the policy stands in another file than its bucket")
    _, name, _ = resource_at(tree, bucket.resource)
    for holder, _, item in tree.within():
        if isinstance(item, Map) and item.start == last.start:
            if not isinstance(holder, Seq):
                raise NoEdit("the policy has one statement and no list of them")
            said = statement(wanted, [template.arn(tree, name), template.objects(tree, name)])
            replacement = tree.of_seq(holder).with_item(said)
            if replacement is None:
                raise NoEdit("a statement cannot be added behind the last one")
            draft.add(tree.path, replacement)
            return
    if not last.text.startswith("{"):
        raise NoEdit("the policy is put together")
    quoted: list[Any] = [f"${{{name}.Arn}}", f"${{{name}.Arn}}/*"]
    indent = indentation(tree.text, last.start)
    for replacement in _behind(tree.text, last, json_text(statement(wanted, quoted), indent), indent):
        draft.add(tree.path, replacement)
