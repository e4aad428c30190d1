"""Compares the policy engine with an IAM simulator by others, where one is installed.

S3LINT_IAM_SIMULATOR names a folder with `sim.mjs`, a bridge that answers JSON lines by the npm package
@cloud-copilot/iam-simulate. From the command line: `python -m tests.policy.iam_simulator FOLDER FIRST_SEED LAST_SEED`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from s3lint import policy
from s3lint.policy.placeholders import shown
from s3lint.policy.request import Request
from s3lint.values import Scalar
from tests.policy import generator as made

SUBJECT = policy.Subject(made.BUCKET, made.OWNER)
NAMES = {key.lower(): key for _, key, _ in made.CONDITIONS for key in [key]} | {
    "aws:sourceip": "aws:SourceIp",
    "aws:principalorgpaths": "aws:PrincipalOrgPaths",
}


def decide(folder: Path, policies: dict[str, Any], requests: list[dict[str, Any]]) -> list[str]:
    """What the simulator says of each request."""
    lines = [json.dumps({"t": "policy", "pid": name, "policy": document}) for name, document in policies.items()]
    for number, request in enumerate(requests):
        signed = request["principal"] is not None
        lines.append(
            json.dumps({"t": "req", "n": number, "mode": "unsafe", "identity": signed, "bpa": False, **request})
        )
    done = subprocess.run(
        ["node", str(folder / "sim.mjs")], input="\n".join(lines), capture_output=True, text=True, check=True
    )
    answers = ["missing"] * len(requests)
    for line in done.stdout.splitlines():
        row = json.loads(line)
        if "n" in row:
            answers[row["n"]] = row["r"]
    return answers


def asked(name: str, who: dict[str, Any], action: str, resource: str, context: dict[str, Any]) -> dict[str, Any]:
    """A request as the simulator wants it."""
    carried = {NAMES.get(k, k): list(v) if isinstance(v, tuple) else v for k, v in context.items() if v is not None}
    principal = None if who["kind"] == "anonymous" else who.get("arn") or who["name"]
    return {
        "pid": name,
        "principal": principal,
        "action": action,
        "resource": resource,
        "ctx": carried,
        "owner": made.OWNER,
    }


def of_witness(name: str, request: Request) -> dict[str, Any]:
    """A witness as the simulator wants it."""
    who = request.world.requester
    context = {
        key: tuple(map(shown, value)) if isinstance(value, tuple) else shown(value)
        for key, value in request.context.items()
        if value is not None
    }
    arn = context.get("aws:principalarn", shown(who.arn))
    caller = {"kind": who.kind, "arn": arn, "name": shown(who.name)}
    return asked(name, caller, request.action, shown(request.resource), context)


def compare(folder: Path, seeds: range, tries: int = 8) -> tuple[Counter[str], list[str]]:
    """How often both agree, and each difference in words."""
    policies: dict[str, Any] = {}
    requests: list[dict[str, Any]] = []
    expected: list[tuple[str, int, frozenset[str]]] = []
    for seed in seeds:
        random = Random(seed)
        document = made.policy(random)
        name = str(seed)
        policies[name] = document
        read = policy.read(Scalar(json.dumps(document)))
        found = policy.effective_access(read, SUBJECT).answer
        if found.request is not None and found.fact.is_yes:
            requests.append(of_witness(name, found.request))
            expected.append(("witness", seed, frozenset({"Allowed"})))
        elif found.fact.is_no:
            for _ in range(tries):
                requests.append(asked(name, *made.outsider_request(random)))
                expected.append(("nobody", seed, frozenset({"ExplicitlyDenied", "ImplicitlyDenied"})))
        uncovered = policy.plain_http_uncovered(read, SUBJECT)
        if uncovered.request is not None:
            requests.append(of_witness(name, uncovered.request))
            expected.append(("http", seed, frozenset({"Allowed", "ImplicitlyDenied"})))
        for party in policy.foreign_accounts(read, SUBJECT):
            if party.answer.request is not None:
                requests.append(of_witness(name, party.answer.request))
                expected.append(("account", seed, frozenset({"Allowed"})))
    counts: Counter[str] = Counter()
    differences = []
    for request, (kind, seed, wanted), answer in zip(
        requests, expected, decide(folder, policies, requests), strict=True
    ):
        counts[f"{kind} {'agrees' if answer in wanted else 'differs'}"] += 1
        if answer not in wanted:
            differences.append(f"{kind} seed {seed}: {answer}: {json.dumps(request)} {json.dumps(policies[str(seed)])}")
    return counts, differences


if __name__ == "__main__":
    totals, listed = compare(Path(sys.argv[1]), range(int(sys.argv[2]), int(sys.argv[3])))
    print(dict(totals))
    print("\n".join(listed[:40]))
