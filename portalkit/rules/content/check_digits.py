"""Check digits of the codes of organisations (GB 11714, GB 32100)."""

from __future__ import annotations

_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def is_organisation_code(code: str) -> bool:
    """组织机构代码: eight digits and a check digit (``X`` is 10), without a hyphen."""
    if len(code) != 9 or not (code[:8].isascii() and code[:8].isdigit()):
        return False
    rest = 11 - sum(int(sign) * weight for sign, weight in zip(code, _ORGANISATION_WEIGHTS, strict=False)) % 11
    return code[8] == {10: "X", 11: "0"}.get(rest, str(rest))


def is_credit_code(code: str) -> bool:
    """统一社会信用代码: 17 signs and a check sign."""
    if len(code) != 18 or any(sign not in _CREDIT for sign in code):
        return False
    total = sum(_CREDIT.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return code[17] == _CREDIT[-total % 31]
