#include "CICU.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

uint32_t sluice_to_lower(uint32_t c) { return (uint32_t)u_tolower((UChar32)c); }
uint32_t sluice_to_title(uint32_t c) { return (uint32_t)u_totitle((UChar32)c); }
uint32_t sluice_fold(uint32_t c) { return (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT); }

int32_t sluice_case(uint32_t c) {
  switch (u_charType((UChar32)c)) {
  case U_LOWERCASE_LETTER: return 1;
  case U_UPPERCASE_LETTER: return 2;
  case U_TITLECASE_LETTER: return 3;
  default: return 0;
  }
}

int32_t sluice_is_letter(uint32_t c) { return u_isalpha((UChar32)c); }

int32_t sluice_nfc_safe(uint32_t c) {
  return u_getCombiningClass((UChar32)c) == 0 &&
         u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
}

int32_t sluice_nfc(const uint8_t *in, int32_t count, uint8_t *out, int32_t capacity) {
  // UTF-16 has at most as many units as UTF-8 has bytes, and NFC at most three times as many again.
  enum { SMALL = 256 };
  UChar stack[SMALL * 4];
  UChar *heap = NULL;
  UChar *from = stack;
  if (count > SMALL) {
    heap = malloc((size_t)count * 4 * sizeof(UChar));
    if (heap == NULL) return SLUICE_NFC_NO_ROOM;
    from = heap;
  }
  UChar *const to = from + count;

  int32_t result = SLUICE_NFC_INVALID;
  UErrorCode status = U_ZERO_ERROR;
  int32_t units = 0, length = 0;
  const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
  u_strFromUTF8(from, count, &units, (const char *)in, count, &status);
  // Exactly filled is a success with a warning; anything else that is not plain success is invalid UTF-8.
  if (U_SUCCESS(status)) {
    status = U_ZERO_ERROR;
    if (unorm2_isNormalized(nfc, from, units, &status)) {
      result = SLUICE_NFC_SAME;
    } else {
      length = unorm2_normalize(nfc, from, units, to, count * 3, &status);
      if (U_SUCCESS(status)) {
        status = U_ZERO_ERROR;
        int32_t bytes = 0;
        u_strToUTF8((char *)out, capacity, &bytes, to, length, &status);
        result = U_SUCCESS(status) ? bytes : SLUICE_NFC_NO_ROOM;
      } else {
        result = SLUICE_NFC_NO_ROOM;
      }
    }
  }
  free(heap);
  return result;
}
