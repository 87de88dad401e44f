"""One YAML file. In: its path and text. Out: typed data that knows the line and column of every value in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

from policylint.suggest import did_you_mean

_T = TypeVar("_T", bound=msgspec.Struct)
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]|\[\.\.\.\]")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]+)`")


class MistakeError(Exception):
    """A mistake in a rulebook file: `path:line:column: what is wrong`."""


class YamlFile:
    """A file, parsed, with places."""

    def __init__(self, path: str, text: str) -> None:
        """Parse.

        Raises:
            MistakeError: it is not YAML.
        """
        self.path = path
        try:
            yaml = YAML(typ="rt")
            yaml.preserve_quotes = True  # a place inside a quoted text is one column further
            self._data = yaml.load(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            raise MistakeError(f"{path}:{line}:{column}: not YAML: {error.problem or error.context}") from None
        except ValueError as error:
            raise MistakeError(f"{path}:1:1: not YAML: {error}") from None

    def decode(self, shape: type[_T]) -> _T:
        """The file as `shape`.

        Raises:
            MistakeError: a key or value does not fit.
        """
        if not isinstance(self._data, CommentedMap):
            got = "nothing" if self._data is None else "a list or text"
            raise MistakeError(f"{self.path}:1:1: expected keys with values, got {got}")
        data = _plain(self._data)
        try:
            return msgspec.convert(data, shape)
        except msgspec.ValidationError as error:
            message, _, where = str(error).partition(" - at `")
            steps = _named([_step(found) for found in _STEP.finditer(where)], data, shape)
            raise self._explained(message, steps, shape) from None

    def problem(self, steps: Iterable[str | int], message: str, *, column: int = 1) -> MistakeError:
        """A mistake at the value that `steps` lead to, `column` (from 1) characters into it."""
        line, start = self._place(list(steps), column)
        return MistakeError(f"{self.path}:{line}:{start}: {message}")

    def _explained(self, message: str, steps: list[str | int], shape: type[msgspec.Struct]) -> MistakeError:
        unknown = _UNKNOWN.match(message)
        if unknown:
            known = sorted({name for struct in _structs(shape) for name in struct.__struct_encode_fields__})
            line, column = self._place([*steps, unknown[1]], 1, at_key=True)
            hint = did_you_mean(unknown[1], known)
            return MistakeError(f"{self.path}:{line}:{column}: unknown key {unknown[1]!r}{hint}")
        return self.problem(steps, message[0].lower() + message[1:])

    def _place(self, steps: list[str | int], column: int, *, at_key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value that `steps` lead to; of a mapping or list the place of its key."""
        node: Any = self._data
        line, start = 0, 0
        for step in steps:
            if isinstance(node, CommentedMap) and step in node:
                nested = isinstance(node[step], CommentedMap | CommentedSeq)
                line, start = node.lc.key(step) if nested or at_key else node.lc.value(step)
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line, start = node.lc.item(step)
            else:
                break
            node = node[step]
        if not isinstance(node, str) or at_key:
            return line + 1, start + 1
        quote = isinstance(node, SingleQuotedScalarString | DoubleQuotedScalarString)
        return line + 1, start + quote + column


def _plain(node: Any) -> Any:
    """Plain Python data out of ruamel's."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def _step(found: re.Match[str]) -> str | int | None:
    """A step of msgspec's path to a mistake; None for "some key of this mapping"."""
    return found[1] or (int(found[2]) if found[2] else None)


def _named(steps: Iterable[str | int | None], data: Any, shape: type[msgspec.Struct]) -> list[str | int]:
    """The path with every "some key" replaced by the first key that is mistaken when it is alone in its mapping."""
    named: list[str | int] = []
    for step in steps:
        if step is not None:
            named.append(step)
            continue
        node = data
        for before in named:
            node = node[before]
        kept = dict(node)
        for key, value in kept.items():
            node.clear()
            node[key] = value
            try:
                msgspec.convert(data, shape)
            except msgspec.ValidationError:
                named.append(key)
                break
        node.clear()
        node.update(kept)
    return named


def _structs(shape: type[msgspec.Struct]) -> set[type[msgspec.Struct]]:
    """The struct types a shape is made of, itself included."""
    seen: set[type[msgspec.Struct]] = set()
    pending: list[Any] = [msgspec.inspect.type_info(shape)]
    while pending:
        info = pending.pop()
        if isinstance(info, msgspec.inspect.StructType):
            if info.cls in seen:
                continue
            seen.add(info.cls)
            pending.extend(field.type for field in info.fields)
        elif isinstance(info, msgspec.inspect.UnionType):
            pending.extend(info.types)
        elif isinstance(info, msgspec.inspect.VarTupleType):
            pending.append(info.item_type)
        elif isinstance(info, msgspec.inspect.DictType):
            pending.append(info.value_type)
    return seen
