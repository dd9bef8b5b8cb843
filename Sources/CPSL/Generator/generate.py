#!/usr/bin/env python3
"""Makes LongSuffixes.inc anew from the list that libpsl was built with (Debian's publicsuffix): run it after either changes.

A public suffix of two labels or more is a rule of the list whose last two labels are a host's last two. Their hashes
stand in a table of bits; so do the top labels with a wildcard. What is in the table is asked of libpsl, and every other
host has its last label for its public suffix.
"""
import pathlib

source = pathlib.Path("/usr/share/publicsuffix/public_suffix_list.dat")
words = 1024


def hashed(text):
    value = 0xCBF29CE484222325
    for byte in reversed(text.encode()):
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


bits = [0] * words
for line in source.read_text("utf-8").split("\n"):
    rule = line.split()[0].lstrip("!") if line.split() and not line.startswith("//") else ""
    labels = rule.split(".")
    # Labels beyond ASCII, and their punycode, are always asked for.
    if len(labels) < 2 or not rule.isascii():
        continue
    last = labels[-1] if labels[-2] == "*" else ".".join(labels[-2:])
    value = hashed(last)
    for shift in (0, 32):
        bit = value >> shift & words * 64 - 1
        bits[bit >> 6] |= 1 << (bit & 63)

out = pathlib.Path(__file__).parent.parent / "LongSuffixes.inc"
with out.open("w") as file:
    file.write("// Hashes of public suffixes of several labels, made by Generator/generate.py from the Public Suffix List\n")
    file.write("// (https://publicsuffix.org, MPL-2.0) of Debian's publicsuffix. Not to be edited.\n")
    file.write(f"static const uint64_t long_suffixes[{words}] = {{\n")
    for index in range(0, words, 6):
        file.write(" ".join(f"{word:#x}," for word in bits[index : index + 6]) + "\n")
    file.write("};\n")
