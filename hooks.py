"""Where MkDocs looks for the hooks: they are in policysite/hooks.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # `mkdocs` itself can't import from here

from policysite.hooks import (  # noqa: E402, F401
    on_build_error,
    on_config,
    on_files,
    on_post_build,
    on_startup,
)
