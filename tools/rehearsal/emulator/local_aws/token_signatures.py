"""JWT authorizers check signatures as on AWS. The emulator would use the package cryptography, and refuses every token
without it; verifying RS256 is one power (RFC 8017, 8.2.2)."""

import base64
import hashlib

from ministack.services import apigateway

SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


def apply() -> None:
    apigateway._verify_rs256_signature = is_signed


def is_signed(token: str, key: dict[str, str]) -> bool:
    signed, _, signature = token.rpartition(".")
    modulus, exponent = number(key["n"]), number(key["e"])
    size = (modulus.bit_length() + 7) // 8
    digest = SHA256_DIGEST_INFO + hashlib.sha256(signed.encode()).digest()
    expected = b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest
    return pow(number(signature), exponent, modulus) == int.from_bytes(expected, "big")


def number(text: str) -> int:
    return int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), "big")
