"""Terraform's language as a syntax tree: files split into blocks, blocks parsed when they are asked for."""

from s3lint.languages.terraform.syntax.block import BlockHead
from s3lint.languages.terraform.syntax.comments import Comment, comments
from s3lint.languages.terraform.syntax.file import File, read_file
from s3lint.languages.terraform.syntax.jsonfile import read_json, read_values_json
from s3lint.languages.terraform.syntax.parser import parse_expression, parse_template
from s3lint.languages.terraform.syntax.problem import SyntaxProblem
from s3lint.languages.terraform.syntax.tfvars import read_values

__all__ = [
    "BlockHead",
    "Comment",
    "File",
    "SyntaxProblem",
    "comments",
    "parse_expression",
    "parse_template",
    "read_file",
    "read_json",
    "read_values",
    "read_values_json",
]
