#include "CLibXML2.h"

#include "Document.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// libxml2 is fed in pieces of this size: it looks ahead at most 10 MB and likes its buffer small.
static const size_t piece = 32 << 10;

static void on_generic_error(void *context, const char *format, ...) {
  (void)context;
  (void)format;
}

static void start_library(void) { xmlInitParser(); }

sluice_xml *sluice_xml_create(const char *paths) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start_library);
  sluice_xml *const xml = calloc(1, sizeof(sluice_xml));
  if (xml == NULL) return NULL;
  xml->path_text = strdup(paths);
  xml->paths = calloc(sluice_xml_max_paths, sizeof(sluice_path));
  if (xml->path_text == NULL || xml->paths == NULL || !sluice_records_create(&xml->records) || !sluice_names_create(&xml->seen)) {
    sluice_xml_free(xml);
    return NULL;
  }
  return xml;
}

void sluice_xml_free(sluice_xml *xml) {
  if (xml == NULL) return;
  if (xml->parser != NULL) {
    xmlFreeDoc(xml->parser->myDoc);
    xmlFreeParserCtxt(xml->parser);
  }
  for (size_t index = 0; index < xml->seen_count; index++) free(xml->seen_paths[index]);
  sluice_names_free(&xml->seen);
  sluice_records_free(&xml->records);
  sluice_picks_free(&xml->picks);
  sluice_sheet_free(xml->sheet);
  free(xml->path_text);
  free(xml->paths);
  free(xml);
}

static void read_paths(sluice_xml *xml) {
  const xmlDictPtr dictionary = xml->parser->dict;
  char *paths = xml->path_text;
  for (char *steps; (steps = strsep(&paths, "\n")) != NULL && xml->path_count < sluice_xml_max_paths;) {
    sluice_path *const path = &xml->paths[xml->path_count++];
    for (char *name; (name = strsep(&steps, "\t")) != NULL && path->step_count < sluice_xml_max_depth;) {
      char *const space = strchr(name, ' ');
      if (space != NULL) {
        *space = 0;
        path->uris[path->step_count] = xmlDictLookup(dictionary, (const xmlChar *)space + 1, -1);
      }
      path->names[path->step_count++] = xmlDictLookup(dictionary, (const xmlChar *)name, -1);
    }
  }
}

/// Opens the document with its first bytes, which tell the encoding.
static bool open_document(sluice_xml *xml, const uint8_t *bytes, size_t count) {
  xmlSAXHandler handler = {0};
  // Its document and DTD keep the entities; no tree is built.
  xmlSAXVersion(&handler, 2);
  sluice_xml_handle_errors(&handler);
  if (xml->sheet != NULL) sluice_xml_handle_cells(&handler); else sluice_xml_handle_elements(&handler);
  sluice_xml_handle_entities(&handler);
  xml->parser = xmlCreatePushParserCtxt(&handler, NULL, (const char *)bytes, (int)count, NULL);
  if (xml->parser == NULL) return false;
  xml->parser->_private = xml;
  xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET);
  // Attribute values come with their entities replaced. Not XML_PARSE_NOENT: it gives an entity's second use twice.
  xml->parser->replaceEntities = 1;
  read_paths(xml);
  sluice_picks_intern(&xml->picks, xml->parser->dict);
  if (xml->sheet != NULL) sluice_sheet_intern(xml->sheet, xml->parser->dict);
  return true;
}

static void feed(sluice_xml *xml, const uint8_t *bytes, size_t count, bool is_last) {
  if (count == 0 && xml->fed == 0) return;
  if (xml->parser == NULL) {
    const size_t first = count < 4 ? count : 4;
    xml->fed = first;
    if (!open_document(xml, bytes, first)) {
      xml->error.code = sluice_xml_too_large;
      snprintf(xml->error.detail, sizeof(xml->error.detail), "the parser does not fit in memory");
      return;
    }
    xmlSetStructuredErrorFunc(xml->parser, sluice_xml_on_error);
    bytes += first;
    count -= first;
  }
  while (count > 0 && xml->error.code == 0) {
    const size_t part = count < piece ? count : piece;
    xml->fed += part;
    xmlParseChunk(xml->parser, (const char *)bytes, (int)part, 0);
    bytes += part;
    count -= part;
    sluice_xml_check_ampersand(xml);
    if (!xml->parser->wellFormed) sluice_xml_fail(xml, sluice_xml_not_well_formed, "the document is not well-formed");
  }
  if (!is_last || xml->error.code != 0) return;
  xml->is_ending = true;
  xmlParseChunk(xml->parser, NULL, 0, 1);
  if (!xml->parser->wellFormed) sluice_xml_fail(xml, sluice_xml_truncated, "the document ends too early");
}

