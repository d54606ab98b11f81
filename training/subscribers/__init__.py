"""Judging the product's feature ideas on tables of real subscribers: monthly aggregates with a fraud label."""
