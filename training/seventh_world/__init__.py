"""A telephone world of tables and point processes, written by an outside examiner: an unseen exam for detectors.

No figure from here says anything about a real network; see docs/seventh-world.md.
"""

from training.second_world.scenario import FRAUD_KINDS
from training.seventh_world.scenario import SeventhScenario
from training.seventh_world.world import SeventhWorld

__all__ = ["FRAUD_KINDS", "SeventhScenario", "SeventhWorld"]
