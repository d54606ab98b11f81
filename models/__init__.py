"""The domain, pure: numbers, calls, profiles, features, forest, rules and verdicts; no I/O, no Faust, no clock."""
