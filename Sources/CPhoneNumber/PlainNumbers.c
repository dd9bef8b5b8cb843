#include "CPhoneNumber.h"
#include "PlainNumbers.inc"

#include <string.h>

enum { needs_library = 15, longest_national = 17, no_state = 65535 };

static uint16_t roots[1000];
static uint8_t dials00[26 * 26];

__attribute__((constructor)) static void unfold(void) {
  memset(roots, 0xFF, sizeof roots);
  for (size_t index = 0; index < sizeof plain_codes / sizeof plain_codes[0]; index++)
    roots[plain_codes[index].code] = plain_codes[index].root;
  for (size_t index = 0; index + 1 < sizeof plain_dial00; index += 2)
    dials00[(plain_dial00[index] - 'A') * 26 + plain_dial00[index + 1] - 'A'] = 1;
}

static int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
static int is_capital(uint8_t byte) { return (uint8_t)(byte - 'A') < 26; }

int32_t sluice_phone_plain(const uint8_t *text, size_t count, const uint8_t region[2], sluice_phone *out) {
  if (count < 6 || count > 40) return 0;
  size_t at;
  if (text[0] == '+') {
    at = 1;
  } else if (text[0] == '0' && text[1] == '0' && is_capital(region[0]) && is_capital(region[1])
      && dials00[(region[0] - 'A') * 26 + region[1] - 'A']) {
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
      if (byte == ' ' || byte == '-' || byte == '.' || byte == '(' || byte == ')') continue;
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
