"""A telephone network seen from the subscriber and the switch; docs/sixth-world.md says what is in it.

People have days, lines are busy, businesses close, and fraudsters are crews with lines that burn and lists that run
out. No figure from here says anything about a real network.
"""

from training.second_world.scenario import FRAUD_KINDS
from training.sixth_world.habits import Habits
from training.sixth_world.scenario import SixthScenario
from training.sixth_world.world import SixthWorld

__all__ = ["FRAUD_KINDS", "Habits", "SixthScenario", "SixthWorld"]
