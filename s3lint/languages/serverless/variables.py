"""The values of variables, as the framework resolves them before it makes a template.

What is not known stays in the text, with the variables inside of it resolved.
https://www.serverless.com/framework/docs/guides/variables
"""

from __future__ import annotations

from s3lint.languages.cloudformation.reading import Map, Node, Seq
from s3lint.languages.serverless.files import Files
from s3lint.languages.serverless.located import Located, entries, items, made
from s3lint.languages.serverless.sources import Found, Sources
from s3lint.languages.serverless.text import Literal, Variable, fallbacks, pieces
from s3lint.languages.serverless.why import Open
from s3lint.values import Inputs

MAX_NODES = 200_000
MAX_DEPTH = 60
MAX_NESTED = 20  # variables in variables
MAX_TEXT = 100_000


class Variables:
    """The variables of one service in one stage. `why` fills with those whose values are not known."""

    def __init__(self, root: Located, files: Files, inputs: Inputs) -> None:
        self.why: dict[str, Open] = {}
        self.sources = Sources(root, files, inputs, self.resolved, self.why)
        self.pseudo = False  # whether `#{AWS::Region}` stands for what Fn::Sub replaces
        self.misses = False  # whether a value that the stage selects is not there
        self._nodes = self._nested = 0
        self._active: set[object] = set()
        self._known: dict[object, tuple[Located, int]] = {}

    # values

    def resolved(self, part: Located) -> Located:
        """A part of the service with its own variables resolved; what is inside of it is not."""
        if not isinstance(part.node, str) or "{" not in part.node:
            return part
        place = (part.source.path, part.start, part.node)
        if place in self._known:
            found, asked = self._known[place]
            self.sources.asked += asked
            return found
        if place in self._active or len(self._active) > MAX_DEPTH:
            return part.holding(self._left(part.node, Open(part.node, "refers to itself")))
        before = self.sources.asked
        self._active.add(place)
        try:
            found = self._text(part)
        finally:
            self._active.discard(place)
        self._known[place] = found, self.sources.asked - before
        return found

    def whole(self, part: Located, depth: int = 0) -> Located:
        """A part of the service with all variables in it resolved."""
        part = self.resolved(part)
        self._nodes += 1
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            return part.holding(self._left("${self:}", Open("${self:}", "is too large to resolve")))
        if isinstance(part.node, Map):
            mapping = part.node.emptied()
            mapping.start = part.start
            for key, value in entries(part):
                mapping.put(key, self._child(part, value, depth), part.node.at[key])
            return part.holding(mapping)
        if isinstance(part.node, Seq):
            sequence = Seq(part.start)
            sequence.end = part.node.end
            for value in items(part):
                sequence.put(self._child(part, value, depth), value.start, value.end)
            return part.holding(sequence)
        return part

    def _child(self, parent: Located, part: Located, depth: int) -> Node:
        found = self.whole(part, depth + 1)
        return found.node if found.source is parent.source or _is_plain(found.node) else found.included()

    def at(self, *path: str) -> Located | None:
        """A part of the service by its path; None where it is not there or not known."""
        found = self.sources.walk(self.sources.root, path)
        return found if isinstance(found, Located) and not isinstance(found.node, str | None) else _scalar(found)

    # one text

    def _text(self, part: Located) -> Located:
        if len(part.node) > MAX_TEXT:
            return part.holding(self._left("${self:}", Open("${self:}", "is too large to resolve")))
        cut = list(pieces(part.node))
        if len(cut) == 1 and isinstance(cut[0], Variable):
            found, text = self._value(cut[0], part)
            if isinstance(found, Open):
                return part.holding(self._left(text, found))
            return self.resolved(found) if found.node != part.node else found
        text = "".join(piece if isinstance(piece, str) else self._as_text(piece, part) for piece in cut)
        if len(text) > MAX_TEXT:
            return part.holding(self._left("${self:}", Open("${self:}", "is too large to resolve")))
        if self.pseudo and "#{" in text:
            return part.holding(made({"Fn::Sub": text.replace("#{", "${")}, part))
        return part.holding(text)

    def _as_text(self, variable: Variable, part: Located) -> str:
        found, text = self._value(variable, part)
        if isinstance(found, Located):
            found = self.resolved(found)
            if isinstance(found.node, bool):
                return "true" if found.node else "false"
            if isinstance(found.node, str | int | float):
                return str(found.node)
            found = Open(variable.text, "is not a text")
        return self._left(text, found)

    def _inner(self, variable: Variable, part: Located) -> str:
        """A variable as it is written, with what is known inside of it."""
        inside = (p if isinstance(p, str) else self._as_text(p, part) for p in pieces(variable.content))
        return f"${{{''.join(inside)}}}"

    def _left(self, text: str, why: Open) -> str:
        self.why.setdefault(text, why)
        return text

    def _value(self, variable: Variable, part: Located) -> tuple[Located | Open, str]:
        """The value of a variable, and how it is written with what is known inside of it."""
        if self._nested >= MAX_NESTED:
            return Open(variable.text, "is nested too deeply"), variable.text
        before = self.sources.asked
        self._nested += 1
        try:
            text = self._inner(variable, part)
        finally:
            self._nested -= 1
        return self._looked_up(variable, part, text[2:-1], selects=self.sources.asked > before), text

    def _looked_up(self, variable: Variable, part: Located, content: str, *, selects: bool) -> Located | Open:
        inner = next((p for p in pieces(content) if isinstance(p, Variable)), None)
        if inner is not None:
            return self.why.get(inner.text, Open(inner.text, "is not known"))
        last: Open | None = None
        for way in fallbacks(content):
            if isinstance(way, Literal):
                found: Found = part.holding(way.data) if way.data is not None else None
            elif way is None:
                return Open(variable.text, "is not a variable that s3lint understands")
            else:
                found = self.sources.look(way, variable.content if selects else "")
                last = self.sources.missing(way) if found is None else last
            if found is not None:
                return found
        self.misses |= selects
        return last or Open(variable.text, "is null")


def _is_plain(node: Node) -> bool:
    return not isinstance(node, Map | Seq)


def _scalar(found: Found) -> Located | None:
    return found if isinstance(found, Located) and found.node is not None and "${" not in str(found.node) else None
