#include "CTables.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t countries[] = {
#embed "Tables/countries.tsv"
};
static const uint8_t country_aliases[] = {
#embed "Tables/country-aliases.tsv"
};
static const uint8_t company_forms[] = {
#embed "Tables/company-forms.tsv"
};
static const uint8_t company_words[] = {
#embed "Tables/company-words.tsv"
};
static const uint8_t html_entities[] = {
#embed "Tables/html-entities.tsv"
};
static const uint8_t name_words[] = {
#embed "Tables/name-words.tsv"
};
static const uint8_t names_by_language[] = {
#embed "Tables/names-by-language.tsv"
};
static const uint8_t census_names[] = {
#embed "Tables/census-names.tsv"
};
static const uint8_t romanise_kana[] = {
#embed "Tables/romanise-kana.tsv"
};
static const uint8_t romanise_han[] = {
#embed "Tables/romanise-han.tsv"
};
static const uint8_t romanise_names[] = {
#embed "Tables/romanise-names.tsv"
};

sluice_table sluice_table_countries(void) { return (sluice_table){countries, sizeof countries}; }
sluice_table sluice_table_country_aliases(void) { return (sluice_table){country_aliases, sizeof country_aliases}; }
sluice_table sluice_table_company_forms(void) { return (sluice_table){company_forms, sizeof company_forms}; }
sluice_table sluice_table_company_words(void) { return (sluice_table){company_words, sizeof company_words}; }
sluice_table sluice_table_name_words(void) { return (sluice_table){name_words, sizeof name_words}; }
sluice_table sluice_table_html_entities(void) { return (sluice_table){html_entities, sizeof html_entities}; }
sluice_table sluice_table_names_by_language(void) {
  return (sluice_table){names_by_language, sizeof names_by_language};
}
sluice_table sluice_table_census_names(void) { return (sluice_table){census_names, sizeof census_names}; }
sluice_table sluice_table_romanise_kana(void) { return (sluice_table){romanise_kana, sizeof romanise_kana}; }
sluice_table sluice_table_romanise_han(void) { return (sluice_table){romanise_han, sizeof romanise_han}; }
sluice_table sluice_table_romanise_names(void) { return (sluice_table){romanise_names, sizeof romanise_names}; }
