"""A simulated telephone world: call records in event time, reproducible from a seed, in constant memory.

Ordinary people call whom they know, honest services call strangers, and fraudsters do what they do. What every number
is, is known, so that detection can be measured. docs/world.md says where each assumption comes from. No figure from
here says anything about a real network.
"""

from training.simulator.kinds import FRAUD_KINDS, HARD_NEGATIVES, HONEST_KINDS
from training.simulator.parameters import WorldParameters
from training.simulator.scenario import NORMAL, Record, Scenario
from training.simulator.truth import Known, Truth
from training.simulator.victims import Complaint
from training.simulator.world import World, ground_truth, labels, simulate

ROBOCALL, WANGIRI = "robocall", "wangiri"

__all__ = [
    "FRAUD_KINDS",
    "HARD_NEGATIVES",
    "HONEST_KINDS",
    "NORMAL",
    "ROBOCALL",
    "WANGIRI",
    "Complaint",
    "Known",
    "Record",
    "Scenario",
    "Truth",
    "World",
    "WorldParameters",
    "ground_truth",
    "labels",
    "simulate",
]
