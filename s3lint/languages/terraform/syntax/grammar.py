"""The grammar: python-hcl2's, as LALR tables.

The tables are data (tables.json beside this module), made from the grammar by lark: a run loads them without importing
either library. They are used only where the grammar of the installed python-hcl2 is the one that they were made from;
elsewhere they are made anew and kept in a folder that only the user can write.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from s3lint.record import Struct
from s3lint.source.userfolder import private_folder, read_private, write_private

FORMAT = 1
LARGEST = 16 << 20  # bytes of kept tables
_SHIPPED = Path(__file__).with_name("tables.json")


class Rule(Struct, frozen=True):
    """A production: what it makes, under which name the actions know it, and from what."""

    origin: str
    name: str
    symbols: tuple[str, ...]


class Tables(Struct, frozen=True):
    """An LALR automaton. An action is a state to shift to (0 and up) or, below zero, ~rule to reduce by."""

    start: int
    end: int  # the state in which everything is read
    rules: tuple[Rule, ...]
    actions: tuple[dict[str, int], ...]
    gotos: tuple[dict[str, int], ...]


class GrammarMissing(RuntimeError):
    """The installation is broken: python-hcl2's grammar is not there."""


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The tables of the installed grammar."""
    text = _grammar_text()
    digest = hashlib.sha256(text.encode()).hexdigest()
    shipped = _decoded(_SHIPPED.read_bytes() if _SHIPPED.is_file() else None, digest)
    if shipped is not None:
        return shipped
    folder = private_folder()
    kept = folder / f"grammar-{FORMAT}-{digest[:32]}.json" if folder else None
    if kept is not None and (loaded := _decoded(read_private(kept, LARGEST), digest)) is not None:
        return loaded
    data = build()
    if kept is not None:
        write_private(kept, json.dumps(data, separators=(",", ":")).encode())
    return _decode(data)


def _grammar_text() -> str:
    spec = find_spec("hcl2")  # finds the package without importing it
    if spec is None or spec.origin is None:
        raise GrammarMissing("python-hcl2 is not installed")
    return (Path(spec.origin).parent / "hcl2.lark").read_text(encoding="utf-8").replace("\r\n", "\n")


def _decoded(text: bytes | None, digest: str) -> Tables | None:
    try:
        data = json.loads(text or b"null")
        if data["format"] == FORMAT and data["grammar"] == digest:
            return _decode(data)
    except (ValueError, KeyError, TypeError, IndexError):
        pass
    return None


def _decode(data: dict[str, Any]) -> Tables:
    rules = tuple(Rule(origin, name, tuple(symbols)) for origin, name, symbols in data["rules"])
    rows, jumps = data["rows"], data["jumps"]
    states = data["states"]
    return Tables(
        data["start"], data["end"], rules, tuple(rows[r] for r, _ in states), tuple(jumps[j] for _, j in states)
    )


def build() -> dict[str, Any]:
    """Make the tables with lark (about two seconds)."""
    text = _grammar_text()
    table, shift = _analysed(text)
    reduced = {target for row in table.states.values() for action, target in row.values() if action is not shift}
    ordered = sorted(reduced, key=lambda rule: (rule.origin.name, [s.name for s in rule.expansion]))
    rules = {rule: index for index, rule in enumerate(ordered)}
    nonterminals = {rule.origin.name for rule in rules}
    rows: dict[str, int] = {}
    jumps: dict[str, int] = {}
    states = []
    for state in sorted(table.states):
        entries = sorted(table.states[state].items())
        row = {s: t if a is shift else ~rules[t] for s, (a, t) in entries if s not in nonterminals}
        jump = {s: t for s, (_, t) in entries if s in nonterminals}
        states.append([
            rows.setdefault(json.dumps(row), len(rows)),
            jumps.setdefault(json.dumps(jump), len(jumps)),
        ])  # fmt: skip
    if sorted(table.states) != list(range(len(states))):
        raise GrammarMissing("lark numbers its states in another way")
    return {
        "format": FORMAT,
        "source": "the LALR tables of hcl2.lark in python-hcl2, made by s3lint.languages.terraform.syntax.grammar",
        "grammar": hashlib.sha256(text.encode()).hexdigest(),
        "start": table.start_states["start"],
        "end": table.end_states["start"],
        "rules": [[r.origin.name, r.alias or r.origin.name, [s.name for s in r.expansion]] for r in rules],
        "rows": [json.loads(row) for row in rows],
        "jumps": [json.loads(jump) for jump in jumps],
        "states": states,
    }


def _analysed(text: str) -> tuple[Any, Any]:
    """The grammar's parse table as lark makes it, and what stands for a shift in it."""
    from lark import Lark
    from lark.lexer import Lexer
    from lark.parsers.lalr_analysis import Shift

    class NoLexer(Lexer):
        def __init__(self, _: object) -> None: ...

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:
            return iter(())

    made: Any = Lark(text, parser="lalr", lexer=NoLexer, maybe_placeholders=False)
    return made.parser.parser._parse_table, Shift


if __name__ == "__main__":
    _SHIPPED.write_text(json.dumps(build(), separators=(",", ":")) + "\n", encoding="utf-8")
