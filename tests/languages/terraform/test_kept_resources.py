"""A root module that is evaluated again takes over resources, and is what it would be without."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from s3lint.aws.types import wanted
from s3lint.languages.terraform.configuration import kept_resources
from s3lint.languages.terraform.configuration.library import Library
from s3lint.languages.terraform.configuration.load import load
from s3lint.record import fields
from s3lint.source import MemoryTree
from s3lint.source.recorded import RecordingTree
from s3lint.values import Configuration, Inputs, Resource, work
from s3lint.values.same import same

FIXTURES = Path(__file__).parents[3] / "fixtures"
INPUTS = Inputs(types=wanted(audit=True))
VARIABLES = 'variable "env" {\n  default = "live"\n}\nlocals {\n  prefix = "acme-${var.env}"\n}\n'
DATA = 'resource "aws_s3_bucket" "data" {\n  bucket = "${local.prefix}-data"\n}\n'
LOGS = 'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n'
BLOCK = 'resource "aws_s3_bucket_versioning" "data" {\n  bucket = aws_s3_bucket.data.id\n}\n'
FILES = {"variables.tf": VARIABLES, "data.tf": DATA, "logs.tf": LOGS, "block.tf": BLOCK}

Files = dict[str, str]
OWN = ("evaluate", "kept")  # fields that say nothing of the code


class Twice:
    """The same files evaluated by a library that keeps, and by a fresh one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.tree = RecordingTree(MemoryTree({}))
        self.library = Library(self.tree, keeps=True)
        self.taken: set[str] = set()
        real = kept_resources.KeptResources.keep

        def keep(kept: Any, record: Any) -> None:
            self.taken = set(kept._taken)
            real(kept, record)

        monkeypatch.setattr(kept_resources.KeptResources, "keep", keep)

    def see(self, files: Files, root: str = ".", inputs: Inputs = INPUTS) -> set[str]:
        """The addresses that were taken over. All must be as it is for who sees the files first."""
        self.taken = set()
        below = MemoryTree({path: text.encode() for path, text in files.items()})
        self.tree.below = below
        self.tree.renew()
        with work.limited():
            again = load(self.library, root, inputs)
        with work.limited():
            first = load(Library(below), root, inputs)
        for name, one, other in _differing(again, first):
            raise AssertionError(f"{name}: {one} is not {other}")
        return self.taken


def _differing(again: Configuration, first: Configuration) -> Iterator[tuple[str, Any, Any]]:
    for name in fields(Configuration):
        one, other = getattr(again, name), getattr(first, name)
        if name == "resources":
            assert [r.address for r in one] == [r.address for r in other]
            for a, b in zip(one, other, strict=True):
                told = ((f"{a.address} {f}", getattr(a, f), getattr(b, f)) for f in fields(Resource) if f not in OWN)
                yield from (found for found in told if not same(found[1], found[2]))
            continue
        if name == "places":
            one, other = dict(one), dict(other)
        elif name == "made_by":
            one, other = sorted(one.items()), sorted(other.items())
        elif name == "diagnostics":
            one, other = sorted(map(repr, one)), sorted(map(repr, other))
        elif name == "exports":
            one, other = dict(one()), dict(other())
        if not same(one, other):
            yield name, one, other


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> Twice:
    return Twice(monkeypatch)


def test_what_hangs_on_a_changed_block_is_not_taken_over(twice: Twice) -> None:
    assert twice.see(FILES) == set()
    assert twice.see({**FILES, "logs.tf": LOGS.replace('"logs"\n', '"other"\n')}) == {
        "aws_s3_bucket.data",
        "aws_s3_bucket_versioning.data",
    }
    # through a local, and through a reference to what hangs on it
    assert twice.see({**FILES, "variables.tf": VARIABLES.replace("acme", "other")}) == set()
    assert twice.see(FILES | {"variables.tf": VARIABLES.replace("acme", "other")}) == {
        "aws_s3_bucket.data",
        "aws_s3_bucket.logs",
        "aws_s3_bucket_versioning.data",
    }


@pytest.mark.parametrize(
    ("change", "anew"),
    [
        ({"block.tf": BLOCK + "# a comment\n"}, {"aws_s3_bucket_versioning.data"}),
        # a file more
        ({"more.tf": 'resource "aws_s3_bucket_acl" "a" {\n  bucket = aws_s3_bucket.data.id\n}\n'}, None),
        # an override, and a block that comes first now
        ({"data_override.tf": 'resource "aws_s3_bucket" "data" {\n  bucket = "over"\n}\n'}, None),
        ({"a.tf": DATA.replace("-data", "-first")}, None),
        # what counts for the module as a whole, and what is given
        ({"provider.tf": 'provider "aws" {\n  region = "eu-west-1"\n}\n'}, None),
        ({"terraform.tfvars": 'env = "test"\n'}, None),
    ],
)
def test_all_that_a_resource_is_made_of_counts(twice: Twice, change: Files, anew: set[str] | None) -> None:
    twice.see(FILES)
    taken = twice.see({**FILES, **change})
    every = {"aws_s3_bucket.data", "aws_s3_bucket.logs", "aws_s3_bucket_versioning.data"}
    assert taken == (every - anew if anew is not None else set())


