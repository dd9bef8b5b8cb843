// Where the parser stands, and what ends a document.
#include "Document.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

uint64_t sluice_xml_offset(const sluice_xml *xml) {
  const xmlParserInputPtr input = xml->parser->input;
  const uint64_t offset = input->consumed + (uint64_t)(input->cur - input->base);
  return offset < xml->fed ? offset : xml->fed;
}

/// Where the trouble is: at the parser's place, or at the input's end where the document is cut off.
static void locate(sluice_xml *xml, bool is_cut_off) {
  const xmlParserInputPtr input = xml->parser->input;
  if (input == NULL) return;
  const xmlChar *const place = is_cut_off ? input->end : input->cur;
  xml->error.offset = is_cut_off ? xml->fed : sluice_xml_offset(xml);
  xml->error.line = (uint64_t)input->line;
  for (const xmlChar *each = input->cur; each < place; each++) xml->error.line += *each == '\n';
  const xmlChar *start = place;
  while (start > input->base && start[-1] != '\n') start--;
  const bool has_line_start = start > input->base || input->consumed == 0;
  xml->error.column = has_line_start ? (uint64_t)(place - start) + 1 : (uint64_t)input->col;
}

void sluice_xml_fail(sluice_xml *xml, int code, const char *format, ...) {
  if (xml->error.code != 0) return;
  xml->error.code = code;
  locate(xml, code == sluice_xml_truncated);
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(xml->error.detail, sizeof(xml->error.detail), format, arguments);
  va_end(arguments);
}

static int code_of(const sluice_xml *xml, const xmlError *error) {
  const char *const words = error->message != NULL ? error->message : "";
  switch (error->code) {
  case XML_ERR_ENTITY_LOOP:
  case XML_ERR_ENTITY_PROCESSING:
    return sluice_xml_entity_limit;
  case XML_ERR_INVALID_ENCODING:
  case XML_ERR_UNKNOWN_ENCODING:
  case XML_ERR_UNSUPPORTED_ENCODING:
  case XML_I18N_NO_HANDLER:
  case XML_I18N_EXCESS_HANDLER:
  case XML_I18N_CONV_FAILED:
  case XML_I18N_NO_OUTPUT:
    return sluice_xml_bad_encoding;
  case XML_ERR_NO_MEMORY:
    return sluice_xml_too_large;
  }
  if (strstr(words, "not proper UTF-8") != NULL) return sluice_xml_bad_encoding;
  if (strstr(words, "too long") != NULL || strstr(words, "too big") != NULL || strstr(words, "Huge input") != NULL) {
    return sluice_xml_too_large;
  }
  // Some troubles wait for more input before they are told: only what ran out of input is cut off.
  const xmlParserInputPtr input = xml->parser->input;
  if (xml->is_ending && (error->code == XML_ERR_DOCUMENT_END || input == NULL || input->cur >= input->end)) {
    return sluice_xml_truncated;
  }
  if (error->code == XML_ERR_DOCUMENT_EMPTY) return sluice_xml_wrong_format;
  return sluice_xml_not_well_formed;
}

/// Whether the parser stands at a byte that no UTF-8 character begins with. libxml2 says so only if it happens to hold
/// more bytes after it, and something else if not.
static bool is_at_bad_utf8(const xmlParserCtxtPtr parser) {
  const xmlParserInputPtr input = parser->input;
  if (input == NULL || (input->buf != NULL && input->buf->encoder != NULL)) return false;
  if (input->cur >= input->end || *input->cur < 0x80) return false;
  int length = (int)(input->end - input->cur < 4 ? input->end - input->cur : 4);
  return xmlGetUTF8Char(input->cur, &length) < 0;
}

void sluice_xml_on_error(void *context, xmlErrorPtr error) {
  sluice_xml *const xml = context != NULL ? state_of(context) : NULL;
  if (xml == NULL || error->level != XML_ERR_FATAL) return;
  int code = code_of(xml, error);
  const char *words = error->message != NULL ? error->message : "not well-formed";
  if (code == sluice_xml_not_well_formed && is_at_bad_utf8(xml->parser)) {
    code = sluice_xml_bad_encoding;
    words = "Input is not proper UTF-8, indicate encoding !";
  }
  // It would show some bytes of a value.
  if (error->code == XML_I18N_CONV_FAILED) words = "input conversion failed due to input error";
  if (code == sluice_xml_truncated && xml->depth > 0 && xml->parser->name != NULL) {
    sluice_xml_fail(xml, code, "the document ends inside <%.100s>", (const char *)xml->parser->name);
  } else if (code == sluice_xml_truncated && xml->seen.count == 1) {
    sluice_xml_fail(xml, code, "the document ends before its first element is complete");
  } else {
    sluice_xml_fail(xml, code, "%.*s", (int)strcspn(words, "\n"), words);
  }
}

static bool is_name_start(xmlChar byte) {
  return byte >= 0x80 || byte == '_' || byte == ':' || (xmlChar)((byte | 32) - 'a') < 26;
}
static bool is_name_part(xmlChar byte) {
  return is_name_start(byte) || byte == '-' || byte == '.' || (xmlChar)(byte - '0') < 10;
}

/// libxml2 waits for the semicolon of a reference, for megabytes if need be: an ampersand that cannot begin one is told
/// at once, in the words libxml2 has for it.
void sluice_xml_check_ampersand(sluice_xml *xml) {
  const xmlParserInputPtr input = xml->parser->input;
  // In CDATA and in a DTD it is just a character.
  if (xml->error.code != 0 || xml->parser->instate != XML_PARSER_CONTENT) return;
  if (input == NULL || input->cur >= input->end || *input->cur != '&') return;
  const xmlChar *place = input->cur + 1;
  if (place == input->end || *place == '#') return;
  const xmlChar *const name = place;
  while (place < input->end && (place == name ? is_name_start(*place) : is_name_part(*place))) place++;
  if (place == input->end || *place == ';') return;
  const xmlChar *const at = input->cur;
  input->cur = place;
  const char *const words = place == name ? "xmlParseEntityRef: no name" : "EntityRef: expecting ';'";
  sluice_xml_fail(xml, sluice_xml_not_well_formed, "%s", words);
  input->cur = at;
}

void sluice_xml_handle_errors(xmlSAXHandler *handler) {
  handler->serror = sluice_xml_on_error;
  handler->warning = handler->error = handler->fatalError = NULL;
}
