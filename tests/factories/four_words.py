"""Four words that take no time to try: in most tests they are only right or wrong."""

from groundswell.foundation.kit import receipts

IN_LIFE = dict(receipts.COST)


def make_cheap():
    """For this process. What a try costs in life stands in `tests/rules/test_receipts.py`."""
    receipts.COST["n"] = 2**4
