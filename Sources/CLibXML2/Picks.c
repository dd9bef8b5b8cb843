#include "Picks.h"

#include "Document.h"

#include <stdlib.h>
#include <string.h>

static bool copy(char **to, const char *text) {
  if (text == NULL) return true;
  *to = strdup(text);
  return *to != NULL;
}

static bool want(sluice_wanted *name, const char *text, const char *uri) {
  return copy(&name->text, text) && copy(&name->uri, uri);
}

static void forget(sluice_wanted *name) {
  free(name->text);
  free(name->uri);
}

bool sluice_xml_pick(sluice_xml *xml, const char *column) {
  sluice_picks *const picks = &xml->picks;
  sluice_pick *const larger = realloc(picks->picks, (picks->count + 1) * sizeof(sluice_pick));
  if (larger == NULL) return false;
  picks->picks = larger;
  sluice_pick *const pick = &picks->picks[picks->count];
  memset(pick, 0, sizeof(*pick));
  pick->column_index = -1;
  if (!copy(&pick->column, column)) return false;
  picks->count++;
  return true;
}

static sluice_pick *last_pick(sluice_xml *xml) {
  return xml->picks.count > 0 ? &xml->picks.picks[xml->picks.count - 1] : NULL;
}

bool sluice_xml_pick_step(sluice_xml *xml, const char *name, const char *uri, bool is_attribute) {
  sluice_pick *const pick = last_pick(xml);
  if (pick == NULL) return false;
  if (is_attribute) return want(&pick->attribute, name, uri);
  return pick->step_count < sluice_xml_max_steps && want(&pick->steps[pick->step_count++].name, name, uri);
}

bool sluice_xml_pick_condition(
    sluice_xml *xml, const char *name, const char *uri, bool is_attribute, const char *value, uint32_t place) {
  sluice_pick *const pick = last_pick(xml);
  if (pick == NULL || pick->step_count == 0) return false;
  sluice_step *const step = &pick->steps[pick->step_count - 1];
  if (step->condition_count == sluice_xml_max_conditions) return false;
  sluice_condition *const condition = &step->conditions[step->condition_count++];
  condition->is_attribute = is_attribute;
  condition->place = place;
  return want(&condition->name, name, uri) && copy(&condition->value, value);
}

/// Calls `each` with every name.
static void each_name(sluice_picks *picks, void (*each)(sluice_wanted *, void *), void *context) {
  for (size_t index = 0; index < picks->count; index++) {
    sluice_pick *const pick = &picks->picks[index];
    each(&pick->attribute, context);
    for (size_t level = 0; level < pick->step_count; level++) {
      sluice_step *const step = &pick->steps[level];
      each(&step->name, context);
      for (size_t place = 0; place < step->condition_count; place++) each(&step->conditions[place].name, context);
    }
  }
}

static void forget_name(sluice_wanted *name, void *context) {
  (void)context;
  forget(name);
}

void sluice_picks_free(sluice_picks *picks) {
  each_name(picks, forget_name, NULL);
  for (size_t index = 0; index < picks->count; index++) {
    sluice_pick *const pick = &picks->picks[index];
    for (size_t level = 0; level < pick->step_count; level++) {
      for (size_t place = 0; place < pick->steps[level].condition_count; place++) {
        free(pick->steps[level].conditions[place].value);
      }
    }
    free(pick->column);
  }
  free(picks->picks);
}

static void intern_name(sluice_wanted *name, void *dictionary) {
  if (name->text != NULL) name->interned = xmlDictLookup(dictionary, (const xmlChar *)name->text, -1);
}

void sluice_picks_intern(sluice_picks *picks, xmlDictPtr dictionary) { each_name(picks, intern_name, dictionary); }

static bool is(const sluice_wanted *wanted, const xmlChar *name, const xmlChar *uri) {
  if (wanted->interned == NULL || wanted->interned != name) return false;
  return wanted->uri == NULL || strcmp(wanted->uri, uri != NULL ? (const char *)uri : "") == 0;
}

