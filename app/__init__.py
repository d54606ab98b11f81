"""Wiring: settings, the Faust app, topics, web views, the embedded broker and the command line."""
