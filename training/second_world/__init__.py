"""A second simulated telephone world, written independently of `training.simulator`.

A model that is taught by one simulator learns its habits too. This one shares with the other only the record contract
and the names of what is told about numbers: its people, services, fraudsters and the order of drawing are its own.
docs/second-world.md says what differs. No figure from here says anything about a real network.
"""

from training.second_world.scenario import FRAUD_KINDS, SecondScenario
from training.second_world.world import SecondWorld

__all__ = ["FRAUD_KINDS", "SecondScenario", "SecondWorld"]
