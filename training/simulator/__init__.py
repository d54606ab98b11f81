"""A simulated telephone world: call records in event time, reproducible from a seed, in constant memory.

Ordinary subscribers call the people they know, and two campaigns call everybody. What every number is, is known, so
that detection can be measured. No figure from here says anything about a real network.
"""

from training.simulator.scenario import KINDS, NORMAL, ROBOCALL, WANGIRI, Record, Scenario
from training.simulator.stream import labels, simulate

__all__ = ["KINDS", "NORMAL", "ROBOCALL", "WANGIRI", "Record", "Scenario", "labels", "simulate"]
