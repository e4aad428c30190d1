"""The targets of tests/fuzz on mutated real files: quick, and the same each time. `run.py` goes further."""

from __future__ import annotations

import json
from random import Random

import pytest

from tests.fuzz import structured
from tests.fuzz.seeds import LONGEST, seeds
from tests.fuzz.targets import TARGETS

ODD = (b"", b"\0", b"\xff", b"\x1b[2J", b"{", b"}", b"[", b"]", b'"', b"${", b"%{", b"\n", b"null", b"*", b"&a ", b": ")


def mutated(random: Random, texts: list[bytes]) -> bytes:
    """A real file with a few places cut, doubled, swapped for parts of another, or replaced by odd bytes."""
    data = random.choice(texts)
    for _ in range(random.randint(1, 6)):
        start = random.randrange(len(data) + 1)
        end = min(len(data), start + random.choice((0, 1, 5, 40)))
        other = random.choice(texts)
        place = random.randrange(len(other) + 1)
        put = random.choice((random.choice(ODD), data[start:end] * 2, other[place : place + 60]))
        data = data[:start] + put + data[end:]
    return data


@pytest.mark.parametrize("target", TARGETS)
def test_mutated_files_are_judged_or_diagnosed(target: str) -> None:
    random, texts = Random(target), seeds(target)
    for _ in range(60):
        TARGETS[target](mutated(random, texts))


@pytest.mark.parametrize("target", ["terraform-json", "cloudformation", "plan", "policy"])
def test_odd_shapes_are_judged_or_diagnosed(target: str) -> None:
    random, texts = Random(target), seeds(target)
    donors = structured.donors(texts)
    whole = [text for text in texts if text.startswith(b"{")]
    for _ in range(60):
        made = structured.mutated(random, random.choice(whole), donors)
        assert made is not None
        TARGETS[target](made)


@pytest.mark.parametrize("target", TARGETS)
def test_any_bytes_are_diagnosed(target: str) -> None:
    random = Random(target)
    for length in (0, 1, 2, 3, 10, 100, 1000):
        TARGETS[target](random.randbytes(length))


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_are_valid_and_short(target: str) -> None:
    texts = seeds(target)
    assert len(texts) > 100 and max(map(len, texts)) <= LONGEST
    if target in ("terraform-json", "plan", "policy"):
        assert all(json.loads(text) for text in texts)


def statement(**elements: object) -> bytes:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **elements}]}).encode()


FOUND = {  # what fuzzing found, made small
    "a network where an address is due": statement(
        Principal={"AWS": "*"},
        Action="s3:GetObject",
        Resource="*",
        Condition={
            "NotIpAddress": {"aws:SourceIp": "2001:db8::/32"},
            "Bool": {"aws:SourceIp": "2001:db8::/32"},
        },
    ),
    "a private character": b'{"Statement": \xee\x80\x80}',
}


@pytest.mark.parametrize("name", FOUND)
def test_what_fuzzing_found(name: str) -> None:
    TARGETS["policy"](FOUND[name])
