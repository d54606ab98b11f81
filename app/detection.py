"""What judges calls in a worker: the engine, with rules, lists and policy that follow their files,
and the lists the topic `lists` too.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.deciding import Decider
from app.list_files import ListWatcher
from app.list_topic import ListTopic
from app.policy_files import PolicyWatcher
from app.rule_files import RuleWatcher
from app.rule_switches import RuleSwitches
from app.settings import Settings
from models.engine import Engine
from models.facts import NAMES, facts_of
from models.listing import Listing
from models.model import Model
from models.profile import new_profiles
from models.rules import RuleSet
from models.rules.switch import Switch

log = logging.getLogger(__name__)

#: Seconds between two looks at the files.
LOOK = 3.0
_DAY = 86_400

Alone = Callable[[Callable[[], Awaitable[None]]], Awaitable[None]]


class CountedRules(RuleSet):
    """A rule set that counts how often each rule fires, on callers of calls whether the call counted or not.

    Args:
        rules: the set.
        counts: brought up to date, by rule id.
    """

    def __init__(self, rules: RuleSet, counts: Counter[str]) -> None:
        super().__init__(rules.rules, rules.facts)
        self._counts = counts

    def fired(self, subject: str, rows: NDArray[np.float32]) -> NDArray[np.uint64]:
        """See `RuleSet.fired`."""
        masks = super().fired(subject, rows)
        some = masks[masks != 0]
        if len(some):
            times = self.counts(subject, some).tolist()
            self._counts.update({rule.id: count for rule, count in zip(self.of(subject), times, strict=True) if count})
        return masks


class Detection:
    """The engine of a worker.

    Args:
        settings: which files.
        model: the trained model.

    Attributes:
        model: the trained model.
        engine: judges calls; its rules and lists change between micro-batches only.
        listing: the entries behind its lists.
        decider: decides about numbers, by the policy.
        fired: how often each rule has fired since the start, by id.

    Raises:
        RuleFileError, ListFileError, PolicyFileError: when rules, lists or policy cannot be loaded.
    """

    def __init__(self, settings: Settings, model: Model) -> None:
        self.model = model
        self.fired: Counter[str] = Counter()
        self._rules = RuleWatcher(settings.rules, NAMES)
        self._switches = RuleSwitches()
        self._effective = self._rules.rules
        self._lists = ListWatcher(settings.allow_list, settings.block_list, settings.default_region)
        self._topic = ListTopic()
        self.listing = Listing(self._lists.entries)
        self._policy = PolicyWatcher(settings.decisions, lambda: [rule.id for rule in self.rules.rules])
        self.decider = Decider(self._policy.value)
        self._told: tuple[str | None, ...] = (None, None, None)
        retention = settings.retention_days * _DAY
        self.engine = Engine(model, self._counted(), retention, self.listing.lists)
        self.engine.warm_up()
        self.fired.clear()
        facts_of(new_profiles(1))

    def _counted(self) -> RuleSet:
        return CountedRules(self._effective, self.fired)

    @property
    def rules(self) -> RuleSet:
        """The rules in effect; asking them counts nothing."""
        return self._effective

    @property
    def rules_of_files(self) -> RuleSet:
        """The same in the states that their files say."""
        return self._rules.rules

    @property
    def switches(self) -> Mapping[str, Switch]:
        """The states that people have given rules, by id."""
        return self._switches.switches

    @property
    def rules_error(self) -> str | None:
        """Why the rule files as they are now are not in effect, one sentence; None when they are."""
        return self._rules.error

    @property
    def lists_error(self) -> str | None:
        """The same for the lists."""
        return self._lists.error

    @property
    def policy_error(self) -> str | None:
        """The same for the policy of decisions."""
        return self._policy.error

    async def look(self, alone: Alone) -> bool:
        """Look at the files, and use what has changed from the next micro-batch on; tells whether anything has.

        Args:
            alone: does some work between two micro-batches.
        """
        # Reading a long list takes a moment; meanwhile the job goes on.
        changed = await asyncio.to_thread(lambda: (self._rules.poll(), self._lists.poll(), self._policy.poll()))
        errors = (self.rules_error, self.lists_error, self.policy_error)
        for error, before in zip(errors, self._told, strict=True):
            if error is not None and error != before:
                log.error("%s What was in effect before stays.", error)
        self._told = errors
        if any(changed):
            await alone(self._swap)
        return any(changed)

    def take_entries(self, records: Sequence[Any]) -> None:
        """Take over records of the topic `lists`, in order; they count from the next `swap_lists` on."""
        self._topic.put(records)

    def forget_entries(self) -> None:
        """The topic `lists` was made anew: what it said before counts no longer."""
        self._topic.clear()

    def take_switches(self, records: Sequence[Any]) -> None:
        """Take over records of the topic `rule-states`, in order; they count from the next `swap_rules` on."""
        self._switches.put(records)

    def forget_switches(self) -> None:
        """The topic `rule-states` was made anew."""
        self._switches.clear()

    async def swap_rules(self) -> None:
        """Judge by the rules and states that are known now; call it between two micro-batches."""
        self._effective = self._switches.effective(self._rules.rules)
        self.engine.rules = self._counted()

    async def _swap(self) -> None:
        await self.swap_rules()
        self.decider.policy = self._policy.value
        self.decider.forget()
        await self.swap_lists()
        log.warning("rules %s, the lists and the policy are in effect from now on", self.engine.rules.version)

    async def swap_lists(self) -> None:
        """Judge by all entries that are known now; call it between two micro-batches."""
        self.listing = Listing((*self._lists.entries, *self._topic.entries.values()))
        self.engine.lists = self.listing.lists
