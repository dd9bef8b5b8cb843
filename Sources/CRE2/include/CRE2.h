// Regular expressions over bytes through RE2: time linear in the text, memory bounded, no backtracking.
#ifndef SLUICE_CRE2_H
#define SLUICE_CRE2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern; may be used by several threads at once.
typedef struct sluice_re2 sluice_re2;

/// Compiles a pattern of UTF-8; never null. Where it is wrong, `sluice_re2_error` says why.
sluice_re2 *sluice_re2_new(const char *pattern, size_t count);
void sluice_re2_free(sluice_re2 *re);

/// Why the pattern cannot be used; null where it can.
const char *sluice_re2_error(const sluice_re2 *re);

/// How many groups the pattern has.
int sluice_re2_groups(const sluice_re2 *re);

/// Whether the pattern matches anywhere in the text.
bool sluice_re2_matches(const sluice_re2 *re, const unsigned char *text, size_t count);

/// As above; where it matches, `start` and `end` are where the first group stands (without groups, the whole match), or
/// both 0 where that group took no part.
bool sluice_re2_capture(const sluice_re2 *re, const unsigned char *text, size_t count, size_t *start, size_t *end);

#ifdef __cplusplus
}
#endif
#endif
