"""The tables are those of the installed grammar, and the trees are python-hcl2's own."""

from __future__ import annotations

import hashlib
import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from s3lint.languages.terraform.syntax import grammar, nodes, read_file
from s3lint.source import Source, userfolder

CORPUS = r"""
terraform {
  required_version = ">= 1.0"
}

resource "aws_s3_bucket" "logs" {
  bucket        = "logs-${var.name}"
  force_destroy = true
  count         = var.on ? 1 : 0
  acl           = var.x == "a" && !var.y || var.z > 3 ? "private" : null
  size          = (1 + 2) * 3 - 4 / var.a % 5
  names         = [for k, v in var.m : "${k}=${v}" if v != null]
  grouped       = { for k, v in var.m : k => v... }
  first         = aws_s3_bucket.other[0].id
  all           = aws_s3_bucket.other[*].id
  tags          = merge(local.tags, { Name = "x", "a b" = 1, (var.k) = [1, 2.5] })
  spread        = concat(local.lists...)
  lifecycle_rule {
    id      = "a"
    enabled = false
    expiration { days = 30 }
  }
  dynamic "rule" {
    for_each = toset(["a"])
    content {
      id = rule.value
    }
  }
}
"""


@pytest.mark.slow
def test_the_shipped_tables_belong_to_the_installed_grammar() -> None:
    shipped = json.loads(Path(grammar.__file__).with_name("tables.json").read_text(encoding="utf-8"))
    text = grammar._grammar_text()
    assert shipped["grammar"] == hashlib.sha256(text.encode()).hexdigest()
    built = grammar.build()
    # lark may number the states in another way: the counts and the rules are the same
    assert built["rules"] == shipped["rules"]
    assert len(built["states"]) == len(shipped["states"])


@pytest.mark.process
def test_reading_imports_neither_library() -> None:
    program = (
        "import sys; from s3lint.source import Source; from s3lint.languages.terraform.syntax import read_file;"
        "read_file(Source('a.tf', 'a b { c = 1 }')).blocks[0].body();"
        "print([m for m in ('lark', 'hcl2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_another_grammar_gets_tables_of_its_own_in_a_private_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shipped = json.loads(Path(grammar.__file__).with_name("tables.json").read_text(encoding="utf-8"))
    monkeypatch.setattr(grammar, "_SHIPPED", tmp_path / "none.json")
    monkeypatch.setattr(grammar, "build", lambda: shipped)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    grammar.tables.cache_clear()
    try:
        made = grammar.tables()
        (kept,) = (tmp_path / "cache" / "s3lint").iterdir()
        assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
        monkeypatch.setattr(grammar, "build", lambda: pytest.fail("built twice"))
        grammar.tables.cache_clear()
        assert grammar.tables() == made
    finally:
        monkeypatch.undo()
        grammar.tables.cache_clear()


def test_a_folder_that_others_can_write_is_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "s3lint").mkdir(mode=0o777)
    (tmp_path / "s3lint").chmod(0o777)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert userfolder.private_folder() is None


def ours(node: Any) -> Any:
    """A tree of ours in the words of python-hcl2's rules."""
    match node:
        case nodes.Literal(data=str(text)):
            return text
        case nodes.Literal(data=data):
            return {"None": "null", "True": "true", "False": "false"}.get(str(data), str(data))
        case nodes.Variable(name=name):
            return name
        case nodes.Template() | nodes.Wrapped():
            parts = node.parts if isinstance(node, nodes.Template) else (node.expression,)
            return ["string", *(p if isinstance(p, str) else ["${", ours(getattr(p, "expression", p))] for p in parts)]
        case nodes.Parentheses(expression=inner):
            return ours(inner)
        case nodes.Unary(operator=operator, operand=operand):
            return [operator, ours(operand)]
        case nodes.Binary(operator=operator, left=left, right=right):
            return [operator, ours(left), ours(right)]
        case nodes.Conditional():
            return ["?", ours(node.condition), ours(node.then), ours(node.otherwise)]
        case nodes.GetAttribute(object=inner, name=name):
            return [".", ours(inner), name]
        case nodes.Index(collection=inner, key=key):
            return ["[", ours(inner), ours(key)]
        case nodes.TupleConstructor(items=items):
            return ["tuple", *map(ours, items)]
        case nodes.ObjectConstructor(items=items):
            return ["object", *([ours(i.key), ours(i.value)] for i in items)]
        case nodes.FunctionCall():
            return ["call", node.name, *map(ours, node.arguments), *(["..."] if node.expand else [])]
        case nodes.ForTuple() | nodes.ForObject():
            return ["for", ours(node.collection)]
        case nodes.Splat():
            return ["splat", ours(node.collection)]
    raise AssertionError(node)


