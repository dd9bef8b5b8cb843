#include "Names.h"

#include <stdlib.h>

enum { slot_count = 4 * sluice_max_names };

bool sluice_names_create(sluice_names *names) {
  names->names = calloc(sluice_max_names, sizeof(sluice_name));
  names->slots = calloc(slot_count, sizeof(uint32_t));
  if (names->names == NULL || names->slots == NULL) return false;
  // The root has no parent: no search can find it.
  names->names[0] = (sluice_name){.parent = sluice_no_name, .column = -1};
  names->count = 1;
  return true;
}

void sluice_names_free(sluice_names *names) {
  free(names->names);
  free(names->slots);
}

uint32_t sluice_names_search(sluice_names *names, uint32_t parent, bool is_attribute, const void *text) {
  const uint64_t mixed = ((uint64_t)(uintptr_t)text ^ ((uint64_t)parent << 1 | is_attribute)) * 0x9E3779B97F4A7C15u;
  size_t slot = (size_t)(mixed >> 32) & (slot_count - 1);
  for (; names->slots[slot] != 0; slot = (slot + 1) & (slot_count - 1)) {
    if (sluice_names_is(names, names->slots[slot], parent, is_attribute, text)) return names->slots[slot];
  }
  if (names->count == sluice_max_names) return sluice_no_name;
  const uint32_t name = names->count++;
  names->names[name] = (sluice_name){.text = text, .parent = parent, .column = -1, .is_attribute = is_attribute};
  names->slots[slot] = name;
  return name;
}
