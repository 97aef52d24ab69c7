"""Hours of bad luck in minutes: the bars for a ledger that keeps money, at their full size.

    python3 run.py soak [NAMES] [--small]

One module per bar, one line per figure; where it is quick the normal tests run the same code at a small size.
"""
