#include "CICU.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>

// Bytes that cannot be decoded become low surrogates without a high one, which no charset decodes to.
enum { KEPT = 0xDC00 };

static void keep(
    const void *context, UConverterToUnicodeArgs *args, const char *bytes, int32_t count, UConverterCallbackReason reason,
    UErrorCode *status) {
  (void)context;
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  for (int32_t i = 0; i < count; i++) {
    const UChar unit = (UChar)(KEPT + (uint8_t)bytes[i]);
    ucnv_cbToUWriteUChars(args, &unit, 1, 0, status);
  }
}

void *sluice_converter_open(const char *name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open(name, &status);
  if (U_FAILURE(status)) return NULL;
  ucnv_setToUCallBack(converter, keep, NULL, NULL, NULL, &status);
  if (U_SUCCESS(status)) return converter;
  ucnv_close(converter);
  return NULL;
}

void sluice_converter_close(void *converter) { ucnv_close(converter); }

/// Whether a converter turns three control characters in a circle, as ICU's tables of IBM's code pages do.
static int turns_controls(UConverter *converter) {
  const char *from = "\x1A";
  UChar unit = 0;
  UChar *next = &unit;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_toUnicode(converter, &next, &unit + 1, &from, from + 1, NULL, 0, &status);
  ucnv_resetToUnicode(converter);
  return unit == 0x1C;
}

/// The character that files mean: the byte itself.
static uint8_t turned_back(uint32_t unit) {
  return unit == 0x1C ? 0x1A : unit == 0x7F ? 0x1C : unit == 0x1A ? 0x7F : (uint8_t)unit;
}

/// Writes UTF-16 units as UTF-8; `high` is a high surrogate that waits for its other half.
static uint8_t *put(uint8_t *out, const UChar *from, const UChar *end, UChar *high, int turns) {
  for (; from < end; from++) {
    const uint32_t unit = *from;
    if (*high != 0) {
      const uint32_t c = 0x10000 + (((uint32_t)*high - 0xD800) << 10) + (unit - 0xDC00);
      *high = 0;
      *out++ = (uint8_t)(0xF0 | c >> 18);
      *out++ = (uint8_t)(0x80 | (c >> 12 & 0x3F));
      *out++ = (uint8_t)(0x80 | (c >> 6 & 0x3F));
      *out++ = (uint8_t)(0x80 | (c & 0x3F));
    } else if (unit < 0x80) {
      *out++ = turns ? turned_back(unit) : (uint8_t)unit;
    } else if (unit < 0x800) {
      *out++ = (uint8_t)(0xC0 | unit >> 6);
      *out++ = (uint8_t)(0x80 | (unit & 0x3F));
    } else if (unit >= 0xD800 && unit < 0xDC00) {
      *high = (UChar)unit;
    } else if (unit >= KEPT && unit <= KEPT + 0xFF) {
      *out++ = unit - KEPT < 0x80 ? 0xFF : (uint8_t)(unit - KEPT);
    } else {
      *out++ = (uint8_t)(0xE0 | unit >> 12);
      *out++ = (uint8_t)(0x80 | (unit >> 6 & 0x3F));
      *out++ = (uint8_t)(0x80 | (unit & 0x3F));
    }
  }
  return out;
}

size_t sluice_decode(
    void *converter, const uint8_t *in, size_t count, int is_last, uint8_t *out, size_t *consumed) {
  UChar units[4096];
  UChar high = 0;
  uint8_t *to = out;
  const char *from = (const char *)in;
  const char *const end = from + count;
  ucnv_resetToUnicode(converter);
  const int turns = turns_controls(converter);
  UErrorCode status;
  do {
    UChar *next = units;
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &next, units + 4096, &from, end, NULL, (UBool)(is_last != 0), &status);
    to = put(to, units, next, &high, turns);
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR && from < end) {
      // Whatever a converter cannot go on from: the byte is kept, and decoding begins anew behind it.
      *to++ = (uint8_t)*from < 0x80 ? 0xFF : (uint8_t)*from;
      from += 1;
      high = 0;
      ucnv_resetToUnicode(converter);
    }
  } while (from < end || status == U_BUFFER_OVERFLOW_ERROR);
  size_t pending = 0;
  if (!is_last) {
    status = U_ZERO_ERROR;
    const int32_t waiting = ucnv_toUCountPending(converter, &status);
    if (U_SUCCESS(status) && waiting > 0) pending = (size_t)waiting;
  }
  *consumed = count - pending;
  return (size_t)(to - out);
}

size_t sluice_encoded_length(void *converter, const uint8_t *in, size_t count, size_t decoded) {
  const char *from = (const char *)in;
  const char *const end = from + count;
  size_t length = 0;
  int high = 0;
  ucnv_resetToUnicode(converter);
  // A byte at a time shows which one completes a character.
  while (length < decoded && from < end) {
    UChar units[32];
    UChar *next = units;
    const char *const one = from + 1;
    UErrorCode status = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &next, units + 32, &from, one, NULL, 0, &status);
    for (const UChar *unit = units; unit < next; unit++) {
      if (high) length += 4;
      else if (*unit < 0x80 || (*unit >= KEPT && *unit <= KEPT + 0xFF)) length += 1;
      else if (*unit < 0x800) length += 2;
      else if (*unit < 0xD800 || *unit >= 0xE000) length += 3;
      high = !high && *unit >= 0xD800 && *unit < KEPT;
    }
  }
  return (size_t)(from - (const char *)in);
}

int32_t sluice_kind(uint32_t c) {
  const uint32_t mask = U_MASK(u_charType((UChar32)c));
  if (mask & U_GC_LL_MASK) return 1;
  if (mask & (U_GC_LU_MASK | U_GC_LT_MASK)) return 2;
  if (mask & U_GC_L_MASK) return 3;
  if (mask & U_GC_M_MASK) return 4;
  if (mask & U_GC_N_MASK) return 5;
  if (mask & (U_GC_P_MASK | U_GC_S_MASK)) return 6;
  if (mask & U_GC_Z_MASK) return 7;
  return 0;
}
