#include "Record.h"

#include "Room.h"

#include <stdlib.h>
#include <string.h>

// Fields per byte of the record that absent columns may cost, and how many may be saved up: with many columns and tiny
// records memory would otherwise grow with their product.
static const int64_t fields_per_byte = 16;
static const int64_t fields_saved = 4 << 20;
static const size_t max_column_bytes = 1 << 20;
// Pieces of text in one record: elements without any text would otherwise cost memory without limit.
static const size_t max_runs = 4 << 20;

bool sluice_records_create(sluice_records *records) {
  records->allowance = fields_saved;
  records->run_count = 1;
  return sluice_names_create(&records->names) &&
         reserve(&records->runs, &records->run_room, 0, 64, sizeof(sluice_run));
}

void sluice_records_free(sluice_records *records) {
  sluice_names_free(&records->names);
  for (size_t column = 0; column < records->column_count; column++) free(records->columns[column]);
  free(records->bytes);
  free(records->fields);
  free(records->records);
  free(records->runs);
}

void sluice_records_rewind(sluice_records *records) {
  const size_t kept = records->open > 0 ? records->byte_count - records->start : 0;
  if (kept > 0) memmove(records->bytes, records->bytes + records->start, kept);
  records->byte_count = kept;
  records->start = 0;
  records->field_count = records->record_count = 0;
}

static sluice_state append(sluice_records *records, const void *text, size_t count) {
  if (records->byte_count - records->start + count > sluice_xml_max_record) return sluice_too_large;
  if (!reserve(&records->bytes, &records->byte_room, records->byte_count, count, 1)) return sluice_no_memory;
  memcpy(records->bytes + records->byte_count, text, count);
  records->byte_count += count;
  return sluice_done;
}

/// Appends a run to a chain.
static sluice_state link_run(sluice_records *records, sluice_chain *chain, uint32_t start, uint32_t end, bool begins_value) {
  if (records->run_count == max_runs) return sluice_too_large;
  if (!reserve(&records->runs, &records->run_room, records->run_count, 1, sizeof(sluice_run))) return sluice_no_memory;
  const uint32_t run = (uint32_t)records->run_count++;
  records->runs[run] = (sluice_run){.start = start, .end = end, .begins_value = begins_value};
  if (chain->last != 0) {
    records->runs[chain->last].next = run;
  } else {
    chain->first = run;
  }
  chain->last = run;
  return sluice_done;
}

/// Appends text to a chain: to its last run where that one ends here.
static sluice_state append_run(sluice_records *records, sluice_chain *chain, const void *text, size_t count) {
  const uint32_t start = (uint32_t)(records->byte_count - records->start);
  const sluice_state state = append(records, text, count);
  if (state != sluice_done) return state;
  const uint32_t end = start + (uint32_t)count;
  if (chain->last != 0 && records->runs[chain->last].end == start) {
    records->runs[chain->last].end = end;
    return sluice_done;
  }
  return link_run(records, chain, start, end, chain->last == 0);
}

sluice_state sluice_chain_text(sluice_records *records, sluice_chain *values, const void *text, size_t count) {
  const uint32_t start = (uint32_t)(records->byte_count - records->start);
  const sluice_state state = append(records, text, count);
  return state == sluice_done ? link_run(records, values, start, start + (uint32_t)count, true) : state;
}

void sluice_chain_cut(sluice_records *records, sluice_chain *chain, sluice_chain before) {
  *chain = before;
  if (before.last != 0) records->runs[before.last].next = 0;
}

/// Appends `.name` parts up to the root; how long it came to be.
static size_t write_path(const sluice_names *names, uint32_t name, char *out) {
  const sluice_name *const each = &names->names[name];
  size_t length = each->parent != 0 ? write_path(names, each->parent, out) : 0;
  if (each->parent != 0) {
    if (out != NULL) out[length] = '.';
    length++;
  }
  if (each->is_attribute) {
    if (out != NULL) out[length] = '@';
    length++;
  }
  const size_t count = strlen(each->text);
  if (out != NULL) memcpy(out + length, each->text, count);
  return length + count;
}

