"""JSON schemas of the data files, from the models: editors complete and explain by them.

Each data file names its own on its first line: # yaml-language-server: $schema=…
"""

import json
from pathlib import Path

from policysite.schema.data import KINDS
from policysite.schema.policy import Policy, Review

FOLDER = Path("policysite/schema/json")


def schemas() -> dict[str, dict]:
    """By a data file's name: a mapping of short names to entries of its kind."""
    found = {
        name: {
            "type": "object",
            "propertyNames": {"pattern": "^[a-z][a-z0-9_-]*$"},
            "additionalProperties": entry(model),
        }
        for name, model in KINDS.items()
    }
    policy = entry(Policy)
    policy["properties"]["reviews"] = {"type": "array", "items": entry(Review)}
    return found | {"policy": policy}


def entry(model) -> dict:
    """One entry. What may be left out may also stay empty."""
    schema = model.model_json_schema(by_alias=True)
    schema.pop("title", None)
    return schema


def write(root: Path) -> None:
    """Writes each schema below `root`, and names it on its data file's first line."""
    (root / FOLDER).mkdir(exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (root / FOLDER / f"{name}.json").write_text(text, "utf-8")
        data, line = root / "data" / f"{name}.yaml", first_line(name)
        source = data.read_text("utf-8")
        if not source.startswith(line):
            data.write_text(f"{line}\n{source}", "utf-8")


def first_line(name: str) -> str:
    return f"# yaml-language-server: $schema=../{FOLDER.as_posix()}/{name}.json"
