#ifndef SLUICE_XML_TEXTS_H
#define SLUICE_XML_TEXTS_H

#include "CLibXML2.h"

/// Bytes that grow; beyond some size they stand in a file without a name, so that memory can be had back.
typedef struct {
  uint8_t *bytes;
  size_t count, room;
  int file;  // -1: in memory
} sluice_heap;

struct sluice_texts {
  char *folder;
  sluice_heap bytes, ends;  // `ends` holds a uint32_t for each text
  size_t count, longest;
};

/// False where there is no room.
bool sluice_texts_add(sluice_texts *texts, const uint8_t *text, size_t count);
/// False where there is none of that number.
bool sluice_texts_get(const sluice_texts *texts, size_t index, const uint8_t **text, size_t *count);

#endif
