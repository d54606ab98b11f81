"""What can go wrong in training.

TrainingError
├── ModelFileError      a model file is missing, damaged, or made for another program
├── ScenarioError       a scenario file is wrong (`training.simulator.scenario_file`)
├── TrainingDataError   there is too little, or nothing normal, to learn from
└── WorldsError         simulated worlds could not be made or kept

Each message is one sentence for a person, with the cure.
"""

from __future__ import annotations


class TrainingError(Exception):
    """Root of the errors of `training`."""


class ModelFileError(TrainingError):
    """A model file is missing, damaged, or made for another program."""


class TrainingDataError(TrainingError):
    """The records given are not enough to train on."""


class WorldsError(TrainingError):
    """Simulated worlds could not be made or kept."""
