"""Alerts: what needs an analyst's decision, once for each subject and type, with a life cycle and a history."""
