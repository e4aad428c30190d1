"""Coverage-guided fuzzing with atheris (`pip install atheris`): `python -m tests.fuzz.run TARGET [CORPUS] [-OPTION=…]`.

The corpus folder is made and filled with real files where it does not exist yet. Options are libFuzzer's; without any,
it stops after ten minutes. Inputs that take more than a minute or 1 GB count as findings.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["s3lint"]):
    from tests.fuzz import seeds, structured, targets

    for name, run in targets.TARGETS.items():  # most of s3lint is imported when it is first needed
        run(seeds.seeds(name)[0])

LIMITS = ["-timeout=60", "-rss_limit_mb=1024", f"-max_len={seeds.LONGEST}"]


def mutator(texts: list[bytes]) -> Callable[[bytes, int, int], bytes]:
    """Most mutations of JSON keep it JSON; all others are libFuzzer's."""
    donors = structured.donors(texts)

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        random = Random(seed)
        made = structured.mutated(random, data, donors) if donors and random.random() < 0.8 else None
        return made if made and len(made) <= longest else bytes(atheris.Mutate(data, longest))

    return mutate


def main(arguments: list[str]) -> None:
    options = [word for word in arguments if word.startswith("-")]
    names = [word for word in arguments if not word.startswith("-")]
    if not names or names[0] not in targets.TARGETS:
        sys.exit(f"usage: run.py {'|'.join(targets.TARGETS)} [CORPUS] [-OPTION=...]")
    target = names[0]
    if len(names) == 2 and Path(names[1]).is_file():  # an input to run again
        targets.TARGETS[target](Path(names[1]).read_bytes())
        return
    corpus = Path(names[1] if len(names) > 1 else tempfile.mkdtemp(prefix=f"s3lint-fuzz-{target}-"))
    corpus.mkdir(parents=True, exist_ok=True)
    texts = seeds.seeds(target)
    if not any(corpus.iterdir()):
        for data in texts:
            (corpus / sha256(data).hexdigest()[:16]).write_bytes(data)
    words = Path(__file__).with_name(f"{target}.dict")
    limits = [*LIMITS, f"-dict={words}", f"-artifact_prefix={corpus.parent}/{corpus.name}-"]
    command = [sys.argv[0], *limits, *(options or ["-max_total_time=600"]), str(corpus)]
    atheris.Setup(command, targets.TARGETS[target], custom_mutator=mutator(texts))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
