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

from policylint.rulebook.suggest import did_you_mean

_T = TypeVar("_T", bound=msgspec.Struct)
_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]|\[(?:\.\.\.|'([^']*)')\]")
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
            self._data = YAML(typ="rt").load(text)
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
        try:
            return msgspec.convert(_plain(self._data), shape, strict=True)
        except msgspec.ValidationError as error:
            message, _, where = str(error).partition(" - at `")
            steps = [_key(found) for found in _STEP.finditer(where.rstrip("`"))]
            raise self._explained(message, steps, shape) from None

    def problem(self, steps: Iterable[str | int], message: str, *, column: int = 1) -> MistakeError:
        """A mistake at the value that `steps` lead to, `column` (from 1) characters into it."""
        line, start = self._place(list(steps), column)
        return MistakeError(f"{self.path}:{line}:{start}: {message}")

    def _explained(self, message: str, steps: list[str | int], shape: type[msgspec.Struct]) -> MistakeError:
        unknown = _UNKNOWN.match(message)
        if unknown:
            known = sorted({name for struct in _structs(shape) for name in struct.__struct_encode_fields__})
            return self.problem([*steps, unknown[1]], f"unknown key {unknown[1]!r}{did_you_mean(unknown[1], known)}")
        return self.problem(steps, message[0].lower() + message[1:])

    def _place(self, steps: list[str | int], column: int) -> tuple[int, int]:
        node: Any = self._data
        line, start, value = 0, 0, node
        for step in steps:
            if isinstance(node, CommentedMap) and step in node:
                line, start = (
                    node.lc.value(step)
                    if not isinstance(node[step], CommentedMap | CommentedSeq)
                    else node.lc.key(step)
                )
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line, start = node.lc.item(step)
            else:
                break
            value = node = node[step]
        if isinstance(value, SingleQuotedScalarString | DoubleQuotedScalarString):
            start += 1
        inside = column - 1 if isinstance(value, str) else 0
        return line + 1, start + 1 + inside


def _plain(node: Any) -> Any:
    """Plain Python data out of ruamel's."""
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return str(node) if isinstance(node, str) else node


def _key(found: re.Match[str]) -> str | int:
    return found[1] or (int(found[2]) if found[2] else found[3] or "")


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
