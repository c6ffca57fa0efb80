"""Row versions: simple-history's shadow tables, written by our acts and closed with an end."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords


class VersionRow(models.Model):
    """A stored version of a row: from when to when it was the recorded one, and by which act (radversion)."""

    history_end = models.DateTimeField(null=True)
    act_id = models.BigIntegerField()

    class Meta:
        abstract = True


class Versions(HistoricalRecords):  # type: ignore[misc]  # untyped library
    """History of a model whose every save belongs to an act; a save outside one is refused."""

    def __init__(self) -> None:
        super().__init__(bases=[VersionRow])

    def _get_history_user_fields(self) -> dict[str, Any]:
        # The act says who; a user key here would tie the history to an account that may be erased.
        return {}

    def get_extra_fields(self, model: type[models.Model], fields: Any) -> dict[str, Any]:
        """Return the shadow table's own columns: when, what kind of change; the reason lies in the act."""
        extra: dict[str, Any] = super().get_extra_fields(model, fields)
        del extra["history_change_reason"]
        return extra

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """Return the shadow table's options, with the index that as-of questions use."""
        options: dict[str, Any] = super().get_meta_options(model)
        return {**options, "indexes": [models.Index(fields=["history_date", "history_end"])]}

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        """Watch the model's saves and deletions; the library looks only afterwards, when the row is there."""
        super().finalize(sender, **kwargs)
        if self.cls is sender:
            models.signals.pre_save.connect(require_act, sender=sender, weak=False)
            models.signals.pre_delete.connect(require_act, sender=sender, weak=False)

    def create_historical_record(self, instance: Any, history_type: str, using: str | None = None) -> None:
        """Store the version that a save or a deletion leaves."""
        act = instance._act
        if history_type != "+":
            close(type(instance), [instance.pk], act.at)
        version(instance, history_type, act).save()


def require_act(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """Raise RuntimeError when a row is about to be saved or deleted and no act stands behind it."""
    if getattr(instance, "_act", None) is None:
        raise RuntimeError(f"{sender.__name__} is versioned: save it with history.actions.save")


def close(model: Any, keys: list[Any], at: datetime) -> None:
    """End the open versions of those rows at a moment."""
    shadow = _shadow(model)
    shadow.objects.filter(**{f"{model._meta.pk.attname}__in": keys}, history_end=None).update(history_end=at)


@cache
def _shadow(model: Any) -> Any:
    """Return a model's table of versions; the library builds a manager class at each look, so look once."""
    return model.history.model


def version(row: Any, kind: str, act: Any) -> Any:
    """Return an unsaved version of a row as it stands, dated by the act; kind is '+', '~' or '-'."""
    shadow = _shadow(row.__class__)
    values = {field.attname: getattr(row, field.attname) for field in shadow.tracked_fields}
    end = act.at if kind == "-" else None
    return shadow(history_date=act.at, history_type=kind, act_id=act.pk, history_end=end, **values)
