#include "Sheet.h"

#include "Room.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// As `FieldKind` has them.
enum { kind_text = 0, kind_literal = 1, kind_null = 3 };

enum { last_row = 1 << 26 };

static int complain(sluice_sheet *sheet, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));
static int complain(sluice_sheet *sheet, int code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(sheet->words, sizeof(sheet->words), format, arguments);
  va_end(arguments);
  return code;
}

static int no_memory(sluice_sheet *sheet) {
  return complain(sheet, sluice_xml_too_large, "the rows do not fit in memory");
}

sluice_sheet *sluice_sheet_make(void) { return calloc(1, sizeof(sluice_sheet)); }

void sluice_sheet_free(sluice_sheet *sheet) {
  if (sheet == NULL) return;
  free(sheet->formats);
  free(sheet->bytes);
  free(sheet->cells);
  free(sheet->rows);
  free(sheet);
}

void sluice_sheet_intern(sluice_sheet *sheet, xmlDictPtr dictionary) {
  static const char *const texts[] = {"sheetData", "row", "c", "v", "is", "t", "rPh", "si", "r", "s"};
  const xmlChar **const names[] = {
      &sheet->names.sheet_data, &sheet->names.row, &sheet->names.c,  &sheet->names.v, &sheet->names.is, &sheet->names.t,
      &sheet->names.phonetic,   &sheet->names.si,  &sheet->names.r, &sheet->names.s};
  for (size_t index = 0; index < sizeof(texts) / sizeof(texts[0]); index++) {
    *names[index] = xmlDictLookup(dictionary, (const xmlChar *)texts[index], -1);
  }
}

void sluice_sheet_rewind(sluice_sheet *sheet) {
  const size_t kept = sheet->is_in_row || sheet->target != NULL ? sheet->byte_count - sheet->row_start : 0;
  if (kept > 0) memmove(sheet->bytes, sheet->bytes + sheet->row_start, kept);
  const size_t cells = sheet->is_in_row ? sheet->cell_count - sheet->cell_start : 0;
  if (cells > 0) memmove(sheet->cells, sheet->cells + sheet->cell_start, cells * sizeof(sluice_sheet_cell));
  sheet->text_start -= sheet->text_start >= sheet->row_start ? sheet->row_start : sheet->text_start;
  sheet->byte_count = kept;
  sheet->cell_count = cells;
  sheet->row_start = sheet->cell_start = sheet->row_count = 0;
}

static int append(sluice_sheet *sheet, const void *text, size_t count) {
  if (sheet->byte_count - sheet->text_start + count > sluice_sheet_max_cell) {
    return complain(
        sheet, sluice_xml_too_large, "a %s is larger than the limit of %d bytes",
        sheet->target != NULL ? "text" : "cell", sluice_sheet_max_cell);
  }
  if (sheet->byte_count - sheet->row_start + count > sluice_xml_max_record) {
    return complain(sheet, sluice_xml_too_large, "a row is larger than the limit of %d bytes", sluice_xml_max_record);
  }
  if (!reserve(&sheet->bytes, &sheet->byte_room, sheet->byte_count, count, 1)) return no_memory(sheet);
  if (count > 0) memcpy(sheet->bytes + sheet->byte_count, text, count);
  sheet->byte_count += count;
  return 0;
}

/// A whole number; false where it is none below `limit`.
static bool whole(const uint8_t *text, size_t count, uint64_t limit, uint64_t *number) {
  if (count == 0 || count > 12) return false;
  *number = 0;
  for (size_t index = 0; index < count; index++) {
    if (text[index] < '0' || text[index] > '9') return false;
    *number = *number * 10 + (uint64_t)(text[index] - '0');
  }
  return *number < limit;
}

static int begin_row(sluice_sheet *sheet, uint64_t offset, int count, const xmlChar **attributes) {
  uint64_t row = (uint64_t)sheet->row + 1;
  for (int index = 0; index < count; index++) {
    const xmlChar **const each = attributes + 5 * index;
    if (each[0] != sheet->names.r || each[1] != NULL) continue;
    if (!whole(each[3], (size_t)(each[4] - each[3]), last_row, &row)) {
      return complain(sheet, sluice_xml_not_well_formed, "the row after row %u has no number that can be one", sheet->row);
    }
    if (row <= sheet->row) {
      return complain(
          sheet, sluice_xml_not_well_formed, "row %u comes after row %u", (unsigned)row, (unsigned)sheet->row);
    }
  }
  sheet->row = (uint32_t)row;
  sheet->offset = offset;
  sheet->row_start = sheet->text_start = sheet->byte_count;
  sheet->cell_start = sheet->cell_count;
  sheet->column = 0;
  sheet->is_in_row = true;
  return 0;
}

static sluice_cell_type type_of(const uint8_t *text, size_t count) {
  static const struct {
    const char *word;
    sluice_cell_type type;
  } types[] = {
      {"s", sluice_cell_shared},   {"n", sluice_cell_number}, {"str", sluice_cell_text}, {"inlineStr", sluice_cell_text},
      {"b", sluice_cell_boolean},  {"e", sluice_cell_error},  {"d", sluice_cell_date},
  };
  for (size_t index = 0; index < sizeof(types) / sizeof(types[0]); index++) {
    if (strlen(types[index].word) == count && memcmp(types[index].word, text, count) == 0) return types[index].type;
  }
  return sluice_cell_date;
}

