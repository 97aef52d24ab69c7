import time
import pytest
from tests.access.doors import MATRIX
from tests.access.knock import knock, METHODS
from tests.access.who import Who

pytestmark = pytest.mark.django_db

@pytest.mark.parametrize("name", MATRIX)
def test_probe(stage, name):
    bad = []
    for n, door in enumerate(MATRIX[name]):
        for m in METHODS:
            for who in Who:
                try:
                    k = knock(stage, name, door, m, who)
                except Exception as e:
                    bad.append(f"{n} {m} {who}: EXC {type(e).__name__} {str(e)[:300]}")
                    continue
                want = door.cells(m)[who]
                if k.outcome != want:
                    bad.append(f"{n} {m} {who}: want {want}, got {k}")
    if bad:
        pytest.fail("\n".join(bad[:6] + [f"({len(bad)} total)"]), pytrace=False)
