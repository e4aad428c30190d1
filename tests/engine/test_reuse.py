"""Verdicts of a root that changed: those that are taken over are those that a fresh run gives."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3lint.checks import run
from s3lint.engine import Request
from s3lint.engine.run.analysis import analyse
from s3lint.engine.run.session import Session
from s3lint.record import replace
from tests.support.places import ROOT

FIXTURES = ROOT / "fixtures"
SOURCES = (".tf", ".yaml", ".yml", ".json", ".tfvars", ".toml", ".hcl")
FILES = [path for path in FIXTURES.rglob("*") if path.suffix in SOURCES and "hostile" not in path.parts]
FOLDERS = sorted({path.parent for path in FILES} - {FIXTURES})


def changed(text: str, chance: random.Random) -> str:
    """A text as it may be while somebody writes."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    kind = chance.randrange(6)
    if kind == 0:
        del lines[at : at + chance.randrange(1, 15)]
    elif kind == 1:
        lines.insert(at, "")
    elif kind == 2:
        lines[at:at] = lines[at : at + chance.randrange(1, 12)]
    elif kind == 3:
        return text.replace("true", "false", 1) if chance.random() < 0.5 else text.replace("false", "true", 1)
    else:
        words = re.findall(r"[A-Za-z_][\w.]*" if kind == 4 else r'"[^"\n]*"', text)
        return text.replace(chance.choice(words), chance.choice(words), 1) if words else text
    return "\n".join(lines)


def report(session: Session | None, folder: Path) -> Any:
    request = Request((str(folder),), folder, jobs=1, options={"profile": "audit"})
    try:
        result = session.analyse(request) if session else analyse(request)
    except Exception as error:  # a configuration that is wrong is wrong for both
        return str(error)
    return replace(result.report, elapsed=0)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FOLDERS), st.randoms(use_true_random=False))
def test_whatever_is_written_the_report_is_that_of_a_fresh_run(folder: Path, chance: random.Random) -> None:
    session, texts = Session(reuses=True), dict[Path, bytes]()
    files = sorted(path for path in folder.rglob("*") if path.suffix in SOURCES and path.stat().st_size < 40_000)
    report(session, folder)
    for _ in range(4):
        path = chance.choice(files)
        texts[path] = changed(texts.get(path, path.read_bytes()).decode("latin-1"), chance).encode("latin-1")
        session.update(texts)
        fresh = Session()
        fresh.update(texts)
        assert report(session, folder) == report(fresh, folder)


BUCKETS = "".join(
    f'resource "aws_s3_bucket" "b{number}" {{\n  bucket = "acme-{number}"\n}}\n' for number in range(3)
) + (
    'resource "aws_s3_bucket_versioning" "b1" {\n  bucket = aws_s3_bucket.b1.id\n'
    '  versioning_configuration {\n    status = "Enabled"\n  }\n}\n'
)
OTHER = 'resource "aws_s3_bucket" "o" {\n  bucket = "other"\n}\n'


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The subjects that the check of versioning is asked about."""
    found: list[str] = []
    real = run._judge

    def noted(check: Any, subject: Any, *rest: Any) -> Any:
        if check.code == "S3L501":
            found.append(subject.address.removeprefix("aws_s3_bucket."))
        return real(check, subject, *rest)

    monkeypatch.setattr(run, "_judge", noted)
    return found


def test_only_what_may_differ_is_asked_again(tmp_path: Path, asked: list[str]) -> None:
    (tmp_path / "main.tf").write_text(BUCKETS)
    session = Session(reuses=True)

    def write(text: str, name: str = "main.tf") -> list[str]:
        asked.clear()
        session.update({tmp_path / name: text.encode()})
        assert report(session, tmp_path) == report_of_texts()
        return sorted(asked[:-4])  # without those of the fresh run

    texts: dict[Path, bytes] = {}

    def report_of_texts() -> Any:
        texts.update(session._texts)  # type: ignore[arg-type]
        fresh = Session()
        fresh.update(texts)
        return report(fresh, tmp_path)

    (tmp_path / "other.tf").write_text(OTHER)
    report(session, tmp_path)
    assert write("\n" + OTHER, "other.tf") == ["o"], "it stands on another line"
    assert write(BUCKETS.replace('"Enabled"', '"Suspended"')) == ["b0", "b1", "b2"], "of the same file"
    logs = 'resource "aws_s3_bucket_logging" "b2" {\n  bucket = aws_s3_bucket.b2.id\n  target_bucket = "logs"\n}\n'
    assert write(OTHER + logs, "other.tf") == ["b2", "o"]
    assert write(OTHER + logs.replace('"logs"', "aws_s3_bucket.b0.id"), "other.tf") == ["b0", "b2", "o"]
    assert write(OTHER, "other.tf") == ["b0", "b2", "o"], "what went away counts, too"
    key = 'resource "aws_kms_key" "k" {\n  description = "k"\n}\n'
    assert write(OTHER + key, "other.tf") == ["b0", "b1", "b2", "o"], "no edge says whose it is"
