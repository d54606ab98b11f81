"""Offline work: simulator, training, model file. It uses `models/`, so that what is learnt is what is scored."""