def theirs(tree: Any) -> Any:
    """The same of python-hcl2's tree."""
    if not hasattr(tree, "data"):
        return str(tree)
    children = [c for c in tree.children if c is not None and getattr(c, "data", "") != "new_line_or_comment"]
    match str(tree.data):
        case "expr_term":
            return next(theirs(c) for c in children if getattr(c, "type", "") not in ("LPAR", "RPAR"))
        case "identifier" | "keyword" | "literal_value" | "int_lit" | "float_lit" | "object_elem_key":
            return theirs(children[0])
        case "string":
            parts = [theirs(c) for c in children[1:-1]]
            return (parts[0] if parts else "") if all(isinstance(p, str) for p in parts) else ["string", *parts]
        case "string_part":
            return theirs(children[0])
        case "interpolation":
            return ["${", theirs(children[1])]
        case "unary_op":
            return [str(children[0]), theirs(children[1])]
        case "binary_op":
            term = [c for c in children[1].children if c is not None]
            return [str(term[0].children[0]).strip(), theirs(children[0]), theirs(term[-1])]
        case "conditional":
            trees = [c for c in children if hasattr(c, "data")]
            return ["?", *map(theirs, trees)]
        case "get_attr_expr_term":
            return [".", theirs(children[0]), theirs(children[1].children[1])]
        case "index_expr_term":
            return ["[", theirs(children[0]), theirs(next(c for c in children[1].children if hasattr(c, "data")))]
        case "tuple":
            return ["tuple", *(theirs(c) for c in children if hasattr(c, "data"))]
        case "object":
            pairs = [c.children for c in children if hasattr(c, "data")]
            return ["object", *([theirs(p[0]), theirs(p[2])] for p in pairs)]
        case "function_call":
            given = next((c for c in children if getattr(c, "data", "") == "arguments"), None)
            items = [] if given is None else [c for c in given.children if c is not None and str(c) != ","]
            return ["call", theirs(children[0]), *map(theirs, items)]
        case "for_tuple_expr" | "for_object_expr":
            intro = next(c for c in children if getattr(c, "data", "") == "for_intro")
            trees = [
                c for c in intro.children if hasattr(c, "data") and c.data not in ("identifier", "new_line_or_comment")
            ]
            return ["for", theirs(trees[0])]
        case "full_splat_expr_term" | "attr_splat_expr_term":
            return ["splat", theirs(children[0])]
    raise AssertionError(tree)


def their_body(tree: Any) -> list[Any]:
    found: list[Any] = []
    for child in tree.children:
        if getattr(child, "data", "") == "attribute":
            found.append([theirs(child.children[0]), theirs(child.children[2])])
        elif getattr(child, "data", "") == "block":
            heads = [theirs(c) for c in child.children if getattr(c, "data", "") in ("identifier", "string")]
            found.append([heads, their_body(next(c for c in child.children if getattr(c, "data", "") == "body"))])
    return found


def our_body(body: nodes.Body) -> list[Any]:
    made = [(a.start, [a.name, ours(a.expression)]) for a in body.attributes.values()]
    made += [(b.start, [[b.type, *b.labels], our_body(b.body)]) for b in body.blocks]
    return [item for _, item in sorted(made, key=lambda pair: pair[0])]


def test_the_trees_are_those_of_python_hcl2() -> None:
    api = pytest.importorskip("hcl2.api")
    wanted = their_body(api.parses_to_tree(CORPUS).children[0])
    file = read_file(Source("main.tf", CORPUS))
    assert [[[b.type, *b.labels], our_body(b.body())] for b in file.blocks] == wanted