/// The column of a place such as AB12.
static bool column_of(const uint8_t *text, size_t count, uint32_t *column) {
  uint32_t number = 0;
  size_t index = 0;
  for (; index < count && index < 4 && text[index] >= 'A' && text[index] <= 'Z'; index++) {
    number = number * 26 + (uint32_t)(text[index] - 'A') + 1;
  }
  uint64_t row;
  *column = number;
  return number > 0 && number <= sluice_sheet_max_columns && whole(text + index, count - index, last_row, &row);
}

static int begin_cell(sluice_sheet *sheet, int count, const xmlChar **attributes) {
  uint32_t column = sheet->column + 1;
  sheet->type = sluice_cell_number;
  sheet->style = 0;
  for (int index = 0; index < count; index++) {
    const xmlChar **const each = attributes + 5 * index;
    const size_t length = (size_t)(each[4] - each[3]);
    uint64_t number;
    if (each[1] != NULL) continue;
    if (each[0] == sheet->names.r) {
      if (!column_of(each[3], length, &column)) {
        return complain(sheet, sluice_xml_not_well_formed, "a cell of row %u has no place that can be one", sheet->row);
      }
    } else if (each[0] == sheet->names.t) {
      sheet->type = type_of(each[3], length);
    } else if (each[0] == sheet->names.s && whole(each[3], length, UINT32_MAX, &number)) {
      sheet->style = (uint32_t)number;
    }
  }
  if (column <= sheet->column || column > sluice_sheet_max_columns) {
    return complain(sheet, sluice_xml_not_well_formed, "the cells of row %u are not in order", sheet->row);
  }
  sheet->column = column;
  sheet->text_start = sheet->byte_count;
  sheet->is_in_cell = true;
  return 0;
}

int sluice_sheet_begin(
    sluice_sheet *sheet, int level, const xmlChar *name, uint64_t offset, int attribute_count, const xmlChar **attributes) {
  const sluice_sheet_names *const names = &sheet->names;
  if (sheet->target != NULL) {
    if (level == 2 && name == names->si) {
      sheet->is_in_cell = true;
      sheet->row_start = sheet->text_start = sheet->byte_count = 0;
    }
  } else if (level == 2) {
    sheet->is_in_data = name == names->sheet_data;
  } else if (sluice_sheet_is_row(sheet, level, name)) {
    return begin_row(sheet, offset, attribute_count, attributes);
  } else if (level == 4 && sheet->is_in_row && name == names->c) {
    return begin_cell(sheet, attribute_count, attributes);
  }
  if (!sheet->is_in_cell) return 0;
  const int text_level = sheet->target != NULL ? 3 : 6;
  if (name == names->phonetic && sheet->phonetic_level == 0) sheet->phonetic_level = level;
  const bool is_text = name == names->t && level >= text_level && sheet->phonetic_level == 0;
  if (is_text || (name == names->v && level == 5 && sheet->target == NULL)) sheet->text_level = level;
  return 0;
}

int sluice_sheet_text(sluice_sheet *sheet, int level, const xmlChar *text, size_t count) {
  return sheet->text_level == level && level > 0 ? append(sheet, text, count) : 0;
}

