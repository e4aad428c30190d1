"""The floors of docs/architecture.md: imports go down only, parts of one floor stay apart, libraries have a doorway.

What could run code, reach a network or read a file that the user did not name has doorways too.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "s3lint"

FLOORS = {
    "source": 0,
    "edit": 1,
    "values": 1,
    "languages.frontend": 2,
    "aws": 2,
    "languages.terraform": 3,
    "languages.cloudformation": 3,
    "policy": 3,
    "languages.plan": 4,  # which reads the configuration beside a plan
    "languages": 5,
    "graph": 5,
    "access": 6,
    "questions": 7,
    "checks": 8,
    "findings": 9,
    "config": 9,
    "engine": 10,
    "report": 11,
    "cli": 12,
    "__main__": 13,
}

NETWORK = ["urllib", "http", "socket", "ssl", "ftplib", "smtplib", "xmlrpc", "asyncio", "webbrowser"]
CODE_FROM_DATA = ["pickle", "marshal", "shelve", "dbm", "ctypes", "runpy", "code", "codeop", "pty"]

# each third-party library is imported by these modules alone
DOORWAYS: dict[str, set[str]] = {
    "hcl2": {"languages/terraform/syntax/grammar.py"},
    "lark": {"languages/terraform/syntax/grammar.py"},
    "cfn_tools": {"languages/cloudformation/reading/short_forms.py"},
    "cfn_flip": set(),
    "yaml": {"languages/cloudformation/reading/events.py", "languages/terraform/functions/yaml.py"},
    "networkx": {"graph/network.py"},
    "re2": {"values/regex.py"},
    "regex": {"languages/terraform/functions/graphemes.py"},
    "pathspec": {"engine/input/ignore.py"},
    "rich": {"report/terminal/colours.py"},
    # the standard library's ways out of the process
    "subprocess": {"source/revision.py"},  # git, for --new-since
    "concurrent": {"engine/run/workers.py"},
    "multiprocessing": {"engine/run/workers.py"},
    "importlib.import_module": {"cli/app.py", "report/__init__.py"},  # of our own tables of commands and formats
    "urllib.parse": {"report/links.py", "languages/terraform/functions/encoding.py"},
    **{name: set() for name in NETWORK + CODE_FROM_DATA},
}

RUNS_CODE = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
OS_RUNS_CODE = ("system", "popen", "exec", "spawn", "posix_spawn", "fork", "startfile")
OPENS_FILES = {"read_text", "read_bytes", "write_text", "write_bytes"}
# where files are opened: the scanned tree's, what the command line writes, our own tables and pages
FILE_DOORWAYS = {
    "source/tree.py",
    "source/userfolder.py",  # what s3lint keeps between runs
    "cli/main.py",  # the null device, once the reader of our output is gone
    "cli/output.py",
    "languages/terraform/syntax/grammar.py",
    "checks/pages.py",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(path: Path, tree: ast.Module) -> list[tuple[str, int]]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            found.append((node.module or "", node.lineno))
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def part(name: str) -> str | None:
    """The part that a module belongs to, by its dotted name inside the package: the longest one that is listed."""
    pieces = name.split(".")
    names = (".".join(pieces[:length]) for length in range(len(pieces), 0, -1))
    return next((known for known in names if known in FLOORS), None)


def dotted(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


def violations(path: Path, text: str) -> list[str]:
    """What a module imports that the floors or doorways forbid."""
    found = []
    here = part(dotted(path))
    inside = path.relative_to(PACKAGE).as_posix()
    for name, line in imports(path, ast.parse(text)):
        pieces = name.split(".")
        if pieces[0] == "s3lint" and len(pieces) > 1:
            there = part(".".join(pieces[1:]))
            if here and there and there != here and FLOORS[there] >= FLOORS[here]:
                found.append(f"{inside}:{line}: {here} (floor {FLOORS[here]}) imports {there} (floor {FLOORS[there]})")
        elif (doorways := doorways_of(pieces)) is not None and inside not in doorways:
            found.append(f"{inside}:{line}: {name} is imported only by {sorted(doorways)}")
    return found


def doorways_of(pieces: list[str]) -> set[str] | None:
    """The modules that may import a name: the longest name that is listed decides."""
    names = (".".join(pieces[:length]) for length in range(len(pieces), 0, -1))
    return next((DOORWAYS[name] for name in names if name in DOORWAYS), None)


def dangers(path: Path, text: str) -> list[str]:
    """Calls that run code, or open files elsewhere than in their doorways."""
    found = []
    inside = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        owner, _, name = called.rpartition(".")
        if called in RUNS_CODE or (owner == "os" and name.startswith(OS_RUNS_CODE)):
            found.append(f"{inside}:{node.lineno}: {called} runs code")
        opens = called in ("open", "os.open", "io.open") or name in OPENS_FILES
        # data files of the package itself
        ours = called.startswith(("files(", "resources.files(", "Path(__file__)"))
        if opens and not ours and inside not in FILE_DOORWAYS:
            found.append(f"{inside}:{node.lineno}: {called} opens a file; the scanned tree is read through source.Tree")
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_nothing_runs_code_or_opens_files_of_its_own(path: Path) -> None:
    assert dangers(path, path.read_text()) == []


@pytest.mark.parametrize(
    "text",
    ["eval(x)", "exec(x)", "__import__(x)", "os.system(x)", "os.execv(x, y)", "open(x)", "Path(x).read_text()"],
)
def test_a_danger_is_seen(text: str) -> None:
    assert dangers(PACKAGE / "graph/x.py", text)


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_go_down_and_through_doorways(path: Path) -> None:
    assert violations(path, path.read_text()) == []


def test_every_part_has_a_floor() -> None:
    assert [path for path in modules() if path.parent != PACKAGE and part(dotted(path)) is None] == []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("source/text.py", "from s3lint.values import Value"),
        ("languages/terraform/x.py", "import s3lint.languages.cloudformation"),
        ("checks/x.py", "from s3lint import engine"),
        ("graph/x.py", "import hcl2"),
        ("graph/x.py", "import subprocess"),
        ("graph/x.py", "from importlib import import_module"),
        ("graph/x.py", "from urllib import request"),
        ("source/x.py", "import pickle"),
    ],
)
def test_a_violation_is_seen(module: str, text: str) -> None:
    assert violations(PACKAGE / module, text)


def test_parts_have_no_cycles_among_their_modules() -> None:
    edges: dict[str, set[str]] = {}
    names = {"s3lint." + p.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): p for p in modules()}
    for name, path in names.items():
        # only what runs at import: a function may import lazily
        body = [n for n in ast.parse(path.read_text()).body if isinstance(n, ast.Import | ast.ImportFrom)]
        targets = {target for target, _ in imports(path, ast.Module(body, []))}
        package = name.removesuffix(".__init__")
        edges[package] = {t for t in targets if t != package and (t in names or t + ".__init__" in names)}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        # a package's __init__ re-exports its own modules: that edge is no cycle
        assert name not in trail, " -> ".join((*trail, name))
        if name in done:
            return
        for target in sorted(edges.get(name, ())):
            if not name.startswith(target + "."):
                visit(target, (*trail, name))
        done.add(name)

    for name in sorted(edges):
        visit(name, ())
