"""What s3lint is built from and published with: known hashes and commits, and the same wheel twice."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement

from tests.support.places import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
USES = re.compile(r"^\s*(?:- )?uses: (\S+)(.*)$", re.MULTILINE)
SOURCES = ("s3lint", "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in")


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return found


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_every_action_is_a_commit_with_its_version(path: Path) -> None:
    used = USES.findall(path.read_text("utf-8"))
    assert used
    for name, comment in used:
        assert name == "$/" or (re.search(r"@[0-9a-f]{40}$", name) and re.match(r" # v\d+(\.\d+)+$", comment)), name


def test_an_action_is_the_same_commit_everywhere() -> None:
    texts = [path.read_text("utf-8") for path in (*WORKFLOWS, ROOT / "action.yml")]
    used = {name for text in texts for name, _ in USES.findall(text) if "@" in name}
    names = [name.partition("@")[0] for name in used]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_do_little(path: Path) -> None:
    text = path.read_text("utf-8")
    assert yaml.safe_load(text)["permissions"] == {}
    assert "pull_request_target" not in text
    assert "secrets." not in text
    for name, job in jobs(path).items():
        assert "timeout-minutes" in job, name
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), f"{name}: what the runner puts into a script may be a script"
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False, name
            for install in re.findall(r"pip\"? install (.*)", step.get("run", "")):
                assert "--require-hashes" in install or "--no-deps" in install, f"{name}: {install}"


def test_tests_run_on_each_python_and_system() -> None:
    matrix = jobs(ROOT / ".github" / "workflows" / "tests.yml")["suite"]["strategy"]["matrix"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    claimed = [found for one in project["classifiers"] if (found := one.rpartition(" :: ")[2]).startswith("3.")]
    assert matrix["python"] == claimed
    assert {name.partition("-")[0] for name in matrix["system"]} == {"ubuntu", "macos", "windows"}


def test_a_release_is_signed_and_needs_no_secret() -> None:
    release = jobs(ROOT / ".github" / "workflows" / "release.yml")
    publishing = [job for job in release.values() if any("pypi-publish" in s.get("uses", "") for s in job["steps"])]
    assert [job["permissions"] for job in publishing] == [{"id-token": "write"}]
    assert all(job["environment"] and job["needs"] == "attest" for job in publishing)
    assert "needs" not in release["build"]
    assert release["build"]["permissions"] == {"contents": "read"}


def locked(path: Path) -> Iterator[tuple[Requirement, list[str]]]:
    """The requirements of a lock, with their hashes."""
    for entry in re.split(r"(?<!\\)\n", re.sub(r"^#.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)):
        if entry.strip():
            words = entry.replace("\\\n", " ")
            yield Requirement(words.split("--hash")[0].strip()), re.findall(r"--hash=sha256:([0-9a-f]{64})", words)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_locks_name_versions_and_hashes(path: Path) -> None:
    for requirement, hashes in locked(path):
        assert hashes, requirement
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
    assert "://" not in path.read_text("utf-8")


def test_locks_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {"runtime": project["dependencies"], "dev": [*project["dependencies"]]}
    for extra in ("test", "dev"):
        wanted["dev"] += [one for one in project["optional-dependencies"][extra] if not one.startswith("s3lint[")]
    for name in ("build", "docs", "release", "self-check"):
        lines = (ROOT / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
        wanted[name] = [line for line in lines if line and not line.startswith("#")]
    assert {path.stem for path in LOCKS} == set(wanted)
    for name, requirements in wanted.items():
        held = [requirement for requirement, _ in locked(ROOT / "requirements" / f"{name}.txt")]
        for requirement in map(Requirement, requirements):
            same = [one for one in held if one.name.lower() == requirement.name.lower()]
            versions = [next(iter(one.specifier)).version for one in same]
            assert versions and all(map(requirement.specifier.contains, versions)), f"{name}: renew {requirement}"


def copied(folder: Path, names: tuple[str, ...] = SOURCES) -> Path:
    """The sources at another place, as another checkout would have them: with other times."""
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(ROOT / name, target, ignore=ignored, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(ROOT / name, target)
    return folder


@pytest.mark.process
@pytest.mark.slow
def test_a_wheel_built_twice_is_the_same(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        words = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
        target = tmp_path / f"{name}-wheel"
        subprocess.run(
            [sys.executable, *words, "--wheel-dir", str(target), str(copied(tmp_path / name))],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1795000000"},
            check=True,
            timeout=300,
        )
        (wheel,) = target.iterdir()
        made.append(wheel)
    with zipfile.ZipFile(made[0]) as archive:
        held = set(archive.namelist())
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "s3lint").rglob("*") if path.is_file()}
    assert {name for name in data if "__pycache__" not in name} <= held, "a file of the package is not in the wheel"
    assert made[0].read_bytes() == made[1].read_bytes()


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """The lines of a Dockerfile, continued ones joined."""
    for line in text.replace("\\\n", " ").splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


@pytest.mark.process
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the image's commands are for a shell")
def test_the_commands_of_the_image(tmp_path: Path) -> None:
    """Its build stage, with / in a folder, from what .dockerignore lets through; then its entry point."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    root = tmp_path / "root"
    stage = text[text.index("FROM") :].split("\nFROM ")[0]
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    for word, rest in instructions(stage):
        if word == "COPY":
            *names, target = rest.split()
            for name in names:
                assert f"!{name}" in allowed() or f"!{Path(name).parent}/*.txt" in allowed(), name
                assert target.startswith("/source")
                folder = target if len(names) > 1 or target.endswith("/") else str(Path(target).parent)
                copied(tmp_path / "context", (name,))
                there = root / folder.lstrip("/") / Path(name).name
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(tmp_path / "context" / name, there)
        elif word == "RUN":
            command = re.sub(r"(?<=[ ])/(opt|source)|^/(opt|source)", lambda f: f"{root}/{f[1] or f[2]}", rest)
            done = subprocess.run(
                ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300
            )
            if done.returncode and "Retrying" in done.stderr:
                pytest.skip("no package index can be reached")
            assert done.returncode == 0, done.stderr
    last = dict(instructions(text))
    assert last["USER"] == "10001"
    (entry,) = yaml.safe_load(last["ENTRYPOINT"])
    program = root / entry.lstrip("/")
    checked = subprocess.run(
        [program, *yaml.safe_load(last["CMD"]), ROOT / "fixtures" / "twins" / "baseline", "--isolated"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert not (program.parent / "pip").exists()


def allowed() -> list[str]:
    return (ROOT / ".dockerignore").read_text("utf-8").splitlines()


@pytest.mark.process
@pytest.mark.oracle
def test_zizmor_finds_nothing() -> None:
    program = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("zizmor is not installed")
    done = subprocess.run([program, "--offline", "."], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout


@pytest.mark.process
@pytest.mark.oracle
@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_scripts_are_well_formed() -> None:
    steps = [step for path in WORKFLOWS for job in jobs(path).values() for step in job["steps"]]
    steps += yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    for step in steps:
        if "run" in step:
            command = shlex.split("shellcheck --shell bash --severity warning -")
            done = subprocess.run(command, input=step["run"], capture_output=True, text=True)
            assert done.returncode == 0, done.stdout
