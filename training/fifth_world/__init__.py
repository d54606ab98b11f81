"""A fifth simulated telephone world, written independently of the others.

Every population only proposes attempts, as arrays; one exchange then decides in passes which are answered, which find
a line engaged, and what redials and call-backs follow. With the second world it shares what a scenario asks for.
docs/fifth-world.md says what differs. No figure from here says anything about a real network.
"""

from training.fifth_world.scenario import FRAUD_KINDS, FifthScenario
from training.fifth_world.world import FifthWorld

__all__ = ["FRAUD_KINDS", "FifthScenario", "FifthWorld"]
