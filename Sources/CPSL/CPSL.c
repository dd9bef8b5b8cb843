#include "CPSL.h"
#include "LongSuffixes.inc"

#include <libpsl.h>
#include <string.h>

static int is_long(uint64_t hash) {
  const uint64_t bits = sizeof long_suffixes * 8;
  const uint64_t first = hash & (bits - 1), second = hash >> 32 & (bits - 1);
  return long_suffixes[first >> 6] >> (first & 63) & long_suffixes[second >> 6] >> (second & 63) & 1;
}

/// Where the last two labels of a host begin where nothing longer can be its public suffix, -1 where libpsl is to be asked.
static int32_t plain(const uint8_t *host, size_t count) {
  uint64_t hash = 0xCBF29CE484222325u;
  int dots = 0;
  size_t at = count;
  while (at > 0) {
    const uint8_t byte = host[at - 1];
    if (byte == '.') {
      // An empty label or one of a letter, or a top label of which every second one is a public suffix.
      if (at + 1 >= count || (dots == 0 && is_long(hash))) return -1;
      if (++dots == 2) break;
    } else if (byte >= 0x80 || (byte == '-' && at > 1 && host[at - 2] == '-') || byte == 0) {
      return -1;
    }
    hash = (hash ^ byte) * 0x100000001B3u;
    at--;
  }
  if (dots == 0 || host[0] == '.' || host[at] == '.' || is_long(hash)) return -1;
  return (int32_t)at;
}

int32_t sluice_psl_registrable_domain(const uint8_t *host, size_t count) {
  char name[256];
  if (count == 0 || count > 253 || memchr(host, 0, count)) return -1;
  memcpy(name, host, count);
  name[count] = 0;
  // A pointer into the name, or NULL.
  const char *found = psl_registrable_domain(psl_builtin(), name);
  return found ? (int32_t)(found - name) : -1;
}

int32_t sluice_registrable_domain(const uint8_t *host, size_t count) {
  const int32_t start = count <= 253 ? plain(host, count) : -1;
  return start >= 0 ? start : sluice_psl_registrable_domain(host, count);
}
