"""A session: the answers of fresh runs, for less work."""

from __future__ import annotations

import gc
import json
import weakref
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s3lint.engine import Request, UsageError
from s3lint.engine.request import Wanted
from s3lint.engine.run import judge, workers
from s3lint.engine.run.analysis import analyse
from s3lint.engine.run.result import Result
from s3lint.engine.run.session import Session
from s3lint.record import replace

MODULE = """\
variable "name" { type = string }
resource "aws_s3_bucket" "this" { bucket = var.name }
resource "aws_s3_bucket_public_access_block" "this" {
  bucket                  = aws_s3_bucket.this.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = RESTRICT
}
"""
# blocks whose mistakes show only where a root needs them
LATE = """\
resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id
  versioning_configuration {
    status = =
  }
}
output "broken" { value = (1 + }
output "twice" {
  value = 1
  value = 2
}
"""
CALL = 'module "data" {\n  source = "../../modules/data"\n  name   = NAME\n}\n'
USES = 'resource "aws_s3_bucket" "b" { bucket = "b-${module.data.broken}-${module.data.twice}" }\n'
BUCKET = 'resource "aws_s3_bucket" "own" {\n  bucket = "own"\n}\n'
TEMPLATE = "Resources:\n  Data:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: ACL\n"
PARENT = (
    "Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n"
    "    Properties: {TemplateURL: child.yaml, Parameters: {Acl: Private}}\n"
)
CHILD = "Parameters: {Acl: {Type: String, Default: PublicRead}}\n" + TEMPLATE.replace("ACL", "!Ref Acl")
EMBEDDED = (
    'resource "aws_cloudformation_stack" "s" {\n  name = "s"\n  template_body = file("${path.module}/t.yaml")\n}\n'
)


def plan(acl: str) -> str:
    after = {"bucket": "planned", "acl": acl}
    change = {"address": "aws_s3_bucket.own", "mode": "managed", "type": "aws_s3_bucket", "name": "own"}
    changes = [{**change, "change": {"actions": ["create"], "after": after, "after_unknown": {}}}]
    return json.dumps({"format_version": "1.2", "planned_values": {"root_module": {}}, "resource_changes": changes})


# path -> what may stand there; the first is how it begins
VARIANTS: dict[str, tuple[str | None, ...]] = {
    "modules/data/main.tf": (
        MODULE.replace("RESTRICT", "true"),
        MODULE.replace("RESTRICT", "false"),
        MODULE + "}",
        None,
    ),
    "modules/data/extra.tf": (None, LATE, 'output "broken" { value = "fine" }\n', BUCKET),
    "modules/data/main.tofu": (None, BUCKET),
    "live/a/main.tf": (CALL.replace("NAME", '"a"'), CALL.replace("NAME", "var.name"), BUCKET, ""),
    "live/a/terraform.tfvars": (None, 'name = "from-a-file"\n', "name ="),
    "live/b/main.tf": (CALL.replace("NAME", '"b"'), CALL.replace("NAME", '"b"') + USES, None),
    "live/b/more.tf": (None, BUCKET, "# s3lint: ignore-file[ALL] -- a trial\n" + BUCKET),
    "own/main.tf": (BUCKET, BUCKET.replace("\n}", '\n  acl = "public-read"\n}'), EMBEDDED, None),
    "own/t.yaml": (TEMPLATE.replace("ACL", "Private"), TEMPLATE.replace("ACL", "PublicRead"), "x: 1\n", None),
    "own/plan.json": (None, plan("private"), plan("public-read"), "{}"),
    "stacks/parent.yaml": (PARENT, PARENT.replace("Private", "PublicRead"), "Resources: [", None),
    "stacks/child.yaml": (CHILD, CHILD.replace("PublicRead", "Private"), None),
    "s3lint.toml": (None, 'profile = "strict"\n', 'engine = "opentofu"\n', 'exclude = ["own/"]\n'),
    "live/s3lint.toml": (None, '[vars]\nname = "configured"\n'),
    ".gitignore": (None, "live/b\n"),
}
PATHS = sorted(VARIANTS)
ASKED = (".", "live", "modules/data/main.tf", "stacks/child.yaml", "own/t.yaml", "live/a/terraform.tfvars")


def begin() -> dict[str, str]:
    return {path: texts[0] for path, texts in VARIANTS.items() if texts[0] is not None}


