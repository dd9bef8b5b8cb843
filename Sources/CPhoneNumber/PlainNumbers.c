#include "CPhoneNumber.h"
#include "PlainNumbers.inc"

#include <string.h>

enum { needs_library = 15, longest_national = 17, no_state = 65535 };

/// In place of a region's calling code: 00 is dialled there before calling codes.
enum { dials_00 = 1000 };

static uint16_t roots[1000];
static uint16_t regions[26 * 26];

static uint16_t *entry(const void *region) {
  const uint8_t *letters = region;
  return &regions[(letters[0] - 'A') * 26 + letters[1] - 'A'];
}

__attribute__((constructor)) static void unfold(void) {
  memset(roots, 0xFF, sizeof roots);
  for (size_t index = 0; index < sizeof plain_codes / sizeof plain_codes[0]; index++)
    roots[plain_codes[index].code] = plain_codes[index].root;
  for (size_t index = 0; index + 1 < sizeof plain_dial00; index += 2)
    *entry(plain_dial00 + index) = dials_00;
  for (size_t index = 0; index < sizeof plain_no_zero / sizeof plain_no_zero[0]; index++)
    *entry(plain_no_zero[index].region) = plain_no_zero[index].code;
}

static int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
static int is_capital(uint8_t byte) { return (uint8_t)(byte - 'A') < 26; }

static int is_separator(uint8_t byte) {
  return byte == ' ' || byte == '-' || byte == '.' || byte == '(' || byte == ')';
}

/// A number with leading zeros of a plan that has none: it is kept whole.
static int32_t unassigned(const uint8_t *text, size_t count, uint32_t code, sluice_phone *out) {
  uint8_t digits[3];
  int32_t length = 0;
  for (; code > 0; code /= 10) digits[length++] = '0' + code % 10;
  for (int32_t index = 0; index < length; index++) out->e164[1 + index] = digits[length - 1 - index];
  out->e164[0] = '+';
  int32_t end = ++length + longest_national;
  for (size_t at = 0; at < count; at++) {
    if (is_separator(text[at])) continue;
    if (!is_digit(text[at]) || length == end) return 0;
    out->e164[length++] = text[at];
  }
  out->e164_count = length;
  out->extension_count = 0;
  out->type = SLUICE_PHONE_INVALID;
  return 1;
}

int32_t sluice_phone_plain(const uint8_t *text, size_t count, const uint8_t region[2], sluice_phone *out) {
  if (count < 6 || count > 40) return 0;
  size_t at;
  if (text[0] == '+') {
    at = 1;
  } else if (text[0] == '0' && text[1] == '0' && is_capital(region[0]) && is_capital(region[1])) {
    uint16_t code = *entry(region);
    if (code == 0 || !is_digit(text[count - 1])) return 0;
    if (code != dials_00) return unassigned(text, count, code, out);
    at = 2;
  } else {
    return 0;
  }
  if (!is_digit(text[at]) || text[at] == '0' || !is_digit(text[count - 1])) return 0;
  uint8_t *digits = out->e164;
  int32_t length = 0;
  digits[length++] = '+';
  uint32_t code = 0;
  int code_digits = 0;
  uint32_t state = no_state;
  for (; at < count; at++) {
    uint8_t byte = text[at];
    if (!is_digit(byte)) {
      if (is_separator(byte)) continue;
      return 0;
    }
    if (length > 3 + longest_national) return 0;
    digits[length++] = byte;
    uint32_t digit = byte - '0';
    if (state != no_state) {
      state = plain_next[state][digit];
      if (state == no_state) return 0;
    } else {
      code = code * 10 + digit;
      if (++code_digits > 3) return 0;
      if (roots[code] != no_state) state = roots[code];
    }
  }
  if (state == no_state || plain_labels[state] == needs_library) return 0;
  out->e164_count = length;
  out->extension_count = 0;
  out->type = plain_labels[state];
  return 1;
}
