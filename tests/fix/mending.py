"""A few files on disk, and what they are once everything that proves itself is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from s3lint.engine import Request
from s3lint.engine.run.session import Session
from s3lint.fix import Fixed, fixed
from s3lint.fix.proposal import proposals


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def mended(folder: Path, files: Mapping[str, str | bytes], *codes: str, unsafe: bool = True) -> Fixed:
    """What comes of files; they lie on disk as they are afterwards."""
    request = Request((".",), written(folder, files), options={"select": list(codes)}, jobs=1)
    done = fixed(Session(), request, unsafe=unsafe)
    for file, data in done.files.items():
        file.write_bytes(data)
    assert fixed(Session(), request, unsafe=unsafe).files == {}, "a second fix changes something"
    return done


def reasons(done: Fixed) -> dict[tuple[str, str], str]:
    """`(code, resource)` -> why there is no edit for what is left."""
    found = {
        (k[0], k[2]): why for part in done.result.parts for k, why in proposals(part, part.findings).without.items()
    }
    return found | {(k[0], k[2]): why for k, why in done.refused.items()}
