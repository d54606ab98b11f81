"""A third simulated telephone world, written independently of `training.simulator` and `training.second_world`.

Everybody's plans go into one heap, every call is decided when its time comes, and misses breed redials and call-backs.
With the second world it shares what a scenario asks for, countries with their number plans, and how random draws are
named; its people, services, fraudsters and the course of a call are its own. docs/third-world.md says what differs. No
figure from here says anything about a real network.
"""

from training.third_world.scenario import FRAUD_KINDS, ThirdScenario
from training.third_world.world import ThirdWorld

__all__ = ["FRAUD_KINDS", "ThirdScenario", "ThirdWorld"]
