// Byte-level primitives for the hot loops: 64-byte structural masks and XXH3 (from libxxhash's header).
#ifndef SLUICE_CBYTES_H
#define SLUICE_CBYTES_H

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Bit i is set where p[i] equals one of the four bytes; reads exactly 64 bytes.
static inline __attribute__((always_inline)) uint64_t sluice_mask64(
    const uint8_t *p, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
  uint64_t mask = 0;
#if defined(__SSE2__)
  const __m128i va = _mm_set1_epi8((char)a), vb = _mm_set1_epi8((char)b);
  const __m128i vc = _mm_set1_epi8((char)c), vd = _mm_set1_epi8((char)d);
  for (int i = 0; i < 4; i++) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(p + 16 * i));
    const __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, va), _mm_cmpeq_epi8(v, vb)),
                                     _mm_or_si128(_mm_cmpeq_epi8(v, vc), _mm_cmpeq_epi8(v, vd)));
    mask |= (uint64_t)(uint16_t)_mm_movemask_epi8(hit) << (16 * i);
  }
#else
  for (int i = 0; i < 64; i++) {
    const uint8_t v = p[i];
    mask |= (uint64_t)(v == a || v == b || v == c || v == d) << i;
  }
#endif
  return mask;
}

/// Whether any of n bytes equals one of the four; reads only those n bytes.
static inline __attribute__((always_inline)) int sluice_has_any(
    const uint8_t *p, size_t n, uint8_t a, uint8_t b, uint8_t c, uint8_t d) {
#if defined(__SSE2__)
  if (n >= 16) {
    const __m128i va = _mm_set1_epi8((char)a), vb = _mm_set1_epi8((char)b);
    const __m128i vc = _mm_set1_epi8((char)c), vd = _mm_set1_epi8((char)d);
    __m128i hit = _mm_setzero_si128();
    for (size_t i = 0;; i += 16) {
      // The last load overlaps the one before it, so nothing past the end is read.
      const size_t at = i + 16 <= n ? i : n - 16;
      const __m128i v = _mm_loadu_si128((const __m128i *)(p + at));
      hit = _mm_or_si128(hit, _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, va), _mm_cmpeq_epi8(v, vb)),
                                           _mm_or_si128(_mm_cmpeq_epi8(v, vc), _mm_cmpeq_epi8(v, vd))));
      if (i + 16 >= n) break;
    }
    return _mm_movemask_epi8(hit) != 0;
  }
#endif
  for (size_t i = 0; i < n; i++)
    if (p[i] == a || p[i] == b || p[i] == c || p[i] == d) return 1;
  return 0;
}

/// The first of n bytes that is beyond ASCII, or (with `controls`) NUL or escape; n where there is none.
static inline size_t sluice_first_special(const uint8_t *p, size_t n, int controls) {
  size_t i = 0;
#if defined(__SSE2__)
  const __m128i nul = _mm_setzero_si128(), escape = _mm_set1_epi8(0x1B);
  for (; i + 16 <= n; i += 16) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(p + i));
    const __m128i hit = controls ? _mm_or_si128(v, _mm_or_si128(_mm_cmpeq_epi8(v, nul), _mm_cmpeq_epi8(v, escape))) : v;
    const int mask = _mm_movemask_epi8(hit);
    if (mask != 0) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
#endif
  for (; i < n; i++)
    if (p[i] >= 0x80 || (controls && (p[i] == 0 || p[i] == 0x1B))) return i;
  return n;
}