def write(folder: Path, files: dict[str, str]) -> Path:
    (folder / ".git").mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def plain(result: Result) -> Any:
    return replace(result.report, elapsed=0), result.skipped, result.unfit, result.nothing


def asked(session: Session | None, folder: Path, path: str = ".", **more: Any) -> Any:
    request = Request((path,), folder, jobs=1, **more)
    try:
        return plain(session.analyse(request) if session else analyse(request))
    except UsageError:
        return "nothing is there"


edits = st.lists(
    st.tuples(
        st.lists(
            st.sampled_from(PATHS).flatmap(lambda p: st.tuples(st.just(p), st.sampled_from(VARIANTS[p]))), max_size=3
        ),
        st.sampled_from(ASKED),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edits, st.booleans())
def test_a_session_answers_as_a_fresh_run(steps: list[tuple[list[tuple[str, str | None]], str]], reuses: bool) -> None:
    with TemporaryDirectory() as temporary:
        base, files, session = write(Path(temporary) / "base", begin()), begin(), Session(reuses=reuses)
        for number, (changes, path) in enumerate(steps):
            for changed, text in changes:
                files.pop(changed, None)
                files |= {} if text is None else {changed: text}
            session.update({base / changed: None if text is None else text.encode() for changed, text in changes})
            fresh = write(Path(temporary) / str(number), files)
            for path_left in begin():  # a folder stays when its files go
                (fresh / path_left).parent.mkdir(parents=True, exist_ok=True)
            assert asked(session, base, path) == asked(None, fresh, path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "base", begin())


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The roots that are judged, one after the other."""
    found: list[str] = []
    real = judge.judge

    def counted(frontends: Any, root: Any, *rest: Any, **named: Any) -> Any:
        found.append(root.path)
        return real(frontends, root, *rest, **named)

    monkeypatch.setattr(workers, "judge", counted)
    return found


@pytest.fixture
def taken(judged: list[str]) -> Iterator[Any]:
    def take() -> list[str]:
        found = sorted(judged)
        judged.clear()
        return found

    yield take


ROOTS = ["live/a", "live/b", "own", "own/t.yaml", "stacks/child.yaml", "stacks/parent.yaml"]


def test_only_what_changed_is_judged_again(folder: Path, taken: Any) -> None:
    session = Session()
    first = asked(session, folder)
    assert taken() == ROOTS
    assert asked(session, folder) == first and taken() == []
    session.update({folder / "own/main.tf": b""})
    assert asked(session, folder) != first and taken() == ["own"]
    session.release(folder / "own/main.tf")
    assert asked(session, folder) == first and taken() == ["own"]
    session.update({folder / "modules/data/main.tf": b""})
    asked(session, folder)
    assert taken() == ["live/a", "live/b"], "whatever takes the module in"
    session.update({folder / "stacks/child.yaml": CHILD.encode() + b"# a comment\n"})
    asked(session, folder)
    assert taken() == ["stacks/child.yaml", "stacks/parent.yaml"]


def test_other_settings_and_wants_are_other_questions(folder: Path, taken: Any) -> None:
    session = Session()
    first = asked(session, folder)
    taken()
    drawn = asked(session, folder, wanted=Wanted(beliefs=True))
    assert taken() == ROOTS and drawn != first
    assert asked(session, folder) == first and asked(session, folder, wanted=Wanted(beliefs=True)) == drawn
    assert taken() == []
    assert asked(session, folder, options={"profile": "strict"}) != first
    assert taken() == ROOTS


def test_the_disk_is_looked_at_again(folder: Path, taken: Any) -> None:
    session = Session()
    asked(session, folder)
    taken()
    (folder / "own/main.tf").write_text(BUCKET + BUCKET.replace("own", "other"))
    (folder / "new").mkdir()
    (folder / "new/main.tf").write_text(BUCKET)
    assert asked(session, folder) == asked(None, folder)
    (folder / "new").rename(folder / "moved")
    assert asked(session, folder) == asked(None, folder)


def test_a_proposal_is_taken_back(folder: Path, taken: Any) -> None:
    session = Session()
    first = asked(session, folder)
    with session.proposing({folder / "own/main.tf": None, folder / "far/away/main.tf": BUCKET.encode()}) as proposed:
        assert {f.root for f in asked(proposed, folder)[0].findings} >= {"far/away"}
    assert asked(session, folder) == first


def test_a_text_may_stand_where_no_file_lies(folder: Path) -> None:
    session = Session()
    session.update({folder / "fresh.yaml": TEMPLATE.replace("ACL", "PublicRead").encode()})
    report = session.analyse(Request(("fresh.yaml",), folder)).report
    assert {f.root for f in report.findings} == {"fresh.yaml"}
    session.release(folder / "fresh.yaml")
    with pytest.raises(UsageError):
        session.analyse(Request(("fresh.yaml",), folder))


def test_workers_serve_a_session_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, several = Session(), Request((".",), folder, jobs=3)
    first = plain(session.analyse(several))
    assert first == asked(None, folder)
    counts: list[int] = []
    monkeypatch.setattr(workers, "workers", lambda roots, jobs: counts.append(roots) or 1)
    session.update({folder / "own/main.tf": b""})
    assert plain(session.analyse(several)) == asked(session, folder)
    assert counts[0] == 1


def test_mistakes_that_others_found_do_not_stay(folder: Path) -> None:
    """A module's broken block is reported for as long as a root needs it, whichever was judged first."""
    session = Session()
    texts = {"modules/data/extra.tf": LATE, "live/b/main.tf": CALL.replace("NAME", '"b"') + USES}
    session.update({folder / path: text.encode() for path, text in texts.items()})
    needed = asked(session, folder)
    session.update({folder / "live/b/main.tf": CALL.replace("NAME", '"b"').encode()})
    write(folder, {"modules/data/extra.tf": LATE})
    assert asked(session, folder) == asked(None, folder) != needed


@pytest.mark.parametrize("reuses", [False, True])
def test_a_session_keeps_no_more_than_it_needs(folder: Path, reuses: bool) -> None:
    """Nothing outlives a root that is judged again: neither its modules nor its graph."""
    from s3lint.graph import Graph
    from s3lint.languages.terraform.configuration.module import Module

    def edit(session: Session, number: int) -> int:
        session.update({folder / "modules/data/main.tf": f"{MODULE}# {number}\n".encode()})
        asked(session, folder, options={"profile": "audit"})
        gc.collect()
        return sum(isinstance(thing, Module | Graph) for thing in gc.get_objects())

    session = Session(reuses=reuses)
    first = edit(session, 0)
    assert [edit(session, number) for number in range(1, 10)] == [first] * 9
    left = weakref.ref(session)
    del session
    gc.collect()
    assert left() is None


@pytest.mark.slow
def test_what_has_gone_is_let_go(tmp_path: Path) -> None:
    """1,000 questions about a tree in which folders, templates and links between roots come and go."""
    folder = write(tmp_path / "tree", {"main.tf": 'resource "aws_s3_bucket" "a" {\n  bucket = "a-a"\n}\n'})
    session, sizes = Session(reuses=True), list[int]()
    for count in range(1_000):
        session.update({folder / path: text for path, text in _coming_and_going(count).items()})
        session.analyse(Request((".",), folder, jobs=1))
        session.release(*(folder / path for path, text in _coming_and_going(count).items() if text is None))
        if count % 250 == 249:
            gc.collect()
            sizes.append(len(gc.get_objects()))
    assert max(sizes[2:]) < 1.2 * max(sizes[:2]), sizes


def _coming_and_going(count: int) -> dict[str, bytes | None]:
    policy = 'resource "aws_s3_bucket_policy" "p" {\n  bucket = "a-a"\n  policy = "{}"\n}\n'
    template = (
        "Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: https://x/y.yaml\n"
    )
    return {
        f"root{count}/main.tf": f"# {count}\n{policy}".encode(),
        f"root{count - 1}/main.tf": None,
        f"t{count}.yaml": f"{template}# {count}\n".encode(),
        f"t{count - 1}.yaml": None,
    }


def test_a_tree_is_let_go_with_its_session(tmp_path: Path) -> None:
    nested = (
        "Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: https://x/y.yaml\n"
    )
    folder = write(tmp_path / "tree", {"t.yaml": nested, "main.tf": 'resource "aws_s3_bucket" "a" {}\n'})
    session = Session()
    tree = weakref.ref(session.analyse(Request((".",), folder, jobs=1)).parts[0].scope.tree)
    del session
    gc.collect()
    assert tree() is None
