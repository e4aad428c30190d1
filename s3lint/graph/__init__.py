"""Floor 3: buckets and all that governs them as one graph, built from either language by adapters."""

from s3lint.graph.bucket import Bucket
from s3lint.graph.build import build
from s3lint.graph.context import BPA_FLAGS, Context
from s3lint.graph.governing import Governing
from s3lint.graph.graph import Graph
from s3lint.graph.setting import Setting, show

__all__ = ["BPA_FLAGS", "Bucket", "Context", "Governing", "Graph", "Setting", "build", "show"]
