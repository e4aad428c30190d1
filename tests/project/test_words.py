"""What s3lint says to people is plain English: phrases that engineers stumble over occur in none of its texts."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator

import pytest

from tests.support.places import ROOT

PACKAGE = ROOT / "s3lint"

STUMBLES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bwho (is|are) not named\b",
        r"\b(somebody|anybody|nobody) who\b",
        r"\bwho may\b",
        r"\blets?( \S+)? in\b",
        r"\bof this code\b",
        r"\b(is|are) no (?!longer\b)",
        r"\b(is|are|was|were) made\b",
        r"\b(is|are) (not )?stated\b",
        r"\bhangs? on\b",
        r"\bnot refused\b",
        r"\bany ?more\b",
        r"\bcounts? again\b",
        r"\bnothing (lets|keeps|here owns)\b",
        r"\bthe code that makes it\b",
        r"\bcould not be decided\b",
    )
]
# what AWS and the other tools call rules; everything else that s3lint runs is a check
RULES = re.compile(r"\brules?\b", re.IGNORECASE)
RULES_OF_OTHERS = re.compile(
    r"lifecycle|replication|cors|event|naming rule|object.?lock|ownership|guard rules", re.IGNORECASE
)
SUPPRESSION_SYNTAX = "{rule: CODE"
KEYS = {"rule", "rules", "Rules"}  # of SARIF, of metadata, of templates
PATH = re.compile(r"\w+(\.\w+)+")  # where a setting stands
OPEN = re.compile(r"\bcannot decide\b(?! (whether|which|whose)\b)")
FENCES = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def complaints(text: str, about: str = "") -> list[str]:
    """What is wrong with a text. `about` is what surrounds it, which tells whose rules it speaks of."""
    found = [match[0] for pattern in (*STUMBLES, OPEN) if (match := pattern.search(text))]
    ours = RULES.search(text.replace(SUPPRESSION_SYNTAX, "")) and text not in KEYS and not PATH.fullmatch(text)
    return [*found, "rule"] if ours and not RULES_OF_OTHERS.search(f"{text} {about}") else found


def texts() -> Iterator[tuple[str, str, str]]:
    """Every text for people: its place, itself, and the text of its file."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name, source = path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8")
        yield from ((f"{name}:{line}", text, source) for line, text in _said(ast.parse(source), name))
    for path in sorted(PACKAGE.rglob("*.json")):
        if path.parent.name == "data" and path.parent.parent.name != "checks":
            continue  # tables of AWS and of terraform's grammar
        yield from ((path.name, text, "") for text in _strings(json.loads(path.read_text("utf-8"))))


def _said(module: ast.Module, name: str) -> Iterator[tuple[int, str]]:
    """String literals; of docstrings those alone that are check pages or help."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings: set[int] = set()
    pieces: set[int] = set()
    for node in ast.walk(module):
        if isinstance(node, documented) and ast.get_docstring(node) is not None:
            docstring = node.body[0]
            assert isinstance(docstring, ast.Expr)
            docstrings.add(id(docstring.value))
            if _is_shown(node, name):
                yield docstring.lineno, FENCES.sub("", ast.get_docstring(node) or "")
        elif isinstance(node, ast.JoinedStr):
            pieces |= {id(piece) for piece in node.values}
            yield node.lineno, "".join(_piece(piece) for piece in node.values)
        elif isinstance(node, ast.Expr):
            docstrings.add(id(node.value))  # of an attribute
    for node in ast.walk(module):  # again: what the first walk found is left out
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | pieces:
            yield node.lineno, node.value


def _is_shown(node: ast.AST, name: str) -> bool:
    """Whether people read a docstring: a check's page, or a command's help."""
    if isinstance(node, ast.Module):
        return re.match(r"checks/\w+/s3l\d{3}_", name) is not None
    return isinstance(node, ast.FunctionDef) and name.startswith("cli/") and node.name in ("command", "app")


def _piece(piece: ast.expr) -> str:
    return str(piece.value) if isinstance(piece, ast.Constant) else "…"


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for item in data.values():
            yield from _strings(item)
    elif isinstance(data, list):
        for item in data:
            yield from _strings(item)


def test_no_text_makes_its_reader_stumble() -> None:
    found = [
        f"{place}: {', '.join(wrong)}: {text}" for place, text, file in texts() if (wrong := complaints(text, file))
    ]
    assert not found, "\n".join(found)


def test_texts_of_every_kind_are_looked_at() -> None:
    said = {text for _, text, _ in texts()}
    for part in (
        "versioning is not enabled",  # a message
        "has no default, and nothing here sets it",  # a reason
        "set all four settings to true",  # a fix
        "Do not run these checks.",  # help of an option
        "The set of checks to run.",  # a setting's description
        "A file with Terraform variable values, as for terraform plan.",
        "no S3 buckets found",  # a report
    ):
        assert part in said
    assert any(text.startswith("The bucket is publicly accessible.") for text in said)  # a page
    assert any(text.startswith("Check PATHs") for text in said)  # help of a command
    assert not any("```" in text for text in said if text.startswith("The bucket is publicly accessible."))


@pytest.mark.parametrize(
    "text",
    [
        "Somebody who is not named can reach the bucket.",
        "nothing lets in who is not named",
        "statement 1 lets 111122223333 in",
        "the service is let in on behalf of any AWS account",
        "no trail of this code records reads",
        "`soon` is no date",
        "no detector is made where the trail is",
        "plain HTTP is not refused",
        "the value hangs on conditions",
        "nothing keeps the bucket when the code that makes it goes",
        "Who may delete objects may also delete their versions.",
        "nobody in the account can change the policy any more",
        "what it covers counts again",
        "Checked 3 buckets against 29 rules",
        "Run only these rules.",
        "RULE,...",
        "Rule",
        "cannot decide what the endpoint allows",
    ],
)
def test_made_up_violations_are_found(text: str) -> None:
    assert complaints(text)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("the bucket has no enabled lifecycle rule", ""),
        ("the rule covers only part of the bucket", "from s3lint.aws.kinds import LifecycleRule"),
        ("choose a name that follows S3's naming rules", ""),
        ("AWS::Events::Rule whose EventPattern names PutBucketPolicy", ""),
        ("write `ignore: [{rule: CODE, reason: …}]`", ""),
        ("S3L101 of aws_s3_bucket.a in . no longer occurs", ""),
        ("the key is no longer rotated", ""),
        ("cannot decide whose buckets can invoke the function", ""),
    ],
)
def test_plain_words_pass(text: str, about: str) -> None:
    assert not complaints(text, about)
