// A document being read: libxml2's parser, where it stands, and what its callbacks share.
#ifndef SLUICE_XML_DOCUMENT_H
#define SLUICE_XML_DOCUMENT_H

#include "Picks.h"
#include "Record.h"
#include "Sheet.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

/// A path to records: names, interned, with their namespaces (NULL: any), and how many of the open elements are its.
typedef struct {
  const xmlChar *names[sluice_xml_max_depth], *uris[sluice_xml_max_depth];
  int step_count, matched;
} sluice_path;

struct sluice_xml {
  xmlParserCtxtPtr parser;
  char *path_text;
  sluice_path *paths;
  int path_count;
  int depth;
  uint64_t fed, grown;
  size_t entity_bytes;
  size_t base;
  bool is_ending;
  sluice_xml_error error;
  sluice_names seen;
  uint32_t seen_at[sluice_xml_max_seen_depth + 1];
  char *seen_paths[sluice_xml_max_seen_paths];
  size_t seen_count;
  sluice_records records;
  sluice_picks picks;
  sluice_sheet *sheet;  // instead of records, where it is a spreadsheet
};

static inline sluice_xml *state_of(void *context) { return ((xmlParserCtxtPtr)context)->_private; }

/// Bytes before the parser's place. libxml2 counts the UTF-8 it converts to; in other encodings the offset is only
/// near, and the line is exact.
uint64_t sluice_xml_offset(const sluice_xml *xml);

/// Ends the document; what comes after the first trouble is not told.
void sluice_xml_fail(sluice_xml *xml, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/// Tells an ampersand that cannot begin a reference as soon as the parser stands at it.
void sluice_xml_check_ampersand(sluice_xml *xml);

/// Takes libxml2's errors; `context` is the parser, or NULL where it is not known.
void sluice_xml_on_error(void *context, xmlErrorPtr error);

/// Goes into an element; false where it is too deep.
bool sluice_xml_enter(sluice_xml *xml);

/// Counts what comes out against what went in; false where entities make too much of it.
bool sluice_xml_grow(sluice_xml *xml, size_t count);

/// Where the start tag stands behind whose attributes the parser is: no `<` can stand between.
void sluice_xml_find_tag(const sluice_xml *xml, bool is_in_document, uint64_t *offset, uint64_t *line);

/// After trouble of ours: libxml2 would go on to the end of its piece, and expand what entities there are in it.
static inline void sluice_xml_stop_if_failed(sluice_xml *xml, void *context) {
  if (xml->error.code != 0) xmlStopParser(context);
}

/// Set the callbacks of one subject.
void sluice_xml_handle_errors(xmlSAXHandler *handler);
void sluice_xml_handle_elements(xmlSAXHandler *handler);
void sluice_xml_handle_cells(xmlSAXHandler *handler);
void sluice_xml_handle_entities(xmlSAXHandler *handler);

#endif
