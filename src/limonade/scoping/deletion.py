from collections import defaultdict
from typing import Any

from django.db.models import Model
from django.db.models.deletion import Collector
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE


class ScopedCollector(Collector):
    """Deletes by Django's rules, but every DELETE also names the neighbourhood; Django's own names ids only.

    Sends no pre_delete and post_delete signals: Limonade has none.
    """

    def delete(self) -> tuple[int, dict[str, int]]:
        collected: dict[type[Model], Any] = self.data
        self.data = defaultdict(set)
        for model, rows in collected.items():
            ids = sorted(row.pk for row in rows)
            for start in range(0, len(ids), GET_ITERATOR_CHUNK_SIZE):
                chunk = ids[start : start + GET_ITERATOR_CHUNK_SIZE]
                self.fast_deletes.append(model._base_manager.using(self.using).filter(pk__in=chunk))
        return super().delete()
