"""Stream processors: one thin module per agent, and the loop that drains a stream exactly."""
