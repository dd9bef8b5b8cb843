#ifndef SLUICE_XML_ROOM_H
#define SLUICE_XML_ROOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

/// Makes room for `more` items in an array; false where memory ran out.
static inline bool reserve(void *array, size_t *room, size_t count, size_t more, size_t size) {
  if (count + more <= *room) return true;
  const size_t larger = 2 * (count + more) + 64;
  void *const moved = realloc(*(void **)array, larger * size);
  if (moved == NULL) return false;
  *(void **)array = moved;
  *room = larger;
  return true;
}

#endif