/// Reads a chunk with nobody else told of what is wrong.
static void read_chunk(sluice_xml *xml, const uint8_t *bytes, size_t count, bool is_last, size_t base) {
  xml->base = base;
  // libxml2 tells some encoding troubles only to the thread's own handlers, which print.
  const xmlStructuredErrorFunc structured = xmlStructuredError;
  void *const structured_context = xmlStructuredErrorContext;
  const xmlGenericErrorFunc generic = xmlGenericError;
  void *const generic_context = xmlGenericErrorContext;
  xmlSetStructuredErrorFunc(xml->parser, sluice_xml_on_error);
  xmlSetGenericErrorFunc(NULL, on_generic_error);
  if (xml->error.code == 0) feed(xml, bytes, count, is_last);
  xmlSetStructuredErrorFunc(structured_context, structured);
  xmlSetGenericErrorFunc(generic_context, generic);
}

void sluice_xml_parse(
    sluice_xml *xml, const uint8_t *bytes, size_t count, bool is_last, size_t base, sluice_xml_output *output) {
  sluice_records *const records = &xml->records;
  sluice_records_rewind(records);
  read_chunk(xml, bytes, count, is_last, base);
  const size_t complete = records->open > 0 ? records->start : records->byte_count;
  *output = (sluice_xml_output){
      .bytes = records->bytes,
      .byte_count = complete,
      .fields = records->fields,
      .field_count = records->field_count,
      .records = records->records,
      .record_count = records->record_count,
      .column_count = records->column_count,
      .error = xml->error,
  };
}

sluice_xml *sluice_sheet_create(
    const sluice_texts *shared, const uint8_t *formats, size_t format_count, bool is_1904) {
  sluice_xml *const xml = sluice_xml_create("");
  if (xml == NULL) return NULL;
  xml->sheet = sluice_sheet_make();
  if (xml->sheet != NULL) xml->sheet->formats = malloc(format_count + 1);
  if (xml->sheet == NULL || xml->sheet->formats == NULL) {
    sluice_xml_free(xml);
    return NULL;
  }
  if (format_count > 0) memcpy(xml->sheet->formats, formats, format_count);
  xml->sheet->format_count = format_count;
  xml->sheet->shared = shared;
  xml->sheet->is_1904 = is_1904;
  return xml;
}

sluice_xml *sluice_texts_reader_create(sluice_texts *texts) {
  sluice_xml *const xml = sluice_sheet_create(NULL, NULL, 0, false);
  if (xml != NULL) xml->sheet->target = texts;
  return xml;
}

void sluice_sheet_parse(
    sluice_xml *xml, const uint8_t *bytes, size_t count, bool is_last, size_t base, sluice_sheet_output *output) {
  sluice_sheet *const sheet = xml->sheet;
  sluice_sheet_rewind(sheet);
  read_chunk(xml, bytes, count, is_last, base);
  *output = (sluice_sheet_output){
      .bytes = sheet->bytes,
      .byte_count = sheet->is_in_row ? sheet->row_start : sheet->byte_count,
      .cells = sheet->cells,
      .cell_count = sheet->is_in_row ? sheet->cell_start : sheet->cell_count,
      .rows = sheet->rows,
      .row_count = sheet->row_count,
      .last_row = sheet->row,
      .error = xml->error,
  };
}

const char *sluice_xml_column(const sluice_xml *xml, size_t index, size_t *count) {
  const char *const name = index < xml->records.column_count ? xml->records.columns[index] : "";
  *count = strlen(name);
  return name;
}

const char *sluice_xml_seen_path(const sluice_xml *xml, size_t index) {
  return index < xml->seen_count ? xml->seen_paths[index] : NULL;
}
