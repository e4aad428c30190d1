"""Buckets and all that governs them as one graph. Asks no policy and knows no language."""

from s3lint.graph.bucket import Bucket, bucket_of, buckets, governed_buckets, opened_buckets
from s3lint.graph.build import build
from s3lint.graph.context import BPA_FLAGS, Context
from s3lint.graph.governing import Governing
from s3lint.graph.graph import Graph
from s3lint.values.setting import Setting, show

__all__ = [
    "BPA_FLAGS",
    "Bucket",
    "Context",
    "Governing",
    "Graph",
    "Setting",
    "bucket_of",
    "buckets",
    "build",
    "governed_buckets",
    "opened_buckets",
    "show",
]
