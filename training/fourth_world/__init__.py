"""A fourth simulated telephone world, written independently of the other three.

Everything that somebody means to do lies in one heap. When its time comes, its owner decides whom to call, the network
and the callee decide what becomes of the call, and the outcome breeds further intentions. What a scenario asks for is
shared with the second world; nothing else is. docs/fourth-world.md says what differs. No figure from here says anything
about a real network.
"""

from training.fourth_world.scenario import FRAUD_KINDS, FourthScenario
from training.fourth_world.world import FourthWorld

__all__ = ["FRAUD_KINDS", "FourthScenario", "FourthWorld"]
