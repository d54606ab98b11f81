"""What can be wrong with the files that tell the truth.

TrainingError
└── EvaluationError
    └── LabelError    a line of a label or victim file cannot be read

Each message is one sentence for a person; it names file and line.
"""

from __future__ import annotations

from training.errors import TrainingError


class EvaluationError(TrainingError):
    """Root of the errors of `training.evaluation`."""


class LabelError(EvaluationError):
    """A line of a label or victim file cannot be read."""
