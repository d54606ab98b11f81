"""Errors that a user sees as one sentence.

    RingfenceError      exit 1
    ├── SettingsError   a setting is missing, malformed or contradicts another
    ├── BrokerError     Kafka cannot be installed, started or reached
    ├── TopicError      a topic is missing or has the wrong shape
    ├── ModelError      the model file is missing, damaged or made for other features
    ├── DataError       a file of training or test data cannot be used
    ├── StateError      stored state has another layout version or cannot be read
    ├── RuleFileError   the rule files are missing, unreadable or wrong
    ├── ListFileError   an allow or block list is missing, unreadable or wrong
    ├── PolicyFileError the policy of decisions is missing, unreadable or wrong
    ├── ApiError        no worker answers, or it answers with a problem
    └── UsageError      exit 2: the command line asks for something that does not exist

The command line prints the text of any of them, without a traceback, and exits with its `exit_code`. Errors of other
libraries are mapped to these where they cross into Ringfence.
"""

from typing import ClassVar


class RingfenceError(Exception):
    """Root of every error whose text is meant for a user: one sentence that says what is wrong and what to do."""

    exit_code: ClassVar[int] = 1


class SettingsError(RingfenceError):
    """A setting is missing, malformed or contradicts another."""


class BrokerError(RingfenceError):
    """Kafka cannot be installed, started or reached."""


class TopicError(RingfenceError):
    """A topic is missing, or exists with another shape than the settings ask for."""


class ModelError(RingfenceError):
    """The model file is missing, damaged or made for other features."""


class StateError(RingfenceError):
    """Stored state has another layout version, or cannot be read."""


class DataError(RingfenceError):
    """A file of data to train or test on cannot be used."""


class RuleFileError(RingfenceError):
    """The rule files are missing, unreadable or wrong; the text names file and line."""


class ListFileError(RingfenceError):
    """An allow or block list is missing, unreadable or wrong; the text names file and line."""


class PolicyFileError(RingfenceError):
    """The policy of decisions is missing, unreadable or wrong; the text names file and line."""


class ApiError(RingfenceError):
    """No worker answers, or it answers with a problem."""


class UsageError(RingfenceError):
    """The command line asks for something that does not exist."""

    exit_code: ClassVar[int] = 2
