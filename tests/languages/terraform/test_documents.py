"""JSON files that several root modules read: decoded once for all of them, at the price of once for each."""

from __future__ import annotations

import pytest

from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.load import load
from s3lint.languages.terraform.functions import jsontext
from s3lint.source import MemoryTree
from s3lint.values import Configuration, Inputs, Value, text_of, work

_ROOT = """
locals {
  made = jsondecode(file("../names.json"))
}

resource "aws_s3_bucket" "b" {
  bucket = local.made.name
}
"""
_FILES: dict[str, str | bytes] = {"a/main.tf": _ROOT, "b/main.tf": _ROOT, "names.json": '{"name": "orders"}'}


def _name(made: Configuration) -> Value | None:
    (bucket,) = made.resources
    return bucket.body.entries["bucket"]


def test_a_file_is_decoded_once_and_costs_each_root_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[Value] = []
    real = jsontext.decode_json
    monkeypatch.setattr(jsontext, "decode_json", lambda value: decoded.append(value) or real(value))
    library = Library(MemoryTree(_FILES))
    costs = []
    for root in ("a", "b"):
        with work.apart() as spent:
            name = _name(load(library, root, Inputs()))
        assert name is not None and text_of(name) == "orders"
        assert name.born is not None and name.born.path == "names.json"
        costs.append(spent.steps)
    assert len(decoded) == 1 and costs[0] == costs[1]


def test_a_file_that_changed_is_decoded_again() -> None:
    tree = MemoryTree(_FILES)
    library = Library(tree)
    load(library, "a", Inputs())
    tree._files["names.json"] = b'{"name": "refunds"}'
    name = _name(load(library, "b", Inputs()))
    assert name is not None and text_of(name) == "refunds"


def test_a_text_around_a_file_is_another_document() -> None:
    around = _ROOT.replace('file("../names.json")', '"[${file("../names.json")}]"').replace("made.name", "made[0].name")
    library = Library(MemoryTree({**_FILES, "b/main.tf": around}))
    for root in ("a", "b"):
        name = _name(load(library, root, Inputs()))
        assert name is not None and text_of(name) == "orders"
