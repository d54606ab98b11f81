"""What is wrong with a rule file."""


class RuleError(ValueError):
    """A rule file cannot be used.

    Attributes:
        file: name of the file, as it was given to the parser.
        line: line of the offending entry, counted from 1.
        reason: what is wrong there, in one sentence without a full stop.

    >>> str(RuleError("wangiri.yaml", 12, "risk is missing"))
    'wangiri.yaml:12: risk is missing'
    """

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.file, self.line, self.reason = file, line, reason
