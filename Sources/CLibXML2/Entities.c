// Entities: internal ones are kept and expanded by libxml2, external ones are never fetched.
#include "Document.h"

#include <string.h>

/// What declared entities may hold.
static const size_t max_entity_bytes = 1 << 20;

static void on_entity(
    void *context, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
    xmlChar *content) {
  sluice_xml *const xml = state_of(context);
  xml->entity_bytes += 64 + strlen((const char *)name) + (content != NULL ? strlen((const char *)content) : 0);
  if (xml->entity_bytes > max_entity_bytes) {
    sluice_xml_fail(
        xml, sluice_xml_entity_limit, "the document declares more than %zu bytes of entities", max_entity_bytes);
    return;
  }
  xmlSAX2EntityDecl(context, name, type, public_id, system_id, content);
}

static void fail_external(sluice_xml *xml, const xmlChar *name) {
  sluice_xml_fail(
      xml, sluice_xml_external_entity, "entity &%.100s; is declared outside the document, which is never fetched",
      (const char *)name);
}

/// libxml2 loads what this gives it: never an external entity. One that nothing in the document declares may be
/// declared in what was not fetched, and is not passed over in silence either.
static xmlEntityPtr on_get_entity(void *context, const xmlChar *name) {
  const xmlParserCtxtPtr parser = context;
  const xmlEntityPtr entity = xmlSAX2GetEntity(context, name);
  if (entity != NULL && entity->etype == XML_INTERNAL_GENERAL_ENTITY) return entity;
  if (entity != NULL || parser->hasExternalSubset || parser->hasPErefs) fail_external(state_of(context), name);
  return NULL;
}

/// The same for parameter entities, which only a DTD can use: without them it is incomplete, which is no error yet.
static xmlEntityPtr on_get_parameter_entity(void *context, const xmlChar *name) {
  const xmlEntityPtr entity = xmlSAX2GetParameterEntity(context, name);
  if (entity == NULL || entity->etype == XML_INTERNAL_PARAMETER_ENTITY) return entity;
  ((xmlParserCtxtPtr)context)->hasPErefs = 1;
  return NULL;
}

/// libxml2 tells of an entity that it does not know and passes over.
static void on_reference(void *context, const xmlChar *name) {
  const xmlEntityPtr entity = xmlSAX2GetEntity(context, name);
  if (entity == NULL) fail_external(state_of(context), name);
}

static xmlParserInputPtr on_resolve(void *context, const xmlChar *public_id, const xmlChar *system_id) {
  (void)public_id, (void)system_id;
  sluice_xml_fail(
      state_of(context), sluice_xml_external_entity,
      "the document asks for an external entity, which is never fetched");
  return NULL;
}

/// libxml2 leaves it to this callback to ask for what a notation must have.
static void on_notation(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id) {
  (void)name;
  if (public_id != NULL || system_id != NULL) return;
  sluice_xml_fail(state_of(context), sluice_xml_not_well_formed, "a notation is declared without an identifier");
}

void sluice_xml_handle_entities(xmlSAXHandler *handler) {
  handler->getEntity = on_get_entity;
  handler->getParameterEntity = on_get_parameter_entity;
  handler->entityDecl = on_entity;
  handler->reference = on_reference;
  handler->resolveEntity = on_resolve;
  // The rest of a DTD is of no use here, and it could be long.
  handler->externalSubset = NULL;
  handler->elementDecl = NULL;
  handler->attributeDecl = NULL;
  handler->notationDecl = on_notation;
  handler->unparsedEntityDecl = NULL;
}
