"""A document says the same in every spelling that its language's own parser reads as the same."""

from __future__ import annotations

import zlib
from random import Random

import pytest

from tests.fuzz.seeds import seeds
from tests.law.samples import KINDS, Sample, samples
from tests.law.spelling import respelled
from tests.support.verdicts import Files, report

SEEDS = {"terraform-json": "main.tf.json", "plan": "plan.json"}
SAMPLE = 8  # one in so many is tried by a plain run
PARTS = 4

Said = set[tuple[str, str, str, str]]


def said_of(files: Files) -> tuple[Said, set[str]]:
    said = report(files)
    return {(f.root, f.code, f.resource, f.verdict.value) for f in said.findings}, {d.code for d in said.diagnostics}


def made(name: str) -> list[Sample]:
    if name in KINDS:
        return list(samples(name))
    texts = (data.decode("utf-8", "replace") for data in seeds(name))
    return [Sample(f"{name}-{number}", {SEEDS[name]: text}) for number, text in enumerate(texts)]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", [*KINDS, *SEEDS])
def test_another_spelling_says_the_same(kind: str, part: int, whole: bool) -> None:
    wrong = []
    for sample in made(kind)[part::PARTS]:
        seed = zlib.crc32(sample.name.encode())
        if whole or seed % SAMPLE == 0:
            random = Random(seed)
            again = {path: respelled(path, text, random) for path, text in sample.files.items()}
            if said_of(again) != said_of(sample.files):
                wrong.append(sample.name)
    assert wrong == []
