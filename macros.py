"""Where mkdocs-macros looks for the macros: policysite/macros.yaml lists them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # `mkdocs` itself can't import from here

from policysite.hooks import define_env  # noqa: E402, F401
