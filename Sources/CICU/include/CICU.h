// The few ICU calls that Canonical and the extractors need. ICU's own names are versioned macros, which Swift cannot import.
#ifndef SLUICE_CICU_H
#define SLUICE_CICU_H

#include <stddef.h>
#include <stdint.h>

/// Simple (one to one) case mappings of a code point.
uint32_t sluice_to_lower(uint32_t c);
uint32_t sluice_to_title(uint32_t c);
/// Simple case folding (CaseFolding.txt C and S).
uint32_t sluice_fold(uint32_t c);
/// A letter without its accents and strokes; any other code point is its own.
uint32_t sluice_base_letter(uint32_t c);
/// 0 not cased, 1 lower case, 2 upper case, 3 title case (general categories Ll, Lu, Lt).
int32_t sluice_case(uint32_t c);
/// Whether a code point is a letter (general category L*).
int32_t sluice_is_letter(uint32_t c);
/// Whether a code point never changes under NFC, nor joins with or moves past what stands before it.
int32_t sluice_nfc_safe(uint32_t c);

/// The length of a host in UTF-8 as it is looked up, in ASCII (UTS #46, not transitional); 0 where it cannot be: every
/// label counts, also as punycode.
int32_t sluice_idn_length(const uint8_t *host, int32_t count);

enum { SLUICE_NFC_SAME = -1, SLUICE_NFC_INVALID = -2, SLUICE_NFC_NO_ROOM = -3 };

/// Writes the NFC of UTF-8 text (UAX #15) and returns its length, or one of the constants above.
/// `out` may be `in`: everything is read before anything is written. NFC is at most three times as long.
int32_t sluice_nfc(const uint8_t *in, int32_t count, uint8_t *out, int32_t capacity);

/// Opens a converter for a charset by ICU's name for it; NULL where there is none. Bytes it cannot decode are kept.
void *sluice_converter_open(const char *name);
void sluice_converter_close(void *converter);

/// Decodes bytes, from a converter's first state, into UTF-8 and returns how many bytes that are. A byte that cannot be
/// decoded is written as it is, or as 0xFF where it is ASCII: both are invalid UTF-8, so what follows can tell.
/// `consumed` leaves out a character that is cut off at the end, unless these are the last bytes.
/// `out` must have room for 4 bytes for each of `in`, and 16 more.
size_t sluice_decode(
    void *converter, const uint8_t *in, size_t count, int is_last, uint8_t *out, size_t *consumed);

/// How many bytes of `in` the first `decoded` bytes of what `sluice_decode` makes of them come from.
size_t sluice_encoded_length(void *converter, const uint8_t *in, size_t count, size_t decoded);

/// Kind of a code point by its general category: 0 not assigned, private, surrogate or control, 1 lower case letter,
/// 2 upper case or title case letter, 3 other letter, 4 mark, 5 number, 6 punctuation or symbol, 7 separator.
int32_t sluice_kind(uint32_t c);

/// The script of a code point (`UScriptCode`: 0 common, 1 inherited, 25 Latin ...); -1 for none.
int32_t sluice_script(uint32_t c);
/// Unicode's name of a script (`Latin`, `Old_Italic`), which lives for ever; NULL where there is none.
const char *sluice_script_name(int32_t script);

/// Writes what a code point is but for its looks (NFKC, UAX #15) and returns how many code points that are; 0 where
/// they are more than fit.
int32_t sluice_compatible(uint32_t c, uint32_t *out, int32_t capacity);

enum { SLUICE_ANY_LATIN = 0, SLUICE_HAN_LATIN = 1, SLUICE_TRADITIONAL_SIMPLIFIED = 2 };

/// Writes what a transliterator (CLDR) makes of UTF-8 text and returns how many bytes that are; -1 where it failed. A
/// thread's first use of one makes it, which takes milliseconds.
int32_t sluice_transliterate(int32_t which, const uint8_t *in, int32_t count, uint8_t *out, int32_t capacity);

#endif
