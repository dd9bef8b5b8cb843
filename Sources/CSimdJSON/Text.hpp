// Scalars of JSON (RFC 8259): numbers, escapes, and where a line stops being text.
#ifndef SLUICE_JSON_TEXT_HPP
#define SLUICE_JSON_TEXT_HPP

#include <cstdint>

namespace sluice {

inline bool is_space(uint8_t c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
inline bool is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

/// One past the number that starts at `p`, or null where there is none.
inline const uint8_t *number_end(const uint8_t *p, const uint8_t *end) {
  if (p < end && *p == '-') p++;
  if (p == end || !is_digit(*p)) return nullptr;
  if (*p++ != '0') {
    while (p < end && is_digit(*p)) p++;
  }
  if (p < end && *p == '.') {
    if (++p == end || !is_digit(*p)) return nullptr;
    while (p < end && is_digit(*p)) p++;
  }
  if (p < end && (*p == 'e' || *p == 'E')) {
    if (++p < end && (*p == '+' || *p == '-')) p++;
    if (p == end || !is_digit(*p)) return nullptr;
    while (p < end && is_digit(*p)) p++;
  }
  return p;
}

/// The four hex digits at `p` as a number, or -1.
inline int32_t hex4(const uint8_t *p, const uint8_t *end) {
  if (end - p < 4) return -1;
  int32_t value = 0;
  for (int i = 0; i < 4; i++) {
    const uint8_t c = p[i];
    const int32_t digit = is_digit(c) ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

/// Unescapes [p, end) to `out`, which may be `p`: what comes out is never longer. One past the last byte written, or
/// null and `trouble` at the backslash. A lone surrogate has no UTF-8 form, so it is trouble, not U+FFFD.
template <bool writes>
uint8_t *unescape(const uint8_t *p, const uint8_t *end, uint8_t *out, const uint8_t *&trouble) {
  const auto put = [&](uint32_t byte) {
    if constexpr (writes) *out++ = uint8_t(byte);
  };
  while (p < end) {
    if (*p != '\\') {
      put(*p++);
      continue;
    }
    trouble = p;
    if (++p == end) return nullptr;
    const uint8_t c = *p++;
    switch (c) {
    case '"': case '\\': case '/': put(c); continue;
    case 'b': put('\b'); continue;
    case 'f': put('\f'); continue;
    case 'n': put('\n'); continue;
    case 'r': put('\r'); continue;
    case 't': put('\t'); continue;
    case 'u': break;
    default: return nullptr;
    }
    const int32_t first = hex4(p, end);
    if (first < 0 || (first & 0xFC00) == 0xDC00) return nullptr;
    uint32_t scalar = uint32_t(first);
    p += 4;
    if ((first & 0xFC00) == 0xD800) {
      if (end - p < 6 || p[0] != '\\' || p[1] != 'u') return nullptr;
      const int32_t second = hex4(p + 2, end);
      if (second < 0 || (second & 0xFC00) != 0xDC00) return nullptr;
      scalar = 0x10000 + (uint32_t(first & 0x3FF) << 10) + uint32_t(second & 0x3FF);
      p += 6;
    }
    if (scalar < 0x80) {
      put(scalar);
    } else if (scalar < 0x800) {
      put(0xC0 | scalar >> 6);
      put(0x80 | (scalar & 0x3F));
    } else if (scalar < 0x10000) {
      put(0xE0 | scalar >> 12);
      put(0x80 | (scalar >> 6 & 0x3F));
      put(0x80 | (scalar & 0x3F));
    } else {
      put(0xF0 | scalar >> 18);
      put(0x80 | (scalar >> 12 & 0x3F));
      put(0x80 | (scalar >> 6 & 0x3F));
      put(0x80 | (scalar & 0x3F));
    }
  }
  return out;
}

/// The first byte of [p, end) that is no part of valid UTF-8 (Unicode 15, table 3-7), or `end`.
inline const uint8_t *utf8_trouble(const uint8_t *p, const uint8_t *end) {
  while (p < end) {
    const uint8_t c = *p;
    if (c < 0x80) {
      p++;
      continue;
    }
    const int more = c >= 0xC2 && c <= 0xDF ? 1 : (c & 0xF0) == 0xE0 ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : 0;
    if (more == 0 || end - p <= more) return p;
    const uint8_t low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    const uint8_t high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) return p;
    for (int i = 2; i <= more; i++) {
      if ((p[i] & 0xC0) != 0x80) return p;
    }
    p += more + 1;
  }
  return end;
}

/// The control character inside a string of the line, or the quote that is never closed, or `end`.
inline const uint8_t *string_trouble(const uint8_t *p, const uint8_t *end) {
  const uint8_t *quote = nullptr;
  for (; p < end; p++) {
    if (quote == nullptr) {
      if (*p == '\\') p++;
      else if (*p == '"') quote = p;
    } else if (*p < 0x20) {
      return p;
    } else if (*p == '\\') {
      p++;
      if (p < end && *p < 0x20) return p;
    } else if (*p == '"') {
      quote = nullptr;
    }
  }
  return quote != nullptr ? quote : end;
}

}  // namespace sluice

#endif
