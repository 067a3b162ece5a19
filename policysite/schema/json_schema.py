"""JSON schemas of the data files, from the models: editors complete and explain by them.

Each data file names its own on its first line: # yaml-language-server: $schema=…
"""

import json
from dataclasses import fields
from pathlib import Path

from pydantic import TypeAdapter

from policysite.schema.data import Data
from policysite.schema.yaml_lines import Entry

FOLDER = Path("policysite/schema/json")


def write(root: Path) -> None:
    """Writes the schema of each file that has a model."""
    for field in fields(Data):
        if field.type is not Entry:
            schema = TypeAdapter(field.type).json_schema()
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            (root / FOLDER / f"{field.name}.json").write_text(text, "utf-8")