/// The column of this text, which it may have to begin; the text is taken over.
static sluice_state name_column(sluice_records *records, char *text, int32_t *column) {
  const size_t length = text != NULL ? strlen(text) : 0;
  sluice_state state = text != NULL ? sluice_done : sluice_no_memory;
  // `<a.b>` and `<a><b>` mean the same column.
  size_t index = 0;
  while (text != NULL && index < records->column_count && strcmp(records->columns[index], text) != 0) index++;
  if (state == sluice_done && index == records->column_count) {
    if (index == sluice_xml_max_columns || records->column_bytes + length > max_column_bytes) {
      state = sluice_too_many_columns;
    } else {
      records->columns[records->column_count++] = text;
      records->column_bytes += length;
      text = NULL;
    }
  }
  free(text);
  if (state == sluice_done) *column = (int32_t)index;
  return state;
}

/// The column of a name, which it may have to begin.
static sluice_state find_column(sluice_records *records, uint32_t name, int32_t *column) {
  sluice_name *const each = &records->names.names[name];
  if (each->column < 0) {
    const size_t length = name == 0 ? 0 : write_path(&records->names, name, NULL);
    char *const text = name == 0 ? strdup("#text") : calloc(1, length + 1);
    if (name != 0 && text != NULL) write_path(&records->names, name, text);
    const sluice_state state = name_column(records, text, &each->column);
    if (state != sluice_done) return state;
  }
  *column = each->column;
  return sluice_done;
}

/// Gives a column a value, after the ones it has in this record.
static void add(sluice_records *records, int32_t column, sluice_chain value) {
  while (records->used <= (size_t)column) records->values[records->used++] = (sluice_chain){0, 0};
  sluice_chain *const chain = &records->values[column];
  if (chain->last != 0) {
    records->runs[chain->last].next = value.first;
    chain->last = value.last;
  } else {
    *chain = value;
  }
}

static sluice_state put(sluice_records *records, uint32_t name, sluice_chain value) {
  int32_t column;
  const sluice_state state = find_column(records, name, &column);
  if (state == sluice_done) add(records, column, value);
  return state;
}

void sluice_record_begin(sluice_records *records, uint64_t offset, uint64_t line) {
  records->offset = offset;
  records->line = line;
  records->start = records->byte_count;
  records->run_count = 1;
  records->used = 0;
  records->elements[0] = (sluice_element){0};
  records->open = 1;
}

sluice_state sluice_element_begin(sluice_records *records, const void *name) {
  sluice_element *const parent = &records->elements[records->open - 1];
  const uint32_t found = sluice_names_find(&records->names, parent->name, parent->previous_child, false, name);
  if (found == sluice_no_name) return sluice_too_many_columns;
  parent->previous_child = found;
  parent->has_children = true;
  records->elements[records->open++] = (sluice_element){.name = found};
  return sluice_done;
}

sluice_state sluice_element_attribute(
    sluice_records *records, uint32_t *previous, const void *name, const uint8_t *text, size_t count) {
  const uint32_t owner = records->elements[records->open - 1].name;
  const uint32_t found = sluice_names_find(&records->names, owner, *previous, true, name);
  if (found == sluice_no_name) return sluice_too_many_columns;
  *previous = found;
  sluice_chain value = {0, 0};
  const sluice_state state = append_run(records, &value, text, count);
  return state == sluice_done ? put(records, found, value) : state;
}

sluice_state sluice_element_text(sluice_records *records, const uint8_t *text, size_t count) {
  return append_run(records, &records->elements[records->open - 1].text, text, count);
}

static bool is_blank(const sluice_records *records, sluice_chain chain) {
  for (uint32_t run = chain.first; run != 0; run = records->runs[run].next) {
    for (size_t place = records->runs[run].start; place < records->runs[run].end; place++) {
      const uint8_t byte = records->bytes[records->start + place];
      if (byte != ' ' && byte != '\n' && byte != '\t' && byte != '\r') return false;
    }
  }
  return true;
}

