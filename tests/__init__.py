"""Tests: they mirror the packages, and use a real broker and a real store."""
