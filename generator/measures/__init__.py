"""The domain's rules: states, counts, who must report, targets against figures, consistency.

In: a `Portal` and a day.
Out: standings, counts and frames of numbers.
"""
