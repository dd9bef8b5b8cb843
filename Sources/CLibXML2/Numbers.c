// Numbers as a spreadsheet shows them: with the 15 digits it has, dates as ISO 8601.
#include "Sheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { number_room = 64, last_day = 2958465, days_1904 = 1462, milliseconds = 86400000 };

static bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/// Fifteen digits, without an exponent where that is not too long.
static size_t write_plain(double value, char *out) {
  char text[32];
  snprintf(text, sizeof(text), "%.14e", fabs(value));
  char digits[16] = {text[0]};
  memcpy(digits + 1, text + 2, 14);
  const int exponent = atoi(strchr(text, 'e') + 1);
  int count = 15;
  while (count > 1 && digits[count - 1] == '0') count--;
  const char *const sign = value < 0 ? "-" : "";
  if (exponent > 20 || exponent < -7) {
    const int places = count > 1 ? count - 1 : 0;
    return (size_t)snprintf(
        out, number_room, "%s%c%s%.*sE%+d", sign, digits[0], places > 0 ? "." : "", places, digits + 1, exponent);
  }
  if (exponent < 0) {
    return (size_t)snprintf(out, number_room, "%s0.%.*s%.*s", sign, -exponent - 1, "0000000", count, digits);
  }
  if (exponent >= count - 1) {
    return (size_t)snprintf(
        out, number_room, "%s%.*s%.*s", sign, count, digits, exponent - count + 1, "00000000000000000000");
  }
  return (size_t)snprintf(
      out, number_room, "%s%.*s.%.*s", sign, exponent + 1, digits, count - exponent - 1, digits + exponent + 1);
}

/// The date of a day since 1970-01-01 (Hinnant 2013, civil from days).
static size_t write_day(int64_t day, char *out) {
  const int64_t shifted = day + 719468;
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_index = (5 * day_of_year + 2) / 153;
  const int month = (int)(month_index < 10 ? month_index + 3 : month_index - 9);
  const int year = (int)(year_of_era + era * 400) + (month <= 2);
  return (size_t)snprintf(
      out, number_room, "%04d-%02d-%02d", year, month, (int)(day_of_year - (153 * month_index + 2) / 5) + 1);
}

static size_t write_time(int time, char *out) {
  const int seconds = time / 1000, rest = time % 1000;
  const size_t length = (size_t)snprintf(
      out, 32, "%02d:%02d:%02d", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
  return rest == 0 ? length : length + (size_t)snprintf(out + length, 16, ".%03d", rest);
}

/// 0 where the calendar does not have it.
static size_t write_moment(double serial, uint8_t format, bool is_1904, char *out) {
  if (serial < 0 || serial > last_day + 1) return 0;
  if (format == sluice_number_elapsed) {
    const int64_t seconds = llround(serial * 86400);
    return (size_t)snprintf(
        out, number_room, "%lld:%02d:%02d", (long long)(seconds / 3600), (int)(seconds / 60 % 60), (int)(seconds % 60));
  }
  int64_t day = (int64_t)floor(serial);
  int64_t time = llround((serial - (double)day) * milliseconds);
  if (time == milliseconds) {
    day++;
    time = 0;
  }
  const bool is_time = day == 0 && (format == sluice_number_time || !is_1904);
  if (is_1904) day += days_1904;
  if (day > last_day) return 0;
  if (is_time) {
    // The day 0 of January 1900 is none: what an empty cell looks like as a date.
    return format == sluice_number_date && time == 0 ? 0 : write_time((int)time, out);
  }
  // The calendar of 1900 has a 29 February that never was.
  size_t length = day == 60 ? (size_t)snprintf(out, number_room, "1900-02-29")
                            : write_day(day - (day < 60 ? 25568 : 25569), out);
  if (time != 0 || format != sluice_number_date) {
    out[length++] = 'T';
    length += write_time((int)time, out + length);
  }
  return length;
}

size_t sluice_write_number(
    const uint8_t *text, size_t count, uint8_t format, bool is_1904, char *out, bool *is_literal) {
  *is_literal = true;
  char number[number_room];
  if (count == 0 || count >= number_room) return 0;
  size_t digits = 0;
  for (size_t index = 0; index < count; index++) {
    if (!is_digit(text[index]) && strchr("+-.eE", text[index]) == NULL) return 0;
    digits += is_digit(text[index]);
  }
  memcpy(number, text, count);
  number[count] = 0;
  char *end;
  const double value = strtod(number, &end);
  if (digits == 0 || *end != 0 || !isfinite(value)) return 0;
  size_t length = 0;
  if (format >= sluice_number_padded && value >= 0 && value < 1e15 && floor(value) == value) {
    length = (size_t)snprintf(out, number_room, "%0*.0f", format - sluice_number_padded, value);
  } else if (format != sluice_number_plain && format < sluice_number_padded) {
    length = write_moment(value, format, is_1904, out);
  }
  *is_literal = length == 0;
  if (length > 0) return length;
  const size_t sign = text[0] == '-';
  if (digits == count - sign && (text[sign] != '0' || digits == 1)) {
    memcpy(out, text, count);
    return count;
  }
  return write_plain(value, out);
}
