// JSON Lines through simdjson: many lines in, fields and records out, one call per chunk.
#ifndef SLUICE_CSIMDJSON_H
#define SLUICE_CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How a value was written; the numbers are those of `FieldKind`.
enum {
  sluice_json_text = 0,
  sluice_json_literal = 1,
  sluice_json_nested = 2,
  sluice_json_null = 3,
  sluice_json_absent = 4
};

/// Why a line was refused.
enum {
  sluice_json_malformed = 1,
  sluice_json_invalid_utf8 = 2,
  sluice_json_not_an_object = 3,
  sluice_json_too_deep = 4,
  sluice_json_too_large = 5,
  sluice_json_too_many_columns = 6,
  sluice_json_duplicate_name = 7,
  sluice_json_lone_surrogate = 8
};

/// Limits; none of them can be reached by a sound export.
enum {
  sluice_json_max_line = 16 << 20,
  sluice_json_max_depth = 64,
  sluice_json_max_columns = 2048,
  sluice_json_max_chunk = 0x7FFFFFFF
};

/// A value's place in the buffer.
typedef struct {
  uint32_t start, end;
  uint8_t kind;
} sluice_json_field;

/// A record: where its line starts in the chunk, lines and records before it in the chunk, one past its last field.
typedef struct {
  uint32_t start, line, number, field_end;
} sluice_json_record;

/// A refused line: its bytes in the chunk, lines and records before it, the column of the trouble (from 1).
typedef struct {
  uint32_t start, end, line, number, column;
  uint8_t code;
} sluice_json_refusal;

/// What a chunk held; the memory is the parser's and stands until its next call.
typedef struct {
  const sluice_json_field *fields;
  size_t field_count;
  const sluice_json_record *records;
  size_t record_count;
  const sluice_json_refusal *refusals;
  size_t refusal_count;
  size_t column_count;
  /// Bytes that belong behind the chunk: the values of paths into arrays.
  const uint8_t *picked;
  size_t picked_count;
  /// Line ends in the chunk, and lines in it that were not blank.
  uint32_t lines, numbers;
  /// Which record is the first that gives a name twice, so that the last value stands: its line, and its number from 1; a
  /// number of 0 is none.
  uint32_t repeated_line, repeated_number;
} sluice_json_output;

/// Keeps the columns from chunk to chunk.
typedef struct sluice_json sluice_json;

/// NULL where memory ran out.
sluice_json *sluice_json_create(void);
void sluice_json_free(sluice_json *parser);

/// Asks for the column of a path into arrays, such as `tags[*]` or `emails[0].address`; false where it is no such path.
bool sluice_json_expect(sluice_json *parser, const char *path, size_t count);

/// Reads whole lines; strings with escapes are unescaped in place. Places of fields count from `bytes - base`.
/// False where memory ran out or the places do not fit 31 bits.
bool sluice_json_parse(sluice_json *parser, uint8_t *bytes, size_t count, size_t base, sluice_json_output *output);

/// A column's name, UTF-8, not terminated.
const uint8_t *sluice_json_column(const sluice_json *parser, size_t index, size_t *count);

/// Whether bytes are UTF-8 (RFC 3629).
bool sluice_is_utf8(const uint8_t *bytes, size_t count);

#ifdef __cplusplus
}
#endif

#endif
