// The few ICU calls that Canonical needs. ICU's own names are versioned macros, which Swift cannot import.
#ifndef SLUICE_CICU_H
#define SLUICE_CICU_H

#include <stdint.h>

/// Simple (one to one) case mappings of a code point.
uint32_t sluice_to_lower(uint32_t c);
uint32_t sluice_to_title(uint32_t c);
/// Simple case folding (CaseFolding.txt C and S).
uint32_t sluice_fold(uint32_t c);
/// 0 not cased, 1 lower case, 2 upper case, 3 title case (general categories Ll, Lu, Lt).
int32_t sluice_case(uint32_t c);
/// Whether a code point is a letter (general category L*).
int32_t sluice_is_letter(uint32_t c);
/// Whether a code point never changes under NFC, nor joins with or moves past what stands before it.
int32_t sluice_nfc_safe(uint32_t c);

enum { SLUICE_NFC_SAME = -1, SLUICE_NFC_INVALID = -2, SLUICE_NFC_NO_ROOM = -3 };

/// Writes the NFC of UTF-8 text (UAX #15) and returns its length, or one of the constants above.
/// `out` may be `in`: everything is read before anything is written. NFC is at most three times as long.
int32_t sluice_nfc(const uint8_t *in, int32_t count, uint8_t *out, int32_t capacity);

#endif
