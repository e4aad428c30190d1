"""Plans as `terraform show -json` prints them."""

from s3lint.terraform.plan.document import is_plan
from s3lint.terraform.plan.load import load_plan

__all__ = ["is_plan", "load_plan"]