/// Copies n bytes and counts those that equal `counted`; a number past n where any of them is one of the other three.
///
/// Works in steps of 16 bytes: up to 15 bytes after `to + n` are overwritten, which must be there; `from` is never read
/// at or past `end`.
static inline __attribute__((always_inline)) size_t sluice_copy_counting(
    uint8_t *to, const uint8_t *from, size_t n, const uint8_t *end, uint8_t counted, uint8_t a, uint8_t b, uint8_t c) {
  size_t at = 0, count = 0;
#if defined(__SSE2__)
  // A lane of the sums below holds 255 hits at most.
  if (n <= 16 * 255 && (size_t)(end - from) >= ((n + 15) & ~(size_t)15)) {
    static const uint8_t edge[32] = {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};
    const __m128i va = _mm_set1_epi8((char)a), vb = _mm_set1_epi8((char)b), vc = _mm_set1_epi8((char)c);
    const __m128i vd = _mm_set1_epi8((char)counted);
    __m128i hit = _mm_setzero_si128(), sum = _mm_setzero_si128();
    for (; at < n; at += 16) {
      const __m128i v = _mm_loadu_si128((const __m128i *)(from + at));
      _mm_storeu_si128((__m128i *)(to + at), v);
      // What stands after the last byte does not count.
      const size_t rest = n - at < 16 ? n - at : 16;
      const __m128i inside = _mm_loadu_si128((const __m128i *)(edge + 16 - rest));
      const __m128i any = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, va), _mm_cmpeq_epi8(v, vb)), _mm_cmpeq_epi8(v, vc));
      hit = _mm_or_si128(hit, _mm_and_si128(any, inside));
      sum = _mm_sub_epi8(sum, _mm_and_si128(_mm_cmpeq_epi8(v, vd), inside));
    }
    if (_mm_movemask_epi8(hit) != 0) return n + 1;
    const __m128i sums = _mm_sad_epu8(sum, _mm_setzero_si128());
    return (size_t)_mm_cvtsi128_si64(_mm_add_epi64(sums, _mm_unpackhi_epi64(sums, sums)));
  }
#endif
  for (; at < n; at++) {
    const uint8_t v = from[at];
    if (v == a || v == b || v == c) return n + 1;
    count += v == counted;
    to[at] = v;
  }
  return count;
}

/// Which bytes of a host or an address are small letters, digits, dots, hyphens, @, or underscore and plus: a bit each,
/// the first byte lowest.
typedef struct {
  uint64_t letters, digits, dots, hyphens, ats, signs;
} sluice_address_masks;

/// Looks at n bytes, 8 to 64, and at no other.
static inline __attribute__((always_inline)) sluice_address_masks sluice_mask_address(const uint8_t *p, size_t n) {
  sluice_address_masks m = {0, 0, 0, 0, 0, 0};
#if defined(__SSE2__)
  const size_t step = n < 16 ? 8 : 16;
  const uint64_t keep = n < 16 ? 0xFF : 0xFFFF;
  for (size_t i = 0;; i += step) {
    // The last load overlaps the one before it, so nothing past the end is read; the same bits come out.
    const size_t at = i + step <= n ? i : n - step;
    const __m128i v = n < 16 ? _mm_loadl_epi64((const __m128i *)(p + at)) : _mm_loadu_si128((const __m128i *)(p + at));
    // A range of bytes, brought down to the least signed numbers, is seen by one comparison.
    const __m128i letters = _mm_cmplt_epi8(_mm_sub_epi8(v, _mm_set1_epi8((char)('a' + 128))), _mm_set1_epi8(-128 + 26));
    const __m128i digits = _mm_cmplt_epi8(_mm_sub_epi8(v, _mm_set1_epi8((char)('0' + 128))), _mm_set1_epi8(-128 + 10));
    const __m128i signs = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('_')), _mm_cmpeq_epi8(v, _mm_set1_epi8('+')));
    m.letters |= ((uint64_t)_mm_movemask_epi8(letters) & keep) << at;
    m.digits |= ((uint64_t)_mm_movemask_epi8(digits) & keep) << at;
    m.dots |= ((uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('.'))) & keep) << at;
    m.hyphens |= ((uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('-'))) & keep) << at;
    m.ats |= ((uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('@'))) & keep) << at;
    m.signs |= ((uint64_t)_mm_movemask_epi8(signs) & keep) << at;
    if (i + step >= n) break;
  }
#else
  for (size_t i = 0; i < n; i++) {
    const uint8_t v = p[i];
    const uint64_t bit = (uint64_t)1 << i;
    if (v >= 'a' && v <= 'z') m.letters |= bit;
    if (v >= '0' && v <= '9') m.digits |= bit;
    if (v == '.') m.dots |= bit;
    if (v == '-') m.hyphens |= bit;
    if (v == '@') m.ats |= bit;
    if (v == '_' || v == '+') m.signs |= bit;
  }
#endif
  return m;
}

/// Asks for the cache line of an address that is going to be read; does nothing else.
static inline __attribute__((always_inline)) void sluice_prefetch(const void *p) { __builtin_prefetch(p); }

/// The two halves of a 128-bit hash.
typedef struct {
  uint64_t low, high;
} sluice_hash128;

/// XXH3, 64 bits.
uint64_t sluice_xxh3_64(const void *bytes, size_t count, uint64_t seed);
/// XXH3, 128 bits.
sluice_hash128 sluice_xxh3_128(const void *bytes, size_t count, uint64_t seed);

#endif