def test_a_name_that_was_asked_for_in_vain_counts(twice: Twice) -> None:
    files = {**FILES, "block.tf": BLOCK.replace("data.id", "later.id")}
    twice.see(files)
    later = DATA.replace('"data"', '"later"').replace("-data", "-later")
    assert twice.see({**files, "logs.tf": LOGS + later}) == {"aws_s3_bucket.data"}


def test_other_inputs_take_nothing_over(twice: Twice) -> None:
    twice.see(FILES)
    assert twice.see(FILES, inputs=Inputs(types=INPUTS.types, variables={"env": "test"})) == set()


def test_what_says_more_than_its_value_is_evaluated_each_time(twice: Twice) -> None:
    told = 'resource "aws_s3_bucket" "told" {\n  bucket = "${var.nowhere}-x"\n}\n'
    read = 'resource "aws_s3_bucket_policy" "read" {\n  bucket = "b"\n  policy = file("p.json")\n}\n'
    ring = 'resource "aws_s3_bucket" "ring" {\n  bucket = local.a\n}\nlocals {\n  a = local.b\n  b = local.a\n}\n'
    files = {**FILES, "told.tf": told, "read.tf": read, "ring.tf": ring, "p.json": "{}"}
    twice.see(files)
    assert twice.see(files | {"p.json": '{"Version": "2012-10-17"}'}) <= {"aws_s3_bucket.logs"}
    assert twice.see(files | {"logs.tf": LOGS + "\n"}) == set(), "another text that it read"
    taken = twice.see(files)
    assert taken == {"aws_s3_bucket.data", "aws_s3_bucket_versioning.data"}


def test_what_happens_to_a_resource_is_no_part_of_it(twice: Twice) -> None:
    twice.see(FILES)
    with work.limited():
        found = load(twice.library, ".", INPUTS)
    for resource in found.resources:
        resource.become(resource.body.__class__({}, {}))
        resource.elsewhere = "other"
    assert twice.see(FILES | {"logs.tf": LOGS + "\n"}) == {"aws_s3_bucket.data", "aws_s3_bucket_versioning.data"}


def edited(files: Files, draw: random.Random) -> Files:
    """One edit, as people and slips of the finger make them."""
    path = draw.choice([path for path in files if path.endswith(".tf")])
    lines = files[path].split("\n")
    at = draw.randrange(len(lines))
    names = re.findall(r"[a-z_]+\.[a-z_]+(?:\.[a-z_]+)?", "\n".join(files.values()))
    texts = ["x", "*", "s3:*", "${var.nowhere}", "${local.nowhere}"]
    match draw.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, draw.choice(lines))
        case 2:
            other = draw.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = lines[at].replace("true", "no").replace("false", "true").replace("no", "false")
        case 4:
            lines[at] = re.sub(r'"[^"]*"', lambda match: f'"{draw.choice([*texts, match[0][1:-1] + "z"])}"', lines[at])
        case 5:
            lines[at] = re.sub(r"= .*", lambda match: f"= {draw.choice(names or ['null'])}", lines[at])
        case 6:
            lines[at] = re.sub(r"\b\d+\b", lambda match: str(draw.randrange(4)), lines[at])
        case _:
            blocks = re.split(r"\n(?=\w)", files[path])
            moved = blocks.pop(draw.randrange(len(blocks)))
            target = draw.choice([path, *files])
            left = {**files, path: "\n".join(blocks)}
            return {**left, target: f"{left[target]}\n{moved}\n"} if target.endswith(".tf") else left
    return {**files, path: "\n".join(lines)}


def roots() -> Iterator[tuple[Path, str]]:
    for folder in sorted({file.parent for file in FIXTURES.rglob("*.tf") if "hostile" not in file.parts}):
        top, *below = folder.relative_to(FIXTURES).parts
        yield FIXTURES / top, "/".join(below) or "."


@pytest.mark.parametrize(("top", "root"), [pytest.param(*one, id=f"{one[0].name}/{one[1]}") for one in roots()])
def test_edits_give_what_a_fresh_evaluation_gives(twice: Twice, top: Path, root: str, whole: bool) -> None:
    draw = random.Random(f"{top.name}/{root}")
    texts = {".tf", ".tfvars", ".json"}
    begin = {str(f.relative_to(top)): f.read_text() for f in top.rglob("*") if f.is_file() and f.suffix in texts}
    files = begin
    for _ in range(200 if whole else 8):
        twice.see(files, root)
        files = edited(begin if draw.random() < 0.25 else files, draw)
