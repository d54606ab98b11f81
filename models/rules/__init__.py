"""Rules as data: the YAML files beside this one, and what reads, compiles and evaluates them.

`parse` makes rules of the text of files, `rule_set` compiles them and judges whole batches of callers. Nothing here
touches a disk; `app.rule_files` reads the files and sees when they change. docs/rules.md tells how to write a rule.
"""

from models.rules.errors import RuleError
from models.rules.fire import MAX_RULES
from models.rules.parse import parse_files, parse_rules
from models.rules.rule import FRAUD_TYPES, SEVERITIES, STATES, SUBJECTS, Condition, Rule
from models.rules.rule_set import Reason, RuleSet

__all__ = [
    "FRAUD_TYPES",
    "MAX_RULES",
    "SEVERITIES",
    "STATES",
    "SUBJECTS",
    "Condition",
    "Reason",
    "Rule",
    "RuleError",
    "RuleSet",
    "parse_files",
    "parse_rules",
]
