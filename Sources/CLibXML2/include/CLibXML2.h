// XML through libxml2's push parser: bytes in, fields and records out, one call per chunk.
#ifndef SLUICE_CLIBXML2_H
#define SLUICE_CLIBXML2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What ended the document.
enum {
  sluice_xml_not_well_formed = 1,
  sluice_xml_truncated = 2,
  sluice_xml_entity_limit = 3,
  sluice_xml_external_entity = 4,
  sluice_xml_too_deep = 5,
  sluice_xml_too_large = 6,
  sluice_xml_bad_encoding = 7,
  sluice_xml_wrong_format = 8
};

/// Limits; none of them can be reached by a sound export.
enum {
  sluice_xml_max_depth = 256,
  sluice_xml_max_paths = 16,
  sluice_xml_max_record = 16 << 20,
  sluice_xml_max_columns = 2048,
  sluice_xml_max_seen_paths = 20,
  sluice_xml_max_seen_depth = 4,
  sluice_xml_max_chunk = 0x7FFFFFFF,
  sluice_xml_max_steps = 16,
  sluice_xml_max_conditions = 8,
  sluice_sheet_max_columns = 16384,
  sluice_sheet_max_cell = 256 << 10,
  sluice_texts_max = 0x7FFFFFFF
};

/// A value's place in the bytes; absent where the record does not have it.
typedef struct {
  uint32_t start, end;
  bool absent;
} sluice_xml_field;

/// A record: where its start tag stands in the source, its number from 1, one past its last field.
typedef struct {
  uint64_t offset, line, number;
  uint32_t field_end;
} sluice_xml_record;

/// What ended the document (0: nothing did), and where.
typedef struct {
  int code;
  uint64_t offset, line, column;
  char detail[256];
} sluice_xml_error;

/// What a chunk completed; the memory is the parser's and stands until its next call.
typedef struct {
  const uint8_t *bytes;
  size_t byte_count;
  const sluice_xml_field *fields;
  size_t field_count;
  const sluice_xml_record *records;
  size_t record_count;
  size_t column_count;
  sluice_xml_error error;
} sluice_xml_output;

/// Keeps the document's state from chunk to chunk.
typedef struct sluice_xml sluice_xml;

/// Finds records at `paths`: a line each, element names separated by tabs, each followed by a space and its namespace
/// where that counts. NULL where memory ran out.
sluice_xml *sluice_xml_create(const char *paths);
void sluice_xml_free(sluice_xml *parser);

/// Asks for the column of a path under the record, whose steps follow; false where memory ran out. Before the first
/// byte.
bool sluice_xml_pick(sluice_xml *parser, const char *column);
/// Adds a child element to the path, or the attribute that ends it. No namespace: any. False: too many.
bool sluice_xml_pick_step(sluice_xml *parser, const char *name, const char *uri, bool is_attribute);
/// Adds a condition to the last child: the n-th of its kind (`place` is not 0), or one with an attribute or a child of
/// this name, and of this value unless that is NULL. False: too many.
bool sluice_xml_pick_condition(
    sluice_xml *parser, const char *name, const char *uri, bool is_attribute, const char *value, uint32_t place);

/// Reads all of the bytes; the first chunk has at least four of them unless it is the last. Places of fields count
/// from `base` bytes before `output->bytes`.
void sluice_xml_parse(
    sluice_xml *parser, const uint8_t *bytes, size_t count, bool is_last, size_t base, sluice_xml_output *output);

/// A column's name, UTF-8, not terminated; empty past the last one.
const char *sluice_xml_column(const sluice_xml *parser, size_t index, size_t *count);

/// A path of the elements that were seen outside records; NULL past the last one.
const char *sluice_xml_seen_path(const sluice_xml *parser, size_t index);

/// How a style shows numbers.
enum {
  sluice_number_plain = 0,
  /// A date, a time of day, or both.
  sluice_number_date = 1,
  sluice_number_time = 2,
  sluice_number_date_time = 3,
  /// Hours that go beyond a day.
  sluice_number_elapsed = 4,
  /// With zeros in front to a width: this and the width.
  sluice_number_padded = 64
};

/// A workbook's shared texts.
typedef struct sluice_texts sluice_texts;

/// Many texts are kept in a file without a name in the folder. NULL where memory ran out.
sluice_texts *sluice_texts_create(const char *folder);
void sluice_texts_free(sluice_texts *texts);
size_t sluice_texts_count(const sluice_texts *texts);
/// Bytes of the longest.
size_t sluice_texts_longest(const sluice_texts *texts);

/// A cell that is not empty: its value's place in the bytes, its column from 1.
typedef struct {
  uint32_t start, end, column;
  /// As `FieldKind` has it: text, literal, or null for an error.
  uint8_t kind;
} sluice_sheet_cell;

/// A row with cells: where its start tag stands, its number in the sheet, one past its last cell.
typedef struct {
  uint64_t offset;
  uint32_t row, cell_end;
} sluice_sheet_row;

/// What a chunk completed; the memory is the parser's and stands until its next call.
typedef struct {
  const uint8_t *bytes;
  size_t byte_count;
  const sluice_sheet_cell *cells;
  size_t cell_count;
  const sluice_sheet_row *rows;
  size_t row_count;
  /// The last row that has begun; 0: none.
  uint32_t last_row;
  sluice_xml_error error;
} sluice_sheet_output;

/// Reads a worksheet. `formats` holds a byte for each style of its cells; the texts must outlive it. NULL where memory
/// ran out.
sluice_xml *sluice_sheet_create(
    const sluice_texts *shared, const uint8_t *formats, size_t format_count, bool is_1904);
/// Reads shared texts into `texts`, which must outlive it.
sluice_xml *sluice_texts_reader_create(sluice_texts *texts);

/// As `sluice_xml_parse`, for those two. Places of cells count from `base` bytes before `output->bytes`.
void sluice_sheet_parse(
    sluice_xml *parser, const uint8_t *bytes, size_t count, bool is_last, size_t base, sluice_sheet_output *output);

#endif
