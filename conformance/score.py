"""What a tool's answers are worth, held against what is true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from conformance.adapters import Said
from conformance.case import Case

RIGHT, ALARM, MISSED, GUESSED, UNDECIDED = "right", "false alarm", "missed", "guessed", "undecided"
WORTH = (RIGHT, ALARM, MISSED, GUESSED, UNDECIDED)


def answers(case: Case, bucket: str, rules: Sequence[str], said: Iterable[Said]) -> str:
    """pass, fail or unknown as the rules have it of a bucket; empty where they say nothing of it."""
    about = [one for one in said if one.case == case.name and one.rule in rules and _is_about(case, bucket, one)]
    found = {one.verdict for one in about}
    return next((verdict for verdict in ("fail", "unknown", "pass") if verdict in found), "")


def _is_about(case: Case, bucket: str, said: Said) -> bool:
    """Whether something is said of a bucket: by its address, or of a resource beside it that is named after it."""
    if not said.resource or said.resource == bucket or len(case.expect) == 1:
        return True
    return _label(said.resource).startswith(_label(bucket)) and said.resource not in case.expect


def _label(address: str) -> str:
    return address.rpartition(".")[2].partition("[")[0].lower()


def worth(true: str, said: str) -> str:
    """What an answer is worth. Nothing said of what is right is right, and of what is wrong it is missed."""
    if said == "unknown":
        return RIGHT if true == "unknown" else UNDECIDED
    if true == "unknown":
        return GUESSED if said else RIGHT
    if said == true or (not said and true == "pass"):
        return RIGHT
    return ALARM if true == "pass" else MISSED


def score(
    cases: Sequence[Case],
    questions: Mapping[str, Mapping[str, Mapping[str, list[str]]]],
    tool: str,
    said: Sequence[Said],
) -> tuple[dict[str, Counter[str]], list[str]]:
    """By question, how often each worth; and the answers that are not right, as lines."""
    counted: dict[str, Counter[str]] = {}
    wrong = []
    languages = {case.name: case.language for case in cases}
    spoken = {(languages[one.case], one.rule) for one in said if one.case in languages}
    for case in cases:
        for bucket, expected in case.expect.items():
            for question, true in expected.items():
                rules = questions[question]["rules"].get(tool, [])
                if not any((case.language, rule) in spoken for rule in rules):
                    continue  # the tool has no rule for it in this language
                answer = answers(case, bucket, rules, said)
                found = worth(true, answer)
                counted.setdefault(question, Counter())[found] += 1
                if found != RIGHT:
                    wrong.append(f"{case.name}: {bucket} {question}: true {true}, said {answer or 'nothing'}")
    return counted, wrong