/// Marks the conditions on attributes that the element meets.
static void check_attributes(sluice_step *step, int count, const xmlChar **attributes) {
  for (size_t place = 0; place < step->condition_count; place++) {
    const sluice_condition *const condition = &step->conditions[place];
    if (!condition->is_attribute) continue;
    for (int index = 0; index < count; index++) {
      const xmlChar **const each = attributes + 5 * index;
      const size_t length = (size_t)(each[4] - each[3]);
      if (!is(&condition->name, each[0], each[2])) continue;
      if (condition->value == NULL ||
          (strlen(condition->value) == length && memcmp(condition->value, each[3], length) == 0)) {
        step->holds |= 1u << place;
      }
    }
  }
}

static sluice_state take_attribute(
    sluice_pick *pick, sluice_records *records, int count, const xmlChar **attributes) {
  for (int index = 0; index < count; index++) {
    const xmlChar **const each = attributes + 5 * index;
    if (!is(&pick->attribute, each[0], each[2])) continue;
    return sluice_chain_text(records, &pick->value, each[3], (size_t)(each[4] - each[3]));
  }
  return sluice_done;
}

sluice_state sluice_picks_begin(
    sluice_picks *picks, sluice_records *records, const xmlChar *name, const xmlChar *uri, int attribute_count,
    const xmlChar **attributes) {
  const size_t depth = records->open - 1;
  for (size_t index = 0; index < picks->count; index++) {
    sluice_pick *const pick = &picks->picks[index];
    if (depth == 0) {
      pick->matched = 0;
      pick->value = (sluice_chain){0, 0};
    } else {
      if (pick->matched != depth - 1 || depth > pick->step_count) continue;
      sluice_step *const step = &pick->steps[depth - 1];
      if (!is(&step->name, name, uri)) continue;
      pick->matched = depth;
      step->holds = 0;
      step->before = pick->value;
      check_attributes(step, attribute_count, attributes);
    }
    if (depth < pick->step_count) {
      memset(pick->steps[depth].passed, 0, sizeof(pick->steps[depth].passed));
    } else if (pick->attribute.interned != NULL) {
      const sluice_state state = take_attribute(pick, records, attribute_count, attributes);
      if (state != sluice_done) return state;
    }
  }
  return sluice_done;
}

/// Marks the conditions on children that the element, which ends, meets for the one around it.
static void check_child(sluice_step *step, const sluice_records *records, const xmlChar *name, const xmlChar *uri) {
  for (size_t place = 0; place < step->condition_count; place++) {
    const sluice_condition *const condition = &step->conditions[place];
    if (condition->is_attribute || condition->place != 0 || !is(&condition->name, name, uri)) continue;
    if (condition->value == NULL || sluice_element_is(records, condition->value)) step->holds |= 1u << place;
  }
}

/// Whether all conditions hold; each counts the elements that met those before it.
static bool passes(sluice_step *step) {
  for (size_t place = 0; place < step->condition_count; place++) {
    const sluice_condition *const condition = &step->conditions[place];
    const bool holds =
        condition->place != 0 ? ++step->passed[place] == condition->place : (step->holds >> place & 1) != 0;
    if (!holds) return false;
  }
  return true;
}

sluice_state sluice_picks_end(sluice_picks *picks, sluice_records *records, const xmlChar *name, const xmlChar *uri) {
  const size_t depth = records->open - 1;
  for (size_t index = 0; index < picks->count; index++) {
    sluice_pick *const pick = &picks->picks[index];
    sluice_state state = sluice_done;
    if (depth == 0) {
      if (pick->value.first != 0) state = sluice_column_add(records, pick->column, &pick->column_index, pick->value);
    } else {
      if (depth > 1 && pick->matched >= depth - 1) check_child(&pick->steps[depth - 2], records, name, uri);
      if (pick->matched != depth) continue;
      pick->matched = depth - 1;
      sluice_step *const step = &pick->steps[depth - 1];
      if (!passes(step)) {
        sluice_chain_cut(records, &pick->value, step->before);
      } else if (depth == pick->step_count && pick->attribute.interned == NULL) {
        state = sluice_element_copy(records, &pick->value);
      }
    }
    if (state != sluice_done) return state;
  }
  return sluice_done;
}
