"""Text, places, diagnostics, and the trees through which alone files are read. Knows no language and no AWS."""

from s3lint.source.diagnostic import INTERNAL, Diagnostic
from s3lint.source.paths import child, folder_of, is_inside, is_trial, join, name_of
from s3lint.source.problem import FileProblem
from s3lint.source.text import Location, Source, Span
from s3lint.source.tree import DiskTree, Entry, MemoryTree, Tree

__all__ = [
    "INTERNAL",
    "Diagnostic",
    "DiskTree",
    "Entry",
    "FileProblem",
    "Location",
    "MemoryTree",
    "Source",
    "Span",
    "Tree",
    "child",
    "folder_of",
    "is_inside",
    "is_trial",
    "join",
    "name_of",
]
