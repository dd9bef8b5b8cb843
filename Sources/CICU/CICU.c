#include "CICU.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utrans.h>
#include <unicode/ustring.h>

uint32_t sluice_to_lower(uint32_t c) { return (uint32_t)u_tolower((UChar32)c); }
uint32_t sluice_to_title(uint32_t c) { return (uint32_t)u_totitle((UChar32)c); }
uint32_t sluice_fold(uint32_t c) { return (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT); }

uint32_t sluice_base_letter(uint32_t c) {
  switch (c) {
  case 0x141: case 0x142: return 'l';
  case 0xD8: case 0xF8: return 'o';
  case 0x110: case 0x111: return 'd';
  case 0x131: return 'i';
  }
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
  UChar units[16];
  int32_t count = unorm2_getDecomposition(nfd, (UChar32)c, units, 16, &status);
  if (U_FAILURE(status) || count <= 0) return c;
  UChar32 first;
  int32_t at = 0;
  U16_NEXT(units, at, count, first);
  return (uint32_t)first;
}

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

int32_t sluice_idn_length(const uint8_t *host, int32_t count) {
  static UIDNA *shared;
  UIDNA *idna = __atomic_load_n(&shared, __ATOMIC_ACQUIRE);
  UErrorCode status = U_ZERO_ERROR;
  if (idna == NULL) {
    UIDNA *mine = uidna_openUTS46(
        UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &status);
    if (U_FAILURE(status)) return 0;
    UIDNA *other = NULL;
    if (__atomic_compare_exchange_n(&shared, &other, mine, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) {
      idna = mine;
    } else {
      uidna_close(mine);
      idna = other;
    }
  }
  char ascii[512];
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  int32_t length = uidna_nameToASCII_UTF8(idna, (const char *)host, count, ascii, sizeof ascii, &info, &status);
  return U_SUCCESS(status) && info.errors == 0 ? length : 0;
}

int32_t sluice_script(uint32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript((UChar32)c, &status);
  return U_SUCCESS(status) ? (int32_t)script : -1;
}

int32_t sluice_compatible(uint32_t c, uint32_t *out, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&status);
  UChar in[2], units[64];
  int32_t length = 0, count = 0, at = 0;
  UBool failed = 0;
  U16_APPEND(in, length, 2, (UChar32)c, failed);
  if (failed || U_FAILURE(status)) return 0;
  int32_t written = unorm2_normalize(nfkc, in, length, units, 64, &status);
  if (U_FAILURE(status)) return 0;
  while (at < written) {
    UChar32 next;
    U16_NEXT(units, at, written, next);
    if (count == capacity) return 0;
    out[count++] = (uint32_t)next;
  }
  return count;
}

// One of each for a thread: ICU's transliterators are not to be used by two at once, and are dear to make.
static const UChar *const rules[] = {
    u"Any-Latin; Latin-ASCII; Lower",
    u"Han-Latin/Names; Latin-ASCII; Lower",
    u"Hant-Hans",
};

int32_t sluice_transliterate(int32_t which, const uint8_t *in, int32_t count, uint8_t *out, int32_t capacity) {
  static _Thread_local UTransliterator *made[3];
  UErrorCode status = U_ZERO_ERROR;
  if (made[which] == NULL) {
    made[which] = utrans_openU(rules[which], -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    if (U_FAILURE(status)) return -1;
  }
  int32_t room = count * 12 + 64, length = 0, written = 0;
  UChar *units = malloc((size_t)room * sizeof(UChar));
  if (units == NULL) return -1;
  u_strFromUTF8(units, room, &length, (const char *)in, count, &status);
  if (U_SUCCESS(status)) {
    int32_t limit = length;
    utrans_transUChars(made[which], units, &length, room, 0, &limit, &status);
    if (U_SUCCESS(status)) {
      status = U_ZERO_ERROR;
      u_strToUTF8((char *)out, capacity, &written, units, length, &status);
    }
  }
  free(units);
  return U_SUCCESS(status) ? written : -1;
}

const char *sluice_script_name(int32_t script) { return uscript_getName((UScriptCode)script); }
