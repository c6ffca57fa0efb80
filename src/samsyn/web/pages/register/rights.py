"""What the visitor may do with initiatives; the same for all that belongs to the register."""

from __future__ import annotations

from samsyn.web.base.rights import today_only, writable

__all__ = ["today_only", "writable"]
