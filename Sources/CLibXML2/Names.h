// A tree of names under a root, each remembering the name that followed it last time. Names are libxml2's interned
// strings: the same name is the same pointer.
#ifndef SLUICE_XML_NAMES_H
#define SLUICE_XML_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { sluice_no_name = UINT32_MAX, sluice_max_names = 8192 };

typedef struct {
  const void *text;
  uint32_t parent;
  uint32_t next;         // the name that followed it last time
  uint32_t first_child;  // the name its children began with last time
  int32_t column;        // -1: none yet
  bool is_attribute;
} sluice_name;

typedef struct {
  sluice_name *names;  // 0 is the root
  uint32_t count;
  uint32_t *slots;  // open addressing, 0 is free
} sluice_names;

bool sluice_names_create(sluice_names *names);
void sluice_names_free(sluice_names *names);

/// Looks a name up, or adds it; `sluice_no_name` where there are too many.
uint32_t sluice_names_search(sluice_names *names, uint32_t parent, bool is_attribute, const void *text);

static inline bool sluice_names_is(
    const sluice_names *names, uint32_t name, uint32_t parent, bool is_attribute, const void *text) {
  const sluice_name *each = &names->names[name];
  return each->text == text && each->parent == parent && each->is_attribute == is_attribute;
}

/// The name `text` under `parent`, which came after `previous` (0: first).
static inline uint32_t sluice_names_find(
    sluice_names *names, uint32_t parent, uint32_t previous, bool is_attribute, const void *text) {
  sluice_name *const all = names->names;
  uint32_t *const guess = previous != 0 ? &all[previous].next : &all[parent].first_child;
  if (sluice_names_is(names, *guess, parent, is_attribute, text)) return *guess;
  // An optional element that is missing this time: what follows it next does not have to be learned.
  const uint32_t after = all[*guess].next;
  if (sluice_names_is(names, after, parent, is_attribute, text)) return after;
  const uint32_t found = sluice_names_search(names, parent, is_attribute, text);
  if (found != sluice_no_name) *guess = found;
  return found;
}

#endif
