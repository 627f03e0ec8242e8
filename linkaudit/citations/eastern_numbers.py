"""Numbers in East Asian dates: counted by eras, written out in Chinese characters, in wide digits."""

from __future__ import annotations

from linkaudit import data

_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1}
_TEN, _TENS = 10, {"十": 1, "廿": 2, "卅": 3}
DIGITS = "".join(_DIGITS)
TENS = "".join(_TENS)


def eras() -> dict[str, int]:
    """Map the names of eras to what is added to their years."""
    years: dict[str, int] = data.load("eras")["years"]
    return years


def number(text: str) -> int:
    """Read a number up to 39 or a row of digits: `十二`, `二十一`, `廿三`, `二〇一八`, `元`, `12`, `１２`."""
    if text.isdecimal():
        return int(text)
    ten = next((place for place, sign in enumerate(text) if sign in _TENS), None)
    if ten is None:
        return int("".join(str(_DIGITS[sign]) for sign in text))
    tens = _DIGITS[text[0]] if ten else _TENS[text[ten]]
    return tens * _TEN + (_DIGITS[text[ten + 1]] if ten + 1 < len(text) else 0)
