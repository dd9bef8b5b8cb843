// The few calls of libphonenumber that Canonical needs, and the plain numbers that need none of them.
#ifndef SLUICE_CPHONENUMBER_H
#define SLUICE_CPHONENUMBER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Kinds of numbers, as libphonenumber tells them apart; 0 is a number that its numbering plan does not have.
enum {
  SLUICE_PHONE_INVALID = 0, SLUICE_PHONE_FIXED_LINE, SLUICE_PHONE_MOBILE, SLUICE_PHONE_FIXED_LINE_OR_MOBILE,
  SLUICE_PHONE_TOLL_FREE, SLUICE_PHONE_PREMIUM_RATE, SLUICE_PHONE_SHARED_COST, SLUICE_PHONE_VOIP,
  SLUICE_PHONE_PERSONAL, SLUICE_PHONE_PAGER, SLUICE_PHONE_UAN, SLUICE_PHONE_VOICEMAIL
};

typedef struct {
  /// ASCII: a plus and 3 to 20 digits.
  uint8_t e164[24];
  /// ASCII digits; 0 to 20 of them.
  uint8_t extension[24];
  int32_t e164_count;
  int32_t extension_count;
  int32_t type;
} sluice_phone;

/// Asks libphonenumber: whether a text is a number. `region` is two capitals, or zeros for none. Any bytes will do.
int32_t sluice_phone_parse(const uint8_t *text, size_t count, const uint8_t region[2], sluice_phone *out);

/// Answers like `sluice_phone_parse` where the tables alone can tell: a plus or 00, digits, and plain separators.
/// 1 is an answer, 0 means that libphonenumber is to be asked. The number's e164 and type are set.
int32_t sluice_phone_plain(const uint8_t *text, size_t count, const uint8_t region[2], sluice_phone *out);

#ifdef __cplusplus
}
#endif
#endif
