"""The tests. Run them with `python3 run.py test`, or the quick part with `python3 run.py check`.

pytest imports this package before the settings, so here every test process gets a place of its own.
"""

import sys

if "pytest" in sys.modules:
    from tests.own_place import make_own_place

    make_own_place()
