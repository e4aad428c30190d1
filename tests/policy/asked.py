"""Random questions of `s3lint can` about random policies, with the requests that they are about.

Every key of a request is given or left out by the question, so that any evaluator can decide it. From the command line:
`python -m tests.policy.asked FOLDER FIRST_SEED LAST_SEED` compares with the simulator of `iam_simulator`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from s3lint import policy
from s3lint.policy import keys
from s3lint.policy.asking import Question, Who
from s3lint.policy.document import Document
from s3lint.policy.permitted import Asked
from s3lint.policy.rights import ALL, Rights
from s3lint.values import Scalar
from tests.policy import generator as made
from tests.policy import iam_simulator
from tests.policy.plain_evaluator import decide

KEYS = sorted({key.lower() for _, key, _ in made.CONDITIONS})
ANY_IDENTITY = Document((ALL,))


@dataclass(frozen=True)
class Case:
    """A policy and a request, as the engine is asked about it."""

    seed: int
    document: dict[str, Any]
    caller: dict[str, Any]
    action: str
    resource: str
    context: dict[str, Any]

    @property
    def asked(self) -> Asked:
        carried = tuple((key, self.context.get(key)) for key in KEYS if keys.kind(key) not in keys.OF_REQUESTERS)
        _, _, name = self.resource.partition("/")
        question = Question(frozenset({self.action}), name or None, carried)
        subject = policy.Subject(made.BUCKET, made.OWNER)
        return Asked(policy.read(Scalar(json.dumps(self.document))), subject, self.who, question)

    @property
    def who(self) -> Who:
        if self.caller["kind"] != "principal":
            return Who(self.caller["kind"], self.caller.get("name", ""))
        arn, own = self.caller["arn"], self.caller["account"] == made.OWNER
        return Who("principal", arn, rights=Rights(ANY_IDENTITY, None, made.OWNER, arn) if own else None)

    @property
    def simulated(self) -> dict[str, Any]:
        return iam_simulator.asked(str(self.seed), self.caller, self.action, self.resource, self.context)

    @property
    def expected(self) -> bool:
        """What the plain evaluator says; principals of the own account are allowed all by their identity policies."""
        said = decide(self.document, self.caller, self.action, self.resource, self.context)
        own = self.caller.get("account") == made.OWNER
        return said == "allow" or (own and said != "deny")


def cases(seeds: range) -> Iterator[Case]:
    for seed in seeds:
        random = Random(seed)
        document = made.policy(random)
        if random.random() < 0.4:
            request = made.outsider_request(random)
        else:
            account = random.choice([made.FOREIGN, made.OWNER])
            request = made.inside_request(random, account, own=random.random() < 0.5)
        yield Case(seed, document, *request)


def compare(folder: Path, seeds: range) -> tuple[Counter[str], list[str]]:
    """How often both agree, and each difference in words."""
    asked = list(cases(seeds))
    policies = {str(case.seed): case.document for case in asked}
    answers = iam_simulator.decide(folder, policies, [case.simulated for case in asked])
    counts: Counter[str] = Counter()
    differences = []
    for case, said in zip(asked, answers, strict=True):
        fact = case.asked.answer.fact
        truth = fact.truth.value
        agrees = fact.is_unknown or fact.is_yes is (said == "Allowed")
        counts[f"{truth} {'agrees' if agrees else 'differs'}"] += 1
        if not agrees:
            differences.append(f"seed {case.seed}: {truth}, {said}: {json.dumps(case.simulated)} {case.document}")
    return counts, differences


if __name__ == "__main__":
    totals, listed = compare(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])))
    print(dict(totals))
    print("\n".join(listed[:40]))
