#include "CBytes.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t sluice_xxh3_64(const void *bytes, size_t count, uint64_t seed) {
  return XXH3_64bits_withSeed(bytes, count, seed);
}

sluice_hash128 sluice_xxh3_128(const void *bytes, size_t count, uint64_t seed) {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(bytes, count, seed);
  return (sluice_hash128){hash.low64, hash.high64};
}
