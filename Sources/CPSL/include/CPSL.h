// The one question that Canonical asks of libpsl, and a table that knows most of its answers.
#ifndef SLUICE_CPSL_H
#define SLUICE_CPSL_H

#include <stddef.h>
#include <stdint.h>

/// Where in a host (small letters, UTF-8 or punycode) its registrable domain begins: the public suffix and one label
/// more. -1 where the host is a public suffix itself, or longer than 253 bytes, or holds a zero.
int32_t sluice_registrable_domain(const uint8_t *host, size_t count);

/// The same, asked of libpsl alone.
int32_t sluice_psl_registrable_domain(const uint8_t *host, size_t count);

#endif
