// Elements and text of a spreadsheet's parts: they go to its sheet.
#include "Document.h"

static void check(sluice_xml *xml, int code) {
  if (code != 0) sluice_xml_fail(xml, code, "%s", xml->sheet->words);
}

static void begin(
    sluice_xml *xml, bool is_in_document, const xmlChar *name, int attribute_count, const xmlChar **attributes) {
  if (!sluice_xml_enter(xml)) return;
  if (!is_in_document && !sluice_xml_grow(xml, 64)) return;
  uint64_t offset = 0, line;
  if (sluice_sheet_is_row(xml->sheet, xml->depth, name)) sluice_xml_find_tag(xml, is_in_document, &offset, &line);
  check(xml, sluice_sheet_begin(xml->sheet, xml->depth, name, offset, attribute_count, attributes));
}

static void on_start(
    void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
    const xmlChar **namespaces, int attribute_count, int defaulted_count, const xmlChar **attributes) {
  (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted_count;
  sluice_xml *const xml = state_of(context);
  if (xml->error.code != 0) return;
  begin(xml, context == xml->parser, name, attribute_count, attributes);
  sluice_xml_stop_if_failed(xml, context);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)prefix, (void)uri;
  sluice_xml *const xml = state_of(context);
  if (xml->error.code != 0) return;
  check(xml, sluice_sheet_end(xml->sheet, xml->depth, name, xml->base));
  xml->depth--;
  sluice_xml_stop_if_failed(xml, context);
}

static void on_text(void *context, const xmlChar *text, int count) {
  sluice_xml *const xml = state_of(context);
  if (xml->error.code != 0) return;
  if (sluice_xml_grow(xml, (size_t)count)) {
    check(xml, sluice_sheet_text(xml->sheet, xml->depth, text, (size_t)count));
  }
  sluice_xml_stop_if_failed(xml, context);
}

void sluice_xml_handle_cells(xmlSAXHandler *handler) {
  handler->startElementNs = on_start;
  handler->endElementNs = on_end;
  handler->characters = handler->ignorableWhitespace = handler->cdataBlock = on_text;
  handler->comment = NULL;
  handler->processingInstruction = NULL;
}
