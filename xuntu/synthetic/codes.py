"""Identity numbers and credit codes whose check digits hold."""

from __future__ import annotations

from random import Random

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def identity_number(rng: Random, region: str, birth: str, gender: str) -> str:
    """Return an identity number (GB 11643) of a region, a birth month and a gender."""
    serial = rng.randrange(100, 998) // 2 * 2 + (1 if gender == "男" else 0)
    body = f"{region}{birth.replace('-', '')}{rng.randint(1, 28):02d}{serial:03d}"
    total = sum(int(d) * w for d, w in zip(body, _ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def credit_code(kind: str, region: str, serial: int) -> str:
    """Return a 统一社会信用代码 (GB 32100), another one for every serial number."""
    prefix = {"国有企业": "91", "事业单位": "12", "学校": "12", "医院": "12", "群团": "13"}
    digits = ""
    number = serial * 7919 + 10_000_019
    for _ in range(8):
        number, rest = divmod(number, 31)
        digits = _CHARSET[rest] + digits
    body = f"{prefix.get(kind, '11')}{region}{digits}{_CHARSET[(serial * 5) % 31]}"
    total = sum(_CHARSET.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + _CHARSET[(31 - total % 31) % 31]
