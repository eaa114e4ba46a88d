"""Every operation and every type of api/openapi.json is in the client that openapi-python-client made: check.py FOLDER."""

import importlib
import json
import re
import sys
from pathlib import Path

folder = Path(sys.argv[1])
sys.path.insert(0, str(folder.parent))
document = json.loads((Path(__file__).parents[2] / "openapi.json").read_text())

missing = []
count = 0
for path, operations in document["paths"].items():
    for method, operation in operations.items():
        count += 1
        tag = re.sub(r"\W+", "_", operation["tags"][0])
        module = f"{folder.name}.api.{tag}.{operation['operationId']}"
        try:
            importlib.import_module(module)
        except ImportError as error:
            missing.append(f"{method.upper()} {path}: {error}")

models = importlib.import_module(f"{folder.name}.models")
objects = [name for name, schema in document["components"]["schemas"].items() if schema.get("type") == "object"]
missing += [f"type {name}" for name in objects if not hasattr(models, name)]

if missing:
    sys.exit("Not in the client:\n" + "\n".join(missing))
print(f"Python client: {count} operations, {len(objects)} types")