/// Writes a chain of several runs as one: parts of a value follow each other, values are joined with "; ", and empty
/// ones add nothing.
static sluice_state join(sluice_records *records, sluice_chain chain, sluice_xml_field *field) {
  const uint32_t start = (uint32_t)(records->byte_count - records->start);
  bool is_pending = false;
  for (uint32_t run = chain.first; run != 0; run = records->runs[run].next) {
    const sluice_run each = records->runs[run];
    if (each.begins_value) is_pending = records->byte_count - records->start > start;
    if (each.start == each.end) continue;
    const size_t count = each.end - each.start;
    // Room first: the text stands in the array that would move.
    if (!reserve(&records->bytes, &records->byte_room, records->byte_count, count + 2, 1)) return sluice_no_memory;
    sluice_state state = is_pending ? append(records, "; ", 2) : sluice_done;
    is_pending = false;
    if (state == sluice_done) state = append(records, records->bytes + records->start + each.start, count);
    if (state != sluice_done) return state;
  }
  *field = (sluice_xml_field){.start = start, .end = (uint32_t)(records->byte_count - records->start)};
  return sluice_done;
}

static sluice_state finish(sluice_records *records, size_t base) {
  const size_t used = records->used;
  const int64_t earned = (int64_t)(records->byte_count - records->start + 16) * fields_per_byte;
  records->allowance = records->allowance + earned < fields_saved ? records->allowance + earned : fields_saved;
  if ((int64_t)used > records->allowance) return sluice_too_sparse;
  records->allowance -= (int64_t)used;
  if (!reserve(&records->fields, &records->field_room, records->field_count, used, sizeof(sluice_xml_field)) ||
      !reserve(&records->records, &records->record_room, records->record_count, 1, sizeof(sluice_xml_record))) {
    return sluice_no_memory;
  }
  for (size_t column = 0; column < used; column++) {
    const sluice_chain chain = records->values[column];
    sluice_xml_field field = {.absent = chain.first == 0};
    if (chain.first != 0) {
      if (chain.first == chain.last) {
        field.start = records->runs[chain.first].start;
        field.end = records->runs[chain.first].end;
      } else {
        const sluice_state state = join(records, chain, &field);
        if (state != sluice_done) return state;
      }
      field.start += (uint32_t)(base + records->start);
      field.end += (uint32_t)(base + records->start);
    }
    records->fields[records->field_count + column] = field;
  }
  records->field_count += used;
  records->records[records->record_count++] = (sluice_xml_record){
      .offset = records->offset,
      .line = records->line,
      .number = ++records->numbers,
      .field_end = (uint32_t)records->field_count,
  };
  return sluice_done;
}

/// White space between child elements is layout; an element with nothing inside is an empty text.
static bool has_text(const sluice_records *records) {
  const sluice_element *const element = &records->elements[records->open - 1];
  return !(records->open == 1 || element->has_children) || !is_blank(records, element->text);
}

bool sluice_element_is(const sluice_records *records, const char *text) {
  size_t length = strlen(text);
  const uint32_t first = records->elements[records->open - 1].text.first;
  for (uint32_t run = first; run != 0; run = records->runs[run].next) {
    const sluice_run each = records->runs[run];
    const size_t count = each.end - each.start;
    if (count > length || memcmp(records->bytes + records->start + each.start, text, count) != 0) return false;
    text += count;
    length -= count;
  }
  return length == 0;
}

sluice_state sluice_element_copy(sluice_records *records, sluice_chain *values) {
  if (!has_text(records)) return sluice_done;
  const sluice_chain text = records->elements[records->open - 1].text;
  if (text.first == 0) return sluice_chain_text(records, values, "", 0);
  sluice_state state = sluice_done;
  for (uint32_t run = text.first; run != 0 && state == sluice_done; run = records->runs[run].next) {
    state = link_run(records, values, records->runs[run].start, records->runs[run].end, run == text.first);
  }
  return state;
}

sluice_state sluice_column_add(sluice_records *records, const char *column, int32_t *index, sluice_chain values) {
  sluice_state state = sluice_done;
  if (*index < 0) state = name_column(records, strdup(column), index);
  if (state == sluice_done) add(records, *index, values);
  return state;
}

sluice_state sluice_element_end(sluice_records *records, size_t base) {
  const bool is_record = records->open == 1;
  sluice_element *const element = &records->elements[records->open - 1];
  sluice_state state = sluice_done;
  if (has_text(records)) {
    if (element->text.first == 0) state = append_run(records, &element->text, "", 0);
    if (state == sluice_done) state = put(records, element->name, element->text);
  }
  if (state == sluice_done && is_record) state = finish(records, base);
  records->open--;
  return state;
}
