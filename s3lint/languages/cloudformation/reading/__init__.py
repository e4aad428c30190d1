"""Reading: bytes to documents whose every part knows its place."""

from s3lint.languages.cloudformation.reading.comments import comments
from s3lint.languages.cloudformation.reading.nodes import Document, Lost, Map, Node, Reading, Seq
from s3lint.languages.cloudformation.reading.reader import read, read_inside, read_source

__all__ = ["Document", "Lost", "Map", "Node", "Reading", "Seq", "comments", "read", "read_inside", "read_source"]
