"""What the law is tried on: the examples of the checks' pages, the fixtures, this suite's cases and the shared ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from s3lint.checks import ALL
from s3lint.checks.pages import parse_examples
from s3lint.languages.cloudformation.detect import EXTENSIONS, looks_like_template
from tests.cases.case import cases
from tests.law import cloudformation, terraform
from tests.law.place import Data
from tests.support.fixture_marks import scenarios
from tests.support.places import FIXTURES, SHARED

EXAMPLE_FILES = {"terraform": "main.tf", "cloudformation": "template.yaml"}
SHARED_CASES = SHARED / "cases"
LARGEST = 40_000  # characters of all files: larger inputs say nothing that smaller ones do not


@dataclass(frozen=True, slots=True)
class Sample:
    """A few files that are judged together."""

    name: str
    files: dict[str, str]

    def languages(self) -> Iterator[tuple[str, ModuleType]]:
        """The files with literals, and the language that each is written in."""
        for file, text in self.files.items():
            if file.endswith((".tf", ".tofu")):
                yield file, terraform
            elif file.endswith(EXTENSIONS) and looks_like_template(text.encode()):
                yield file, cloudformation


def pages() -> list[Sample]:
    """The examples of the checks' own pages."""
    return [
        Sample(f"{check.code}-{number}", {EXAMPLE_FILES[example.language]: example.text})
        for check in ALL
        for number, example in enumerate(parse_examples(check.doc), 1)
    ]


def fixtures() -> list[Sample]:
    """The fixtures. Twins are two samples: each language is a root of its own."""
    return [_folder(FIXTURES / name, name) for name in scenarios()]


def own_cases() -> list[Sample]:
    """The cases of this suite."""
    found = [case for kind in ("terraform", "cloudformation") for case in cases(kind)]
    return [Sample(case.name, _texts(case.files)) for case in found]


def shared_cases() -> list[Sample]:
    """The cases of the specification, where they are at hand."""
    return [_folder(path.parent, path.parent.name) for path in sorted(SHARED_CASES.glob("*/case.json"))]


KINDS = {"pages": pages, "fixtures": fixtures, "own cases": own_cases, "shared cases": shared_cases}


def _folder(folder: Path, name: str) -> Sample:
    ours = ("case.json", "expected.json")
    files = {path for path in folder.rglob("*") if path.is_file() and path.name not in ours}
    return Sample(name, _texts({path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}))


def _texts(files: dict[str, bytes]) -> dict[str, str]:
    return {file: data.decode("utf-8", "replace") for file, data in files.items()}


@cache
def samples(kind: str) -> tuple[Sample, ...]:
    """The samples of a kind that are small enough."""
    return tuple(one for one in KINDS[kind]() if sum(map(len, one.files.values())) <= LARGEST)


@cache
def words() -> dict[str, list[Data]]:
    """What is written for an attribute anywhere, the most usual first: so other literals for a place are found."""
    counts: dict[str, Counter[Data]] = defaultdict(Counter)
    for kind in KINDS:
        for sample in samples(kind):
            for file, language in sample.languages():
                for place in language.places(file, sample.files[file]):
                    if not place.is_part and not place.is_whole:
                        counts[place.name][place.value] += 1
    return {name: [word for word, _ in counter.most_common()] for name, counter in counts.items()}
