// The record being read and the records that are complete: text comes in, columns are found, fields go out.
#ifndef SLUICE_XML_RECORD_H
#define SLUICE_XML_RECORD_H

#include "CLibXML2.h"
#include "Names.h"

/// A run of text in the record's bytes; a value is a chain of them. 0 ends the chain.
typedef struct {
  uint32_t start, end;
  uint32_t next;
  bool begins_value;
} sluice_run;

typedef struct {
  uint32_t first, last;  // runs; 0: none
} sluice_chain;

/// An open element of the record.
typedef struct {
  uint32_t name;
  uint32_t previous_child;
  bool has_children;
  sluice_chain text;
} sluice_element;

/// Growing arrays; `room` counts items.
typedef struct {
  uint8_t *bytes;
  size_t byte_count, byte_room;
  sluice_xml_field *fields;
  size_t field_count, field_room;
  sluice_xml_record *records;
  size_t record_count, record_room;
  sluice_run *runs;  // 0 is unused
  size_t run_count, run_room;

  sluice_names names;
  char *columns[sluice_xml_max_columns];
  size_t column_count, column_bytes;
  sluice_chain values[sluice_xml_max_columns];  // of the open record
  size_t used;                                  // one past its last column

  sluice_element elements[sluice_xml_max_depth + 1];
  size_t open;        // open elements of the record; 0: outside
  size_t start;       // its first byte
  uint64_t numbers;   // records so far
  int64_t allowance;  // fields that absent columns may still cost
  uint64_t line, offset;
} sluice_records;

/// What an operation came to.
typedef enum {
  sluice_done,
  sluice_no_memory,
  sluice_too_large,
  sluice_too_many_columns,
  sluice_too_sparse,
} sluice_state;

bool sluice_records_create(sluice_records *records);
void sluice_records_free(sluice_records *records);

/// Forgets what was complete; the bytes of the open record move to the front.
void sluice_records_rewind(sluice_records *records);

/// Opens a record, or an element inside it.
void sluice_record_begin(sluice_records *records, uint64_t offset, uint64_t line);
sluice_state sluice_element_begin(sluice_records *records, const void *name);
sluice_state sluice_element_attribute(
    sluice_records *records, uint32_t *previous, const void *name, const uint8_t *text, size_t count);
sluice_state sluice_element_text(sluice_records *records, const uint8_t *text, size_t count);

/// Whether the innermost element's text is this.
bool sluice_element_is(const sluice_records *records, const char *text);
/// Appends the innermost element's text as one more value, unless it is but layout.
sluice_state sluice_element_copy(sluice_records *records, sluice_chain *values);
/// Appends a text as one more value.
sluice_state sluice_chain_text(sluice_records *records, sluice_chain *values, const void *text, size_t count);
/// Takes back what was appended since the chain was as `before`.
void sluice_chain_cut(sluice_records *records, sluice_chain *chain, sluice_chain before);
/// Gives a column of the record values; `index` is remembered for the next time, -1 at first.
sluice_state sluice_column_add(sluice_records *records, const char *column, int32_t *index, sluice_chain values);

/// Closes the innermost element; with the outermost one the record is complete.
sluice_state sluice_element_end(sluice_records *records, size_t base);

#endif
