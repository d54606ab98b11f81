"""Loading the model that the settings name."""

from __future__ import annotations

from app.errors import ModelError
from app.settings import Settings
from models.model import Model
from training import model_file
from training.errors import ModelFileError


def load_model(settings: Settings) -> Model:
    """The model of the settings.

    Raises:
        ModelError: in one sentence, when it is missing, damaged, or made for other features.
    """
    try:
        return model_file.load(settings.model_path)
    except ModelFileError as error:
        raise ModelError(str(error)) from error
