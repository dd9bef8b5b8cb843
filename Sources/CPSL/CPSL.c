#include "CPSL.h"

#include <libpsl.h>
#include <string.h>

int32_t sluice_registrable_domain(const uint8_t *host, size_t count) {
  char name[256];
  if (count == 0 || count > 253 || memchr(host, 0, count)) return -1;
  memcpy(name, host, count);
  name[count] = 0;
  // A pointer into the name, or NULL.
  const char *found = psl_registrable_domain(psl_builtin(), name);
  return found ? (int32_t)(found - name) : -1;
}
