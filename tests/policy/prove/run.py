"""Prints where the engine and its opponent disagree, a JSON object a line, and counts answers on standard error.

python -m tests.policy.prove.run --kind patterns --count 20000
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter

from tests.policy.prove import compare, generator


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=sorted(generator.KINDS), required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--start", type=int, default=0, help="the number of the first policy")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--question", action="append", choices=sorted(compare.QUESTIONS), help="ask only this")
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    began = time.monotonic()
    numbers = range(asked.start, asked.start + asked.count)
    for record in compare.records(asked.kind, numbers, asked.seed, set(asked.question or ())):
        word = "agree" if record["agree"] else "undecided" if record["engine"] == "unknown" else "disagree"
        counts[f"{record['question']} {word}, opponent {record['opponent'] if word != 'agree' else 'the same'}"] += 1
        if not record["agree"]:
            print(json.dumps(record), flush=True)
    for line, count in sorted(counts.items()):
        print(f"{count:6d} {line}", file=sys.stderr)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return 1 if any(" agree" not in line for line in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
