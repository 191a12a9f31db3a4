"""stub until merged"""

from typing import Any

Typed = dict[str, Any]
