"""Discovery: which files are looked at, which are ignored, and what is never followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from s3lint.engine.errors import UsageError
from s3lint.engine.input.classify import Found, classify
from s3lint.engine.input.discover import MAX_DEPTH, walk
from s3lint.engine.input.ignore import Ignores
from s3lint.engine.input.scope import Scope, boundary, scopes
from s3lint.languages import Frontends
from s3lint.languages.cloudformation.frontend import MAX_BYTES as TEMPLATE_BYTES
from s3lint.source import DiskTree, Entry, FileProblem, MemoryTree, Tree
from tests.support.places import FIXTURES
from tests.support.verdicts import report

TEMPLATE = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n"
FILES = {
    "main.tf": "",
    "envs/prod/main.tf": "",
    "envs/prod/prod.tfvars": "",
    "envs/prod/x.tf.json": "{}",
    "cfn/template.yaml": TEMPLATE,
    "cfn/template.json": '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}',
    "helm/values.yaml": "{{ not yaml",
    "package.json": "{}",
    "empty.yaml": "",
    "README.md": "# hello",
    ".terraform/modules/x/main.tf": "",
    "a/node_modules/x/main.tf": "",
    "a/.git/config": "",
}


def found_in(tree: Tree, *folders: str, excludes: tuple[str, ...] = (), gitignore: bool = True) -> Found:
    return walk(Frontends(tree), folders or ["."], Ignores(tree, [(".", excludes)], gitignore=gitignore))


def test_each_kind_is_found() -> None:
    found = found_in(MemoryTree(FILES))
    assert found.sources == {
        "terraform": ["main.tf", "envs/prod/main.tf", "envs/prod/prod.tfvars", "envs/prod/x.tf.json"],
        "cloudformation": ["cfn/template.json", "cfn/template.yaml"],
    }
    assert not found.diagnostics


def test_every_file_is_analysed_or_skipped_for_a_reason() -> None:
    found = found_in(MemoryTree(FILES))
    looked_into = set(found.files)
    for path in FILES:
        above = {path, *("/".join(path.split("/")[:n]) for n in range(1, path.count("/") + 1))}
        reasons = [found.skipped[p] for p in above if p in found.skipped]
        assert (path in looked_into) + len(reasons) == 1, path
        assert all(reasons)
    assert looked_into | set(found.skipped) <= set(FILES) | {".terraform", "a/node_modules", "a/.git"}


def test_only_what_lies_below_the_folder() -> None:
    assert found_in(MemoryTree(FILES), "envs").files == [
        "envs/prod/main.tf",
        "envs/prod/prod.tfvars",
        "envs/prod/x.tf.json",
    ]


def test_gitignore_files_are_respected_as_git_does() -> None:
    files = {
        ".gitignore": "*.tf\n!keep.tf\n/top/\nbuild\n\\#odd\n[z-a]\n# a comment\n",
        "a/.gitignore": "!x.tf\nlocal/\n",
        "x.tf": "",
        "keep.tf": "",
        "a/x.tf": "",
        "a/y.tf": "",
        "a/local/x.tf": "",
        "top/keep.tf": "",
        "b/top/keep.tf": "",
        "b/build/keep.tf": "",
        ".git/info/exclude": "secret/\n",
        "secret/keep.tf": "",
    }
    tree = MemoryTree(files)
    assert [f for f in found_in(tree).files if f.endswith(".tf")] == ["a/x.tf", "b/top/keep.tf", "keep.tf"]
    # what lies above the scanned folder counts too
    assert [f for f in found_in(tree, "a").files if f.endswith(".tf")] == ["a/x.tf"]
    assert {"top/keep.tf", "a/local/x.tf", "secret/keep.tf"} <= set(found_in(tree, gitignore=False).files)
    assert found_in(tree).skipped["a/y.tf"] == "ignored by git"


def test_where_nothing_says_what_git_tracks_nothing_is_ignored(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.tf\n")
    (tmp_path / "main.tf").write_text("")
    assert found_in(DiskTree(tmp_path)).files == ["main.tf"]


class Committed(MemoryTree):
    """A tree of which git tracks everything but some files."""

    def __init__(self, files: dict[str, str | bytes], untracked: tuple[str, ...] = ()) -> None:
        super().__init__(files)
        self.untracked = untracked

    def is_tracked(self, path: str) -> bool:
        return path not in self.untracked


def test_tracked_files_are_never_ignored() -> None:
    files: dict[str, str | bytes] = {
        ".gitignore": "*\n",
        "main.tf": "",
        "a/b/main.tf": "",
        "a/b/local.tf": "",
        "node_modules/main.tf": "",
        "c/main.tf": "",
    }
    found = found_in(Committed(files, ("a/b/local.tf", "c", "c/main.tf")))
    assert found.files == ["a/b/main.tf", "main.tf"]
    assert found.skipped["a/b/local.tf"] == found.skipped["c"] == "ignored by git"


@pytest.mark.parametrize("separator", ["\x0c", "\x0b", "\x1c", "\x85", "\u2028", "\u2029", "\r"])
def test_only_a_line_feed_ends_a_pattern(separator: str) -> None:
    files: dict[str, str | bytes] = {
        ".gitignore": f"#{separator}main.tf{separator}\nx{separator}main.tf\n",
        "main.tf": "",
    }
    assert found_in(MemoryTree(files)).files == ["main.tf"]


def test_a_linked_ignore_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / "patterns").write_text("*.tf\n")
    (tmp_path / "main.tf").write_text("")
    (tmp_path / ".gitignore").symlink_to("patterns")
    assert found_in(DiskTree(tmp_path)).files == ["main.tf"]
    (tmp_path / ".gitignore").unlink()
    (tmp_path / ".gitignore").write_text("*.tf\n")
    assert found_in(DiskTree(tmp_path)).files == []


def test_patterns_beyond_the_limit_ignore_nothing_and_that_is_said() -> None:
    names = [f"f{number}.md" for number in range(4_000)]
    files: dict[str, str | bytes] = {
        ".gitignore": "".join(f"?{n}*x\n" for n in range(20_000)),
        **dict.fromkeys(names, ""),
    }
    found = found_in(MemoryTree({**files, "z1x.tf": ""}))
    assert found.files == ["z1x.tf"]
    assert [(d.code, d.incomplete) for d in found.diagnostics] == [("S3L905", False)]


@pytest.mark.parametrize("folder", ["node_modules", ".venv", "__pycache__", ".terraform", "a/site-packages"])
@pytest.mark.parametrize(("name", "text"), [("main.tf", ""), ("x/t.yaml", TEMPLATE)])
def test_folders_of_tools_that_hold_tracked_code_are_named(folder: str, name: str, text: str) -> None:
    files: dict[str, str | bytes] = {f"{folder}/{name}": text, f"{folder}/index.js": ""}
    found = found_in(Committed(files))
    assert found.files == []
    assert [(d.code, d.location.path, d.left_out) for d in found.diagnostics] == [
        ("S3L907", folder, "folder of a tool")
    ]
    assert found_in(MemoryTree(files)).diagnostics == []
    assert found_in(Committed({f"{folder}/index.js": "", f"{folder}/package.json": "{}"})).diagnostics == []


UNUSUAL = ["template.txt", "stack", "stack.yaml.j2", "manifest.json", "tree.json", "asset.1.json", "x.assets.json"]


@pytest.mark.parametrize("name", UNUSUAL)
def test_templates_of_unusual_names_are_read_beside_others_and_named_elsewhere(name: str) -> None:
    text = '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}'
    assert found_in(MemoryTree({"a/b.yaml": TEMPLATE, f"a/{name}": text})).files == sorted(["a/b.yaml", f"a/{name}"])
    alone = found_in(MemoryTree({"a/main.tf": "", f"a/{name}": text, "a/c.txt": "text"}))
    assert alone.files == ["a/main.tf"]
    assert [(d.code, d.location.path) for d in alone.diagnostics] == [("S3L907", f"a/{name}")]


def test_prose_beside_a_template_is_none() -> None:
    prose = "# Stacks\n\nAn example:\n\n```yaml\n" + TEMPLATE + "```\n"
    python = f'TEMPLATE = """\n{TEMPLATE}"""\n'
    found = found_in(MemoryTree({"a.yaml": TEMPLATE, "README.md": prose, "make.py": python, "notes.txt": prose}))
    assert found.files == ["a.yaml"] and found.diagnostics == []


def test_exclude_patterns_win_over_gitignore() -> None:
    tree = MemoryTree({".gitignore": "!a.tf", "a.tf": "", "x/b.tf": "", "x/y/c.tf": ""})
    assert found_in(tree, excludes=("a.tf", "y/")).files == ["x/b.tf"]
    assert "exclude" in found_in(tree, excludes=("a.tf",)).skipped["a.tf"]


def test_named_files_that_are_excluded() -> None:
    tree = MemoryTree({".gitignore": "out/\n", "out/a/b.tf": "", "c.tf": ""})
    ignores = Ignores(tree, [(".", ("c.tf",))], gitignore=True)
    assert ignores.reason_with_parents("out/a/b.tf", is_folder=False) == "ignored by git"
    assert ignores.reason_with_parents("c.tf", is_folder=False)
    assert ignores.reason_with_parents(".", is_folder=True) is None


def test_links_never_lead_out_or_in_circles(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.tf").write_text("")
    tree = tmp_path / "tree"
    (tree / "a" / "b").mkdir(parents=True)
    (tree / "a" / "b" / "main.tf").write_text("")
    (tree / "a" / "b" / "up").symlink_to("../..")
    (tree / "self").symlink_to("self")
    (tree / "out").symlink_to(outside)
    (tree / "dangling.tf").symlink_to("nowhere.tf")
    found = found_in(DiskTree(tree))
    assert found.sources == {"terraform": ["dangling.tf", "a/b/main.tf"]}
    assert "link" in found.skipped["a/b/up"]
    assert {"self", "out"} <= set(found.skipped)


def test_depth_is_bounded() -> None:
    deep = "/".join(["d"] * (MAX_DEPTH + 5))
    found = found_in(MemoryTree({f"{deep}/main.tf": "", "main.tf": ""}))
    assert found.files == ["main.tf"]
    assert [d.code for d in found.diagnostics] == ["S3L905"]


def test_a_template_beyond_the_limit_is_reported() -> None:
    big = TEMPLATE.encode() + b"#" * TEMPLATE_BYTES
    found = found_in(MemoryTree({"big.json": big, "data.json": b"[" + b"1," * TEMPLATE_BYTES}))
    assert [(d.code, d.location.path) for d in found.diagnostics] == [("S3L905", "big.json")]
    assert set(found.skipped) == {"big.json", "data.json"}


def test_a_named_file_that_cannot_be_read_is_reported() -> None:
    found = Found()
    classify(Frontends(MemoryTree({})), "gone.yaml", found, named=True)
    assert [d.code for d in found.diagnostics] == ["S3L901"] and "does not exist" in found.diagnostics[0].message


def test_a_named_file_may_have_any_extension() -> None:
    tree = MemoryTree({"stack.yaml.j2": TEMPLATE, "stack": TEMPLATE, "notes.md": "# Resources", "page.j2": "x"})
    named = Found()
    for path in ("stack.yaml.j2", "stack", "notes.md"):
        classify(Frontends(tree), path, named, named=True)
    assert named.sources == {"cloudformation": ["stack.yaml.j2", "stack"]} and set(named.skipped) == {"notes.md"}
    assert not found_in(tree).sources, "only what is named: a folder's other files are not looked into"


def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "not a regular file" in found_in(DiskTree(tmp_path)).skipped["pipe.yaml"]


def test_the_boundary(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "infra" / "prod").mkdir(parents=True)
    (repository / "infra" / "main.tf").write_text("")
    other = tmp_path / "other"
    (other / "below").mkdir(parents=True)
    assert boundary(repository / "infra" / "prod", tmp_path) == repository
    assert boundary(repository / "infra" / "main.tf", tmp_path) == repository
    assert boundary(other / "below", other) == other
    assert boundary(other / "below", repository) == other / "below"


def test_paths_are_displayed_from_where_s3lint_runs(tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    infra = tmp_path / "repository" / "infra"
    infra.mkdir()
    (infra / "main.tf").write_text("")
    (here,) = scopes(["."], infra)
    assert here.display("infra/main.tf") == "main.tf" and here.display("modules/a.tf") == "../modules/a.tf"
    assert here.display("infra") == "." and here.targets[0].path == "infra"
    (there,) = scopes(["repository/infra/main.tf"], tmp_path)
    assert there.display("infra/main.tf") == "repository/infra/main.tf"
    assert there.targets[0].is_file and there.targets[0].path == "infra/main.tf"


def test_a_path_that_does_not_exist_is_an_error_with_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    with pytest.raises(UsageError, match=r"infr does not exist \(did you mean 'infra'\?\)"):
        scopes(["infr"], tmp_path)


def test_patterns_take_no_time_whatever_they_are() -> None:
    tree = MemoryTree({".gitignore": "*a" * 30 + "b\n" + "**/a" * 20 + "/b\n", "a" * 200 + "c": "", "main.tf": ""})
    assert found_in(tree).files == ["main.tf"]


class ClosedTree(MemoryTree):
    """A tree one of whose folders cannot be listed, and one of whose files cannot be read."""

    def entries(self, folder: str) -> list[Entry]:
        return [] if folder == "closed" else super().entries(folder)

    def unlisted(self, folder: str) -> str | None:
        return "cannot be read: permission denied" if folder == "closed" else None

    def read(self, path: str, limit: int = 1 << 20) -> bytes:
        if path == "secret.yaml":
            raise FileProblem("cannot be read: permission denied")
        return super().read(path, limit)


def test_what_cannot_be_listed_or_read_is_reported() -> None:
    found = found_in(ClosedTree({"closed/main.tf": "", "empty/README": "", "secret.yaml": TEMPLATE, "main.tf": ""}))
    assert {(d.code, d.location.path) for d in found.diagnostics} == {("S3L901", "closed"), ("S3L901", "secret.yaml")}
    assert {"closed", "secret.yaml"} <= set(found.skipped) and found.files == ["main.tf"]


def test_every_file_on_disk_is_counted() -> None:
    """Of this project's own fixtures: each file is analysed, or skipped, itself or with its folder, for a reason."""
    found = walk(
        Frontends(DiskTree(FIXTURES)), ["."], Ignores(DiskTree(FIXTURES), [(".", ("hostile/a*",))], gitignore=True)
    )
    files = [path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*") if path.is_file()]
    looked_into = found.files
    assert len(looked_into) == len(set(looked_into))
    for path in files:
        above = ["/".join(path.split("/")[:n]) for n in range(1, path.count("/") + 2)]
        reasons = [found.skipped[part] for part in above if part in found.skipped]
        assert (path in looked_into) + len(reasons) == 1, path
        assert all(reasons)
    assert set(looked_into) <= set(files)


def test_a_tree_on_another_drive_is_named_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_way(path: object, start: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr("os.path.relpath", no_way)
    scope = Scope(MemoryTree({}), Path("/data/tree"), (), Path("/home"))
    assert scope.display("a/main.tf") == "/data/tree/a/main.tf"


PART = "Bucket:\n  Type: AWS::S3::Bucket\n"
TOPIC = "Resources:\n  T: {Type: AWS::SNS::Topic}\n"
INCLUDES = f"{TOPIC}  Fn::Transform: {{Name: AWS::Include, Parameters: {{Location: part.yaml}}}}\n"
SERVICE = "service: s\nprovider: {name: aws, deploymentBucket: {name: given}}\n"


def test_resources_outside_of_a_template_are_told_where_nothing_takes_them_in() -> None:
    (said,) = report({"part.yaml": PART, "t.yaml": TOPIC}, "S3L5").diagnostics
    assert (said.code, said.location.path, said.left_out, said.incomplete) == (
        "S3L907",
        "part.yaml",
        "resource file",
        False,
    )
    assert report({"part.yaml": PART, "t.yaml": INCLUDES}, "S3L5").diagnostics == ()
    service = SERVICE + "resources: {Resources: '${file(part.yaml)}'}\n"
    assert report({"part.yaml": PART, "serverless.yml": service}, "S3L5").diagnostics == ()


@pytest.mark.parametrize(
    "text", ["Bucket:\n  Type: AWS::SNS::Topic\n", "types: [AWS::S3::Bucket]\n", "a:\n  b: {Type: 'AWS::S3::Bucket'}\n"]
)
def test_what_only_names_a_type_is_no_part_of_a_template(text: str) -> None:
    assert report({"x.yaml": text, "t.yaml": TOPIC}, "S3L5").diagnostics == ()
