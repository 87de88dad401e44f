"""`policylint schema NAME`: the JSON Schema of what is printed or read. Out: JSON."""

from __future__ import annotations

from enum import StrEnum
from json import dumps
from typing import Annotated

import typer

from policylint.reporters.contract import schema as contract_schema


class Name(StrEnum):
    """What has a schema."""

    CHECK = "check"
    INSPECT = "inspect"
    CONFIG = "config"
    RULES = "rules"


def schema(name: Annotated[Name, typer.Argument(help="Of which output or file.", show_default=False)]) -> int:
    """Print a JSON Schema."""
    typer.echo(dumps(contract_schema(name.value), indent=2, ensure_ascii=False))
    return 0
