// Tables as they stand in their files (Tables/, each with its source in its first lines), without a file to open.
#ifndef SLUICE_CTABLES_H
#define SLUICE_CTABLES_H

#include <stddef.h>
#include <stdint.h>

/// UTF-8 lines; those that begin with # are comments. Lives for ever.
typedef struct {
  const uint8_t *bytes;
  size_t count;
} sluice_table;

/// `name<tab>code`: what countries are called, case folded.
sluice_table sluice_table_countries(void);
/// The same for what CLDR does not have.
sluice_table sluice_table_country_aliases(void);
/// `forms<tab>flags`: legal forms of companies, between bars; the file's first lines tell the flags.
sluice_table sluice_table_company_forms(void);
/// `stems<tab>kind`: words that long legal forms are made of, between bars.
sluice_table sluice_table_company_words(void);
/// `name<tab>code point in hexadecimal`: what HTML's character entities mean.
sluice_table sluice_table_html_entities(void);
/// `class<tab>words`: honorifics, suffixes, particles and other words that stand in and around names.
sluice_table sluice_table_name_words(void);
/// The same for names that tell a language or are spelt in a way of their own.
sluice_table sluice_table_names_by_language(void);
/// The same for given names and family names of the United States.
sluice_table sluice_table_census_names(void);

/// `kana<tab>letters`: kana by Hepburn.
sluice_table sluice_table_romanise_kana(void);
/// `sound<tab>characters`: Han characters of transcribed names, and family names.
sluice_table sluice_table_romanise_han(void);
/// `name<tab>letters`: names of scripts without vowels, and Korean family names.
sluice_table sluice_table_romanise_names(void);

#endif
