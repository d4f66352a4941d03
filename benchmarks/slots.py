"""What planted sentences leave open: made-up people and numbers, the same for the same seed.

Numbers that have a check digit get a right one where the slot says so, and a wrong one where it says that.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date, timedelta

_SLOT = re.compile(r"\{(\w+)\}")
_SURNAMES = "马王李张杨田哈穆丁金白海买禹虎苏冶妥撒罗"
_GIVEN = tuple(
    "建国秀兰玉梅志强海燕文斌小军彩霞永福金花德明晓红国栋桂英学礼丽娟全保春梅耀祖凤琴"[n : n + 2]
    for n in range(0, 40, 2)
)
_VILLAGES = ("北山乡石湾村三组", "南川镇柳沟村一组", "东河乡阳洼村五组", "城关镇新民社区")
_DIVISIONS = ("640499", "640103", "640381", "610122", "620921")
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


class Slots:
    """Fills the open places of a text; every place anew."""

    def __init__(self, chance: random.Random, published: date) -> None:
        """``published`` is the day of the article: people were born, and things happened, before it."""
        self._chance = chance
        self._published = published
        self._makers: dict[str, Callable[[], str]] = {
            "name": lambda: self._one(_SURNAMES) + self._one(_GIVEN),
            "surname": lambda: self._one(_SURNAMES),
            "village": lambda: self._one(_VILLAGES),
            "id": self.identity,
            "id_x": lambda: self._ending("X").replace("X", "x"),
            "id_wide": lambda: self.identity().translate(_WIDE),
            "id_blank": lambda: _parted(self.identity(), " "),
            "id_hyphen": lambda: _parted(self.identity(), "-"),
            "id_masked": lambda: self.identity()[:4] + "*" * 10 + self._digits(4),
            "id15": lambda: (
                f"{self._one(_DIVISIONS)}{self._day(1938, 1968):%y%m%d}{self._digits(2)}{self._one('13579')}"
            ),
            "serial18": self._serial,
            "exam": self._exam,
            "uscc": self.credit_code,
            "uscc_digits": self._credit_digits,
            "mobile": self._mobile,
            "mobile_blank": lambda: "{} {} {}".format(*_thirds(self._mobile())),
            "mobile_wide": lambda: self._mobile().translate(_WIDE),
            "mobile_masked": lambda: f"{self._mobile()[:3]}****{self._digits(4)}",
            "landline": lambda: f"0954-{self._one('23')}{self._digits(6)}",
            "card": self.card,
            "card_blank": lambda: " ".join(re.findall("....|.+", self.card())),
            "card_masked": lambda: f"{self.card()[:4]}***********{self._digits(4)}",
            "account": lambda: f"29{self._digits(15)}",
            "amount": lambda: f"{int(self._digits(4)) + 100}.{self._digits(2)}万",
            "date": lambda: f"{self._published.year}年{self._chance.randint(1, 2)}月{self._chance.randint(1, 28)}日",
            "day8": lambda: f"{self._published - timedelta(days=self._chance.randint(1, 60)):%Y%m%d}",
            "published": lambda: f"{self._published - timedelta(days=1)} 17:05",
            "title_base": lambda: "示例县重点工作参考材料",
        }

    def fill(self, text: str) -> str:
        """A text with all its places filled; raises ``KeyError`` for a place nobody knows."""
        return _SLOT.sub(lambda found: self._make(found[1]), text)

    def _make(self, name: str) -> str:
        if name.startswith("digits"):
            return self._digits(int(name.removeprefix("digits")))
        return self._makers[name]()

    def identity(self) -> str:
        """居民身份证号 with a right check digit (GB 11643)."""
        body = f"{self._one(_DIVISIONS)}{self._day(1940, 2012):%Y%m%d}{self._digits(3)}"
        return body + _check(body)

    def credit_code(self) -> str:
        """统一社会信用代码 with a right check sign (GB 32100)."""
        body = f"91{self._one(_DIVISIONS)}MA{''.join(self._one(_CREDIT) for _ in range(7))}"
        total = sum(_CREDIT.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
        return body + _CREDIT[-total % 31]

    def card(self) -> str:
        """A bank card of 19 digits with a right check digit (ISO/IEC 7812)."""
        body = self._one(("622848", "621700", "621799", "623058")) + self._digits(12)
        total = 0
        for place, sign in enumerate(reversed(body)):
            value = int(sign) * (2 if place % 2 == 0 else 1)
            total += value - 9 if value > 9 else value
        return body + str(-total % 10)

    def _ending(self, sign: str) -> str:
        while True:
            number = self.identity()
            if number.endswith(sign):
                return number

    def _serial(self) -> str:
        number = self.identity()
        return number[:17] + self._one([sign for sign in "0123456789" if sign != number[17]])

    def _exam(self) -> str:
        return self._one(
            (f"2026{self._digits(8)}", f"64049926{self._digits(7)}", f"640499{self._published.year}{self._digits(8)}")
        )

    def _credit_digits(self) -> str:
        while True:
            body = f"12{self._one(_DIVISIONS)}4{self._digits(8)}"
            total = sum(int(sign) * pow(3, place, 31) for place, sign in enumerate(body))
            if -total % 31 < 10:
                return f"{body}{-total % 31}"

    def _mobile(self) -> str:
        return f"1{self._one(('39', '38', '59', '86', '95', '77'))}{self._digits(8)}"

    def _day(self, first: int, last: int) -> date:
        return date(self._chance.randint(first, last), 1, 1) + timedelta(days=self._chance.randint(0, 364))

    def _digits(self, count: int) -> str:
        return "".join(self._one("0123456789") for _ in range(count))

    def _one(self, of: str | tuple[str, ...] | list[str]) -> str:
        return of[int(self._chance.random() * len(of))]


def _check(body: str) -> str:
    return "10X98765432"[sum(int(sign) * weight for sign, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def _parted(number: str, sign: str) -> str:
    return sign.join((number[:6], number[6:14], number[14:]))


def _thirds(number: str) -> tuple[str, str, str]:
    return number[:3], number[3:7], number[7:]
