// Columns named by paths with conditions: `phones/phone[@type='work']`. Values are taken as elements end, and given back
// where a condition of an element around them turns out not to hold.
#ifndef SLUICE_XML_PICKS_H
#define SLUICE_XML_PICKS_H

#include "Record.h"

#include <libxml/parser.h>

/// A name as a path has it; no namespace: any. Interned once there is a dictionary.
typedef struct {
  char *text, *uri;
  const xmlChar *interned;
} sluice_wanted;

/// What an element of a path must be: the n-th (`place`, from 1), or have an attribute or a child, of any value or one.
typedef struct {
  sluice_wanted name;
  char *value;
  uint32_t place;
  bool is_attribute;
} sluice_condition;

typedef struct {
  sluice_wanted name;
  sluice_condition conditions[sluice_xml_max_conditions];
  size_t condition_count;
  // Of the open element at this step:
  uint32_t holds;      // a bit for each condition that is met
  sluice_chain before; // the path's value when the element began
  // Of the element around it:
  uint32_t passed[sluice_xml_max_conditions]; // elements that came as far as each condition
} sluice_step;

typedef struct {
  char *column;
  int32_t column_index; // -1: none yet
  sluice_step steps[sluice_xml_max_steps];
  size_t step_count;
  sluice_wanted attribute; // no text: the element's own text is wanted
  size_t matched;          // open elements of the record that are at its steps
  sluice_chain value;
} sluice_pick;

typedef struct {
  sluice_pick *picks;
  size_t count;
} sluice_picks;

void sluice_picks_free(sluice_picks *picks);

/// Looks the names up in the document's dictionary.
void sluice_picks_intern(sluice_picks *picks, xmlDictPtr dictionary);

/// The innermost element has begun; `attributes` is libxml2's array.
sluice_state sluice_picks_begin(
    sluice_picks *picks, sluice_records *records, const xmlChar *name, const xmlChar *uri, int attribute_count,
    const xmlChar **attributes);
/// The innermost element is about to be closed; with the outermost one the values go to their columns.
sluice_state sluice_picks_end(sluice_picks *picks, sluice_records *records, const xmlChar *name, const xmlChar *uri);

#endif
