"""Floor 5: what an earlier run found, used again where everything that it saw of the scanned tree is as it was."""

from s3lint.cache.installation import installation
from s3lint.cache.record import Answers, RecordingTree, holds
from s3lint.cache.store import key_of, load, place, save

__all__ = ["Answers", "RecordingTree", "holds", "installation", "key_of", "load", "place", "save"]
