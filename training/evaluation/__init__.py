"""What verdicts are worth: how much fraud is found, how early, how rarely in error, and how that compares.

`seen` gathers verdicts per number, `labels` reads the truth, `people` joins the two; `detection`, `timing` and `naming`
measure, `windows` makes the rows of the baselines, `report` puts it all together and `markdown` writes it down.
"""
