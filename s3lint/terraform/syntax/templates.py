"""Templates: decoding of their text, stripping, and the nesting of their directives (HCL native syntax, `Template`)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from s3lint.terraform.syntax import nodes
from s3lint.terraform.syntax.lexer import MAX_DEPTH, Token
from s3lint.terraform.syntax.problem import SyntaxProblem, TooDeep

# what Go's unicode.IsSpace says (Python's isspace also counts the separators U+001C to U+001F)
_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_ESCAPE = re.compile(r"\\(?:([nrt\"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))|\$(\$\{)|%(%\{)")
_SEQUENCE_ESCAPE = re.compile(r"\$(\$\{)|%(%\{)")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class Sequence(NamedTuple):
    """A `${ … }` or one `%{ … }` of a directive, as it stands in the text."""

    kind: str  # `${`, if, else, endif, for, endfor
    names: tuple[str, ...]
    expression: nodes.Expression | None
    strips_before: bool
    strips_after: bool
    start: int
    end: int


_Piece = str | Sequence
_Part = str | nodes.Interpolation | nodes.IfDirective | nodes.ForDirective


def assemble(opening: Token, parts: list[Token | Sequence], end: int) -> nodes.Expression:
    """The expression that a template is. `opening` says of which kind: `"`, `<<X`, `<<-X` or nothing (a whole text)."""
    quoted = opening.text == '"'
    start = opening.start
    if quoted and len(parts) <= 1 and (not parts or isinstance(parts[0], Token)):
        return nodes.Literal(data=_decoded(parts[0].text, quoted) if parts else "", start=start, end=end)  # type: ignore[union-attr]
    pieces: list[_Piece] = []
    for part in parts:
        if isinstance(part, Token):
            pieces += [part.text] if quoted else _lines(part.text)
        else:
            pieces.append(part)
    if opening.text.startswith("<<-"):
        pieces = _flush(pieces)
    return _nested(_decode_all(_stripped(pieces), quoted), start, end)


def _lines(text: str) -> list[_Piece]:
    return [piece for piece in re.split(r"(?<=\n)", text) if piece]


def _flush(pieces: list[_Piece]) -> list[_Piece]:
    """`<<-`: the smallest indentation of the lines that start with text is taken from all of them."""
    starts = [i for i, p in enumerate(pieces) if isinstance(p, str) and _fresh(pieces, i)]
    depths = []
    for index in starts:
        line = pieces[index]
        assert isinstance(line, str)
        indent = len(line) - len(line.lstrip(_SPACE))
        if indent < len(line) or (index + 1 < len(pieces) and not line.endswith("\n")):
            depths.append(indent)
    if not depths or not (least := min(depths)):
        return pieces
    made = list(pieces)
    for index in starts:
        line = pieces[index]
        assert isinstance(line, str)
        if len(line) - len(line.lstrip(_SPACE)) >= least and line.strip(_SPACE) + line[-1:] != "\n":
            made[index] = line[least:]
    return made


def _fresh(pieces: list[_Piece], index: int) -> bool:
    """Whether a piece starts a line."""
    before = pieces[index - 1] if index else "\n"
    return isinstance(before, str) and before.endswith("\n")


def _stripped(pieces: list[_Piece]) -> list[_Piece]:
    """`${~` strips the white space before it, `~}` what follows it."""
    made: list[_Piece] = []
    stripping = False
    for piece in pieces:
        if isinstance(piece, str):
            if stripping:
                piece = piece.lstrip(_SPACE)
                stripping = not piece
            made.append(piece)
            continue
        if piece.strips_before:
            index = len(made) - 1
            while index >= 0 and isinstance(before := made[index], str):
                made[index] = before.rstrip(_SPACE)
                if made[index]:
                    break
                index -= 1
        stripping = piece.strips_after
        made.append(piece)
    return made


def _decode_all(pieces: list[_Piece], quoted: bool) -> list[_Piece]:
    made: list[_Piece] = []
    for piece in pieces:
        if isinstance(piece, str):
            piece = _decoded(piece, quoted)
            if made and isinstance(before := made[-1], str):
                made[-1] = before + piece
                continue
        made.append(piece)
    return made


def _decoded(text: str, quoted: bool) -> str:
    """Escapes resolved; strings are kept in Unicode's composed form, as Terraform keeps them."""
    if quoted and "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
    elif "{" in text:
        text = _SEQUENCE_ESCAPE.sub(lambda m: m[1] or m[2], text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _unescaped(found: re.Match[str]) -> str:
    letter, short, long, dollar, percent = found.groups()
    if letter:
        return _LETTERS[letter]
    if short or long:
        code = int(short or long, 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"
    return str(dollar or percent)


@dataclass(slots=True)
class _Frame:
    """A directive that is not closed yet, and what stands in it so far."""

    opening: Sequence | None
    parts: list[_Part] = field(default_factory=list)
    then: nodes.Template | None = None
    middle: Sequence | None = None


def _nested(pieces: list[_Piece], start: int, end: int) -> nodes.Expression:
    frames = [_Frame(None)]
    for piece in pieces:
        if isinstance(piece, str):
            frames[-1].parts.append(piece)
        elif piece.kind == "${":
            assert piece.expression is not None
            frames[-1].parts.append(nodes.Interpolation(expression=piece.expression, start=piece.start, end=piece.end))
        elif piece.kind in ("if", "for"):
            if len(frames) > MAX_DEPTH:
                raise TooDeep(f"nested more than {MAX_DEPTH} levels deep", piece.start, piece.end)
            frames.append(_Frame(piece))
        else:
            _close(frames, piece)
    if frames[-1].opening is not None:
        opening = frames[-1].opening
        raise SyntaxProblem(f"`%{{ {opening.kind} }}` has no `%{{ end{opening.kind} }}`", opening.start, opening.end)
    parts = frames[0].parts
    if len(parts) == 1 and isinstance(only := parts[0], nodes.Interpolation):
        return nodes.Wrapped(expression=only.expression, start=start, end=end)
    if not any(isinstance(p, nodes.Node) for p in parts):
        return nodes.Literal(data="".join(p for p in parts if isinstance(p, str)), start=start, end=end)
    return nodes.Template(parts=tuple(parts), start=start, end=end)


def _close(frames: list[_Frame], piece: Sequence) -> None:
    frame = frames[-1]
    opening = frame.opening
    wanted = "for" if piece.kind == "endfor" else "if"
    if opening is None or opening.kind != wanted or (piece.kind == "else" and frame.then is not None):
        raise SyntaxProblem(f"`%{{ {piece.kind} }}` belongs to no `%{{ {wanted} }}`", piece.start, piece.end)
    inner = nodes.Template(parts=tuple(frame.parts), start=(frame.middle or opening).end, end=piece.start)
    assert opening.expression is not None
    if piece.kind == "else":
        frame.then, frame.parts, frame.middle = inner, [], piece
        return
    made: nodes.IfDirective | nodes.ForDirective
    if piece.kind == "endif":
        then, otherwise = (inner, None) if frame.then is None else (frame.then, inner)
        made = nodes.IfDirective(
            condition=opening.expression, then=then, otherwise=otherwise, start=opening.start, end=piece.end
        )
    else:
        made = nodes.ForDirective(
            key=opening.names[0] if len(opening.names) > 1 else None,
            value=opening.names[-1],
            collection=opening.expression,
            body=inner,
            start=opening.start,
            end=piece.end,
        )
    frames.pop()
    frames[-1].parts.append(made)
