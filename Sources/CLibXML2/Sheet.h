// The cells of a spreadsheet (ECMA-376, part 1, 18.3 and 18.4): rows of a worksheet, or its workbook's shared texts.
#ifndef SLUICE_XML_SHEET_H
#define SLUICE_XML_SHEET_H

#include "Texts.h"

#include <libxml/parser.h>

/// Names that count, interned.
typedef struct {
  const xmlChar *sheet_data, *row, *c, *v, *is, *t, *phonetic, *si, *r, *s;
} sluice_sheet_names;

typedef enum {
  sluice_cell_number,
  sluice_cell_shared,
  sluice_cell_text,
  sluice_cell_boolean,
  sluice_cell_error,
  sluice_cell_date,
} sluice_cell_type;

typedef struct {
  sluice_sheet_names names;
  sluice_texts *target;        // shared texts are read into it, and no rows
  const sluice_texts *shared;  // what cells refer to
  uint8_t *formats;
  size_t format_count;
  bool is_1904;

  bool is_in_data, is_in_row, is_in_cell;
  int phonetic_level;  // of the open `rPh`; 0: none
  int text_level;      // of the open `v` or `t`; 0: none

  // The open row: its first byte and cell.
  uint32_t row;
  uint64_t offset;
  size_t row_start, cell_start;
  // The open cell.
  uint32_t column, style;
  sluice_cell_type type;
  size_t text_start;

  uint8_t *bytes;
  size_t byte_count, byte_room;
  sluice_sheet_cell *cells;
  size_t cell_count, cell_room;
  sluice_sheet_row *rows;
  size_t row_count, row_room;

  char words[128];  // what is wrong
} sluice_sheet;

sluice_sheet *sluice_sheet_make(void);
void sluice_sheet_free(sluice_sheet *sheet);
void sluice_sheet_intern(sluice_sheet *sheet, xmlDictPtr dictionary);

/// Forgets what was complete; the open row moves to the front.
void sluice_sheet_rewind(sluice_sheet *sheet);

/// Take libxml2's events; `level` is the element's, from 1. They return 0, or what is wrong as `sluice_xml_error` has it,
/// with its words in `words`.
int sluice_sheet_begin(
    sluice_sheet *sheet, int level, const xmlChar *name, uint64_t offset, int attribute_count, const xmlChar **attributes);
int sluice_sheet_text(sluice_sheet *sheet, int level, const xmlChar *text, size_t count);
int sluice_sheet_end(sluice_sheet *sheet, int level, const xmlChar *name, size_t base);

/// Whether the element begins a row, whose place is wanted.
static inline bool sluice_sheet_is_row(const sluice_sheet *sheet, int level, const xmlChar *name) {
  return level == 3 && name == sheet->names.row && sheet->is_in_data;
}

/// Writes a number as a style shows it to `out`, which has room for 64 bytes; how many bytes that is, 0 where the text is
/// no number. Dates and times come out as ISO 8601 has them.
size_t sluice_write_number(
    const uint8_t *text, size_t count, uint8_t format, bool is_1904, char *out, bool *is_literal);

#endif
