"""The house rules that import-linter cannot tell (docs/architecture.md)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from samsyn.history.versions import VersionRow

SOURCE = Path(__file__).resolve().parent.parent / "src" / "samsyn"
ORDER = [
    "kit", "history", "organisation", "post", "cases", "governance", "register", "inquiries", "money",
    "audits", "planning", "oversight", "intake",
]  # fmt: skip
FILES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
ROOM_FILES = [path for path in FILES if path.relative_to(SOURCE).parts[0] in settings.ROOMS]
WRITES = {
    "save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete", "update", "create_user",
}  # fmt: skip


def own_models() -> list[type[models.Model]]:
    return [
        model
        for room in settings.ROOMS
        for model in apps.get_app_config(room).get_models()
        if not issubclass(model, VersionRow)
    ]


def versioned() -> set[str]:
    return {model.__name__ for model in own_models() if hasattr(model, "history")}


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def is_writer(path: Path) -> bool:
    """Return whether the file is a room's actions, or the history that they write through."""
    room, file, *_ = *path.relative_to(SOURCE).parts, ""
    return (room in settings.ROOMS and file in ("actions.py", "actions")) or (room, file) == (
        "history",
        "versions.py",
    )


def calls(path: Path) -> Iterator[tuple[ast.Call, ast.Attribute]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node, node.func


def on_objects(owner: ast.expr) -> str:
    """Return the model's name when an expression starts as `Model.objects` or `Model.history`, else nothing."""
    while isinstance(owner, ast.Call | ast.Attribute):
        if (
            isinstance(owner, ast.Attribute)
            and owner.attr in ("objects", "history")
            and isinstance(owner.value, ast.Name)
        ):
            return owner.value.id
        owner = owner.func if isinstance(owner, ast.Call) else owner.value
    return ""


def test_rooms_are_named_once_and_in_the_order_of_the_plan() -> None:
    assert sorted(settings.ROOMS, key=ORDER.index) == [room for room in ORDER if room != "kit"]


def test_keys_point_to_the_same_room_or_a_lower_one() -> None:
    wrong = [
        f"{model.__name__}.{field.name} → {field.remote_field.model.__name__}"
        for model, field in keys()
        if ORDER.index(field.remote_field.model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert wrong == []


def test_a_key_to_another_room_adds_nothing_to_that_room() -> None:
    named = [
        f"{model.__name__}.{field.name} needs related_name='+'"
        for model, field in keys()
        if field.remote_field.model._meta.app_label != model._meta.app_label
        and field.remote_field.related_name != "+"
    ]
    assert named == []


def keys() -> Iterator[tuple[type[models.Model], Any]]:
    """Return every key between own models; Django's groups on our User are not ours."""
    for model in own_models():
        for field in model._meta.get_fields():
            if (
                isinstance(field, models.ForeignKey)
                and field.remote_field.model._meta.app_label in settings.ROOMS
            ):
                yield model, field


def test_a_models_docstring_ends_with_its_swedish_word() -> None:
    silent = [
        model for model in own_models() if not re.search(r" \[[a-zåäö][^\[\]]*\]\.$", model.__doc__ or "")
    ]
    assert silent == []


def test_rows_are_written_by_actions_only() -> None:
    written = [
        f"{named(path)}:{call.lineno} .{function.attr}()"
        for path in FILES
        if not is_writer(path) and path.parent.name != "formats"  # those save files, no rows
        for call, function in calls(path)
        if function.attr in WRITES and (on_objects(function.value) or function.attr in ("save", "delete"))
    ]
    assert written == []


def test_versioned_rows_are_written_with_their_versions() -> None:
    bare = [
        f"{named(path)}:{call.lineno} {on_objects(function.value)}.{function.attr}()"
        for path in FILES
        for call, function in calls(path)
        if function.attr in WRITES and on_objects(function.value) in versioned()
    ]
    assert bare == []


def test_a_file_has_at_most_400_lines() -> None:
    assert [named(path) for path in FILES if len(path.read_text().splitlines()) > 400] == []


def test_a_function_has_at_most_40_lines() -> None:
    assert [
        f"{named(path)}: {node.name}"
        for path in FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ] == []


def test_every_public_function_and_class_says_what_it_does() -> None:
    assert [
        f"{named(path)}: {node.name}"
        for path in FILES
        for node in public(tree(path))
        if not ast.get_docstring(node)
    ] == []


def public(scope: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Return the functions and classes of a module that others may use, with the methods of its classes."""
    for node in scope.body:
        if (
            isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and node.name != "Meta"
        ):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def test_no_room_listens_to_signals() -> None:
    assert [
        f"{named(path)}:{node.lineno}"
        for path in ROOM_FILES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals")
    ] == []


def test_no_model_overrides_save_or_delete() -> None:
    assert [model for model in own_models() if {"save", "delete"} & set(vars(model))] == []