static int hexadecimal(uint8_t byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/// The UTF-16 unit of `_x000D_`, which stands for a character that XML cannot hold; 0: it is none.
static unsigned escaped_unit(const uint8_t *text, size_t count) {
  if (count < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') return 0;
  unsigned unit = 0;
  for (size_t index = 2; index < 6; index++) {
    const int digit = hexadecimal(text[index]);
    if (digit < 0) return 0;
    unit = unit * 16 + (unsigned)digit;
  }
  // Half of a surrogate pair has no UTF-8 form.
  return unit >= 0xD800 && unit < 0xE000 ? 0 : unit;
}

/// Unescapes the text from `text_start` on in place: nothing gets longer.
static void unescape(sluice_sheet *sheet) {
  uint8_t *const text = sheet->bytes + sheet->text_start;
  const size_t count = sheet->byte_count - sheet->text_start;
  if (count == 0 || memchr(text, '_', count) == NULL) return;
  size_t out = 0;
  for (size_t index = 0; index < count;) {
    const unsigned unit = escaped_unit(text + index, count - index);
    if (unit == 0) {
      text[out++] = text[index++];
      continue;
    }
    index += 7;
    if (unit >= 0x800) {
      text[out++] = (uint8_t)(0xE0 | unit >> 12);
      text[out++] = (uint8_t)(0x80 | (unit >> 6 & 0x3F));
      text[out++] = (uint8_t)(0x80 | (unit & 0x3F));
    } else if (unit >= 0x80) {
      text[out++] = (uint8_t)(0xC0 | unit >> 6);
      text[out++] = (uint8_t)(0x80 | (unit & 0x3F));
    } else {
      text[out++] = (uint8_t)unit;
    }
  }
  sheet->byte_count = sheet->text_start + out;
}

/// White space around a value that is no text.
static void trim(sluice_sheet *sheet, const uint8_t **text, size_t *count) {
  *text = sheet->bytes + sheet->text_start;
  *count = sheet->byte_count - sheet->text_start;
  while (*count > 0 && strchr(" \t\r\n", (*text)[*count - 1]) != NULL) (*count)--;
  while (*count > 0 && strchr(" \t\r\n", **text) != NULL) {
    (*text)++;
    (*count)--;
  }
}

/// Puts a text in the place of the one the cell was written with.
static int replace(sluice_sheet *sheet, const void *text, size_t count) {
  sheet->byte_count = sheet->text_start;
  return append(sheet, text, count);
}

static int take_shared(sluice_sheet *sheet, const uint8_t *digits, size_t count) {
  uint64_t index = 0;
  const uint8_t *text;
  size_t length;
  const bool is_whole = whole(digits, count, UINT64_MAX, &index);
  if (!is_whole || !sluice_texts_get(sheet->shared, (size_t)index, &text, &length)) {
    return complain(
        sheet, sluice_xml_not_well_formed, "a cell of row %u refers to a shared text that is not there (there are %zu)",
        sheet->row, sheet->shared != NULL ? sheet->shared->count : 0);
  }
  return replace(sheet, text, length);
}

/// The value of the cell, written after `text_start`.
static int end_cell(sluice_sheet *sheet) {
  sheet->is_in_cell = false;
  const uint8_t *text;
  size_t count;
  trim(sheet, &text, &count);
  uint8_t kind = kind_text;
  int state = 0;
  switch (sheet->type) {
  case sluice_cell_text:
    unescape(sheet);
    break;
  case sluice_cell_shared:
    if (count > 0) state = take_shared(sheet, text, count);
    break;
  case sluice_cell_boolean:
    if (count == 1 && (*text == '0' || *text == '1')) {
      kind = kind_literal;
      state = *text == '1' ? replace(sheet, "true", 4) : replace(sheet, "false", 5);
    }
    break;
  case sluice_cell_error:
    if (count > 0) kind = kind_null;
    sheet->byte_count = sheet->text_start;
    break;
  case sluice_cell_number: {
    char number[64];
    bool is_literal;
    const uint8_t format = sheet->style < sheet->format_count ? sheet->formats[sheet->style] : sluice_number_plain;
    const size_t length = sluice_write_number(text, count, format, sheet->is_1904, number, &is_literal);
    if (length > 0) {
      kind = is_literal ? kind_literal : kind_text;
      state = replace(sheet, number, length);
    }
    break;
  }
  case sluice_cell_date:
    break;
  }
  if (state != 0) return state;
  if (sheet->byte_count == sheet->text_start && kind != kind_null) return 0;
  if (!reserve(&sheet->cells, &sheet->cell_room, sheet->cell_count, 1, sizeof(sluice_sheet_cell))) {
    return no_memory(sheet);
  }
  sheet->cells[sheet->cell_count++] = (sluice_sheet_cell){
      .start = (uint32_t)(sheet->text_start - sheet->row_start),
      .end = (uint32_t)(sheet->byte_count - sheet->row_start),
      .column = sheet->column,
      .kind = kind,
  };
  return 0;
}

static int end_row(sluice_sheet *sheet, size_t base) {
  sheet->is_in_row = false;
  if (sheet->cell_count == sheet->cell_start) return 0;
  if (!reserve(&sheet->rows, &sheet->row_room, sheet->row_count, 1, sizeof(sluice_sheet_row))) return no_memory(sheet);
  for (size_t index = sheet->cell_start; index < sheet->cell_count; index++) {
    sheet->cells[index].start += (uint32_t)(base + sheet->row_start);
    sheet->cells[index].end += (uint32_t)(base + sheet->row_start);
  }
  sheet->rows[sheet->row_count++] =
      (sluice_sheet_row){.offset = sheet->offset, .row = sheet->row, .cell_end = (uint32_t)sheet->cell_count};
  return 0;
}

int sluice_sheet_end(sluice_sheet *sheet, int level, const xmlChar *name, size_t base) {
  if (level == sheet->text_level) sheet->text_level = 0;
  if (level == sheet->phonetic_level) sheet->phonetic_level = 0;
  if (sheet->target != NULL) {
    if (level != 2 || !sheet->is_in_cell) return 0;
    sheet->is_in_cell = false;
    unescape(sheet);
    if (sluice_texts_add(sheet->target, sheet->bytes, sheet->byte_count)) return 0;
    return complain(
        sheet, sluice_xml_too_large, "the workbook's texts do not fit: they may have %d bytes", sluice_texts_max);
  }
  if (level == 4 && sheet->is_in_cell) return end_cell(sheet);
  if (sluice_sheet_is_row(sheet, level, name) && sheet->is_in_row) return end_row(sheet, base);
  return 0;
}
