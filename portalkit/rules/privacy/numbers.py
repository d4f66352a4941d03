"""Numbers that tell who somebody is: found however they are written, and told from their look-alikes.

- 公民身份号码 (GB 11643): province, a day that existed, check digit (ISO 7064 MOD 11-2).
- Bank cards: length and first digits of Chinese issuers, Luhn's check digit (ISO/IEC 7812).
- Mobile numbers: eleven digits from 13 to 19.

A number may be split by blanks or hyphens as people group digits; a row of numbers in a table is no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portalkit.patterns import regex

_PROVINCES = frozenset(
    (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)
)
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_RUN = regex(r"\d(?<![0-9A-Za-z.*]\d)(?:[ \t‐‑–—-]{0,2}\d){9,22}(?:[ \t‐‑–—-]{0,2}[Xx])?(?![0-9A-Za-z*.,%])", re.ASCII)
_GAP = regex(r"[ \t‐‑–—-]+")
_CARD_STARTS = ("62", "60", "4", "51", "52", "53", "54", "55", "35", "37", "95", "94")
_MOBILE = regex(r"1[3-9]\d{9}", re.ASCII)
_UNIT = regex(r"\s?(?:[万亿]?元|[万亿吨亩户度株]|[平立]方|公斤|公里|千瓦)")
_SERIAL = regex(r"(?:单号|受理号|流水号|编号|业务号|订单|运单)[:：]?\s?$")
_MOBILES = "3-4-4 3-8 7-4 4-4-3"
_IDENTITIES = "6-8-4 6-4-4-4 6-12 14-4 10-8 6-8-3-1 17-1 3-3-4-4-4 3-3-8-4 4-4-4-4-2 6-4-2-2-4 4-4-4-6 6-6-6 9-9 8-10"
_CARDS = "4-4-4-4 4-4-4-4-1 4-4-4-4-2 4-4-4-4-3 6-10 6-13 6-12 8-8 8-11 4-15"
_GROUPINGS = frozenset(tuple(map(int, one.split("-"))) for one in f"{_MOBILES} {_IDENTITIES} {_CARDS}".split())
"""How people group the digits of one number; a row of a table hardly ever falls into the same lengths."""
_SHORTEST = 10
_LONG = 15
_MOST_GROUPS = 5
_OLDEST = 1880


@dataclass(frozen=True, slots=True)
class Number:
    """A run of digits: ``digits`` without what splits it, ``place`` of its first digit."""

    digits: str
    place: int

    @property
    def masked(self) -> str:
        """Short enough and blind enough for a report, which must not repeat what it complains of."""
        return f"{self.digits[:3]}{'*' * (len(self.digits) - 7)}{self.digits[-4:]}"


@lru_cache(maxsize=8)
def numbers(text: str) -> tuple[Number, ...]:
    """Every run of digits that one number could be; of several beside each other also each by itself."""
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    for found in _RUN.finditer(text):
        groups = _GAP.split(found.group())
        if _is_one_number(groups):
            yield Number("".join(groups).upper(), found.start())
        if len(groups) > 1:
            yield from _among(groups, text, found.start())


def _among(groups: list[str], text: str, place: int) -> Iterator[Number]:
    """Numbers among the groups of a row: long ones by themselves, and neighbours that make up a long number."""
    for first, group in enumerate(groups):
        place = text.index(group, place)
        if len(group) >= _SHORTEST:
            yield Number(group.upper(), place)
        for last in range(first + 2, min(first + _MOST_GROUPS, len(groups)) + 1):
            part = groups[first:last]
            if len(part) < len(groups) and _is_one_number(part) and sum(map(len, part)) >= _LONG:
                yield Number("".join(part).upper(), place)
        place += len(group)


def _is_one_number(groups: list[str]) -> bool:
    lengths = tuple(len(group) for group in groups)
    return len(groups) == 1 or set(lengths) == {1} or lengths in _GROUPINGS


def is_identity_number(digits: str, *, until: date) -> bool:
    """Whether 18 signs are a 公民身份号码 of somebody who was born by that day."""
    if len(digits) != 18 or not digits[:17].isdigit() or int(digits[:2]) not in _PROVINCES:
        return False
    born = _day(digits[6:14])
    if born is None or born.year < _OLDEST or born > until:
        return False
    total = sum(int(sign) * weight for sign, weight in zip(digits, _ID_WEIGHTS, strict=False))
    return digits[17] == _ID_CHECKS[total % 11]


def born_on(digits: str) -> date:
    """The day of birth in a 公民身份号码."""
    return date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))


def is_old_identity_number(digits: str) -> bool:
    """Whether 15 digits have the form of an identity number of the first generation; it has no check digit."""
    if len(digits) != 15 or not digits.isdigit() or int(digits[:2]) not in _PROVINCES:
        return False
    return _day(f"19{digits[6:12]}") is not None


def is_card_number(digits: str) -> bool:
    """Whether 16 to 19 digits are a bank card by its first digits and its check digit."""
    if not 16 <= len(digits) <= 19 or not digits.isdigit() or not digits.startswith(_CARD_STARTS):
        return False
    if len(digits) != 16 and not digits.startswith("6"):
        return False
    return _luhn(digits) and len(set(digits)) > 1


def is_mobile_number(digits: str) -> bool:
    """Whether eleven digits are a mobile number."""
    return _MOBILE.fullmatch(digits) is not None


def mobile_numbers(text: str) -> tuple[Number, ...]:
    """Every mobile number of a text: not an amount, nor the number of something else."""
    return tuple(
        number
        for number in numbers(text)
        if is_mobile_number(number.digits)
        and not _UNIT.match(text, number.place + len(number.digits))
        and not _SERIAL.search(text[max(number.place - 8, 0) : number.place])
    )


def _luhn(digits: str) -> bool:
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
