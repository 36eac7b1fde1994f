"""Values of the model as plain data (for JSON or TOML) and back, exactly."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from mingcha.model.month import Month

T = TypeVar("T")


class NotPlain(ValueError):
    """Plain data that does not describe the value asked for; the message says where and why, in Chinese."""


def to_plain(value: Any) -> Any:
    """Dicts, lists, strings, numbers and None; a dataclass names its type so that unions can be read back."""
    if isinstance(value, Month):
        return value.key
    if is_dataclass(value) and not isinstance(value, type):
        plain = {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
        return {"type": type(value).__name__, **plain}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): to_plain(part) for key, part in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    raise TypeError(f"{type(value).__name__} 不能写成普通数据")


def from_plain(kind: type[T], data: Any, *, where: str = "") -> T:
    """The value of this type that the data describe.

    Unknown or missing keys, wrong types and wrong choices raise NotPlain with the place and the nearest right name.
    """
    return typing.cast(T, _read(kind, data, where or kind.__name__))


def _read(kind: Any, data: Any, where: str) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _read_union(typing.get_args(kind), data, where)
    if origin is tuple:
        return _read_tuple(typing.get_args(kind), data, where)
    if kind is Month:
        return _guard(lambda: Month.from_key(int(data)), where, "月份应为 202312 这样的数字", data)
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_dataclass(kind, data, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        choices = "、".join(str(member.value) for member in kind)
        return _guard(lambda: kind(data), where, f"应为 {choices} 之一", data)
    if kind is Decimal:
        return _guard(lambda: Decimal(str(data)), where, "应为数字", data)
    if kind is date:
        return _guard(lambda: data if isinstance(data, date) else date.fromisoformat(data), where, "应为日期", data)
    right = isinstance(data, kind) and not (kind is int and isinstance(data, bool))
    if not right:
        names = {str: "文字", int: "整数", bool: "是或否（true/false）"}
        raise NotPlain(f"{where}：应为{names.get(kind, kind.__name__)}，现为 {data!r}")
    return data


def _guard(make: typing.Callable[[], Any], where: str, should: str, data: Any) -> Any:
    try:
        return make()
    except (ValueError, TypeError, ArithmeticError) as error:
        raise NotPlain(f"{where}：{should}，现为 {data!r}") from error


def _read_union(kinds: tuple[Any, ...], data: Any, where: str) -> Any:
    if data is None and type(None) in kinds:
        return None
    rest = [kind for kind in kinds if kind is not type(None)]
    if len(rest) == 1:
        return _read(rest[0], data, where)
    named = {kind.__name__: kind for kind in rest}
    name = data.get("type") if isinstance(data, Mapping) else None
    if name not in named:
        raise NotPlain(f"{where}：type 应为 {'、'.join(named)} 之一，现为 {name!r}")
    return _read(named[name], data, where)


def _read_tuple(kinds: tuple[Any, ...], data: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise NotPlain(f"{where}：应为列表，现为 {data!r}")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], part, f"{where}[{index + 1}]") for index, part in enumerate(data))
    if len(kinds) != len(data):
        raise NotPlain(f"{where}：应有 {len(kinds)} 项，现有 {len(data)} 项")
    return tuple(_read(kind, part, f"{where}[{i + 1}]") for i, (kind, part) in enumerate(zip(kinds, data, strict=True)))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read_dataclass(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise NotPlain(f"{where}：应为一组键值，现为 {data!r}")
    hints = _hints(kind)
    values: dict[str, Any] = {}
    for key, part in data.items():
        if key == "type" and "type" not in hints:
            if part != kind.__name__:
                raise NotPlain(f"{where}：type 应为 {kind.__name__}，现为 {part!r}")
            continue
        if key not in hints:
            near = get_close_matches(str(key), hints, n=1)
            hint = f"，是否为“{near[0]}”？" if near else f"，可用的有：{'、'.join(hints)}"
            raise NotPlain(f"{where}：不认识的键“{key}”{hint}")
        values[key] = _read(hints[key], part, f"{where}.{key}")
    try:
        return kind(**values)
    except TypeError as error:
        optional = {f.name for f in fields(kind) if not (f.default is MISSING and f.default_factory is MISSING)}
        missing = [name for name in hints if name not in values and name not in optional]
        raise NotPlain(f"{where}：缺少 {'、'.join(missing)}") from error
    except ValueError as error:
        raise NotPlain(f"{where}：{error}") from error
