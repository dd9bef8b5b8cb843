// Elements and text: what is in a record goes to the record, what is outside only shows its path.
#include "Document.h"

#include <stdlib.h>
#include <string.h>

/// Text that comes out may be this many times the bytes that went in, and this much more: only entities do that.
static const uint64_t max_growth = 16, free_growth = 4 << 20;

static void check(sluice_xml *xml, sluice_state state) {
  switch (state) {
  case sluice_done:
    return;
  case sluice_too_large:
    sluice_xml_fail(xml, sluice_xml_too_large, "a record is larger than the limit of %d bytes", sluice_xml_max_record);
    return;
  case sluice_too_many_columns:
    sluice_xml_fail(xml, sluice_xml_too_large, "the records have more than %d columns", sluice_xml_max_columns);
    return;
  case sluice_too_sparse:
    sluice_xml_fail(xml, sluice_xml_too_large, "the records use too few of their many columns");
    return;
  case sluice_no_memory:
    sluice_xml_fail(xml, sluice_xml_too_large, "the records do not fit in memory");
    return;
  }
}

bool sluice_xml_enter(sluice_xml *xml) {
  if (++xml->depth <= sluice_xml_max_depth) return true;
  sluice_xml_fail(xml, sluice_xml_too_deep, "elements are nested deeper than %d levels", sluice_xml_max_depth);
  return false;
}

static void see(sluice_xml *xml, const xmlChar *name) {
  if (xml->depth > sluice_xml_max_seen_depth || xml->seen_count == sluice_xml_max_seen_paths) return;
  const uint32_t known = xml->seen.count;
  const uint32_t found = sluice_names_find(&xml->seen, xml->seen_at[xml->depth - 1], 0, false, name);
  xml->seen_at[xml->depth] = found;
  if (found < known) return;
  size_t length = 1;
  for (int level = 1; level <= xml->depth; level++) {
    length += 1 + strlen(xml->seen.names[xml->seen_at[level]].text);
  }
  char *const path = calloc(1, length);
  if (path == NULL) return;
  for (int level = 1; level <= xml->depth; level++) {
    strcat(path, "/");
    strcat(path, xml->seen.names[xml->seen_at[level]].text);
  }
  xml->seen_paths[xml->seen_count++] = path;
}

bool sluice_xml_grow(sluice_xml *xml, size_t count) {
  xml->grown += count;
  if (xml->grown <= free_growth || xml->grown <= free_growth + max_growth * sluice_xml_offset(xml)) return true;
  sluice_xml_fail(xml, sluice_xml_entity_limit, "entities expand to more than %d times the document", (int)max_growth);
  return false;
}

void sluice_xml_find_tag(const sluice_xml *xml, bool is_in_document, uint64_t *offset, uint64_t *line) {
  const xmlParserInputPtr input = xml->parser->input;
  *offset = sluice_xml_offset(xml);
  *line = (uint64_t)input->line;
  for (const xmlChar *place = input->cur; is_in_document && place > input->base;) {
    place--;
    (*offset)--;
    if (*place == '\n') (*line)--;
    if (*place == '<') break;
  }
}

static void begin_record(sluice_xml *xml, bool is_in_document) {
  uint64_t offset, line;
  sluice_xml_find_tag(xml, is_in_document, &offset, &line);
  sluice_record_begin(&xml->records, offset, line);
}

/// Takes an element outside records into the paths; whether it is a record.
static bool advance(sluice_xml *xml, const xmlChar *name, const xmlChar *uri) {
  bool is_record = false;
  for (int index = 0; index < xml->path_count; index++) {
    sluice_path *const path = &xml->paths[index];
    if (path->matched != xml->depth - 1 || path->matched == path->step_count) continue;
    if (name != path->names[path->matched]) continue;
    const xmlChar *const wanted = path->uris[path->matched];
    if (wanted != NULL && !xmlStrEqual(wanted, uri != NULL ? uri : (const xmlChar *)"")) continue;
    if (++path->matched == path->step_count) is_record = true;
  }
  return is_record;
}

static void start_element(
    sluice_xml *xml, bool is_in_document, const xmlChar *name, const xmlChar *uri, int attribute_count, const xmlChar **attributes) {
  if (!sluice_xml_enter(xml)) return;
  // An entity can hold elements too.
  if (!is_in_document && !sluice_xml_grow(xml, 64)) return;
  if (xml->records.open > 0) {
    check(xml, sluice_element_begin(&xml->records, name));
  } else {
    see(xml, name);
    if (!advance(xml, name, uri)) return;
    begin_record(xml, is_in_document);
  }
  uint32_t previous = 0;
  for (int index = 0; index < attribute_count && xml->error.code == 0; index++) {
    const xmlChar **const each = attributes + 5 * index;
    const size_t count = (size_t)(each[4] - each[3]);
    if (!sluice_xml_grow(xml, count)) return;
    // Inside an entity libxml2 leaves the references in attributes as they are.
    if (!is_in_document && memchr(each[3], '&', count) != NULL) {
      sluice_xml_fail(xml, sluice_xml_entity_limit, "an attribute inside an entity refers to another entity");
      return;
    }
    check(xml, sluice_element_attribute(&xml->records, &previous, each[0], each[3], count));
  }
  if (xml->picks.count > 0 && xml->error.code == 0) {
    check(xml, sluice_picks_begin(&xml->picks, &xml->records, name, uri, attribute_count, attributes));
  }
}

static void on_start(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes) {
  (void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted_count;
  sluice_xml *const xml = state_of(context);
  if (xml->error.code != 0) return;
  start_element(xml, context == xml->parser, name, uri, attribute_count, attributes);
  sluice_xml_stop_if_failed(xml, context);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix;
  sluice_xml *const xml = state_of(context);
  if (xml->error.code != 0) return;
  if (xml->records.open > 0 && xml->picks.count > 0) {
    check(xml, sluice_picks_end(&xml->picks, &xml->records, name, uri));
    if (xml->error.code != 0) return sluice_xml_stop_if_failed(xml, context);
  }
  if (xml->records.open > 0) check(xml, sluice_element_end(&xml->records, xml->base));
  xml->depth--;
  for (int index = 0; index < xml->path_count; index++) {
    if (xml->paths[index].matched > xml->depth) xml->paths[index].matched = xml->depth;
  }
  sluice_xml_stop_if_failed(xml, context);
}

static void on_text(void *context, const xmlChar *text, int count) {
  sluice_xml *const xml = state_of(context);
  if (xml->error.code != 0) return;
  if (sluice_xml_grow(xml, (size_t)count) && xml->records.open > 0) {
    check(xml, sluice_element_text(&xml->records, text, (size_t)count));
  }
  sluice_xml_stop_if_failed(xml, context);
}

void sluice_xml_handle_elements(xmlSAXHandler *handler) {
  handler->startElementNs = on_start;
  handler->endElementNs = on_end;
  handler->characters = handler->ignorableWhitespace = handler->cdataBlock = on_text;
  handler->comment = NULL;
  handler->processingInstruction = NULL;
}
