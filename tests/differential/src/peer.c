/* The other side: libxml2's parser and canonicalisation, and libxmlsec1's signing and verification, each asked as an application asks. */
#include <string.h>

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

static xmlParserCtxtPtr parser;
enum { OPTIONS = XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING };

/* libxml2 says what it thinks of a document; here its answer is all that is wanted. */
static void silent(void *context, const char *message, ...) {
  (void)context;
  (void)message;
}

int peer_start(void) {
  xmlInitParser();
  xmlSetGenericErrorFunc(NULL, silent);
  if (xmlSecInit() < 0 || xmlSecCryptoAppInit(NULL) < 0 || xmlSecCryptoInit() < 0) return 0;
  xmlSecErrorsDefaultCallbackEnableOutput(0);
  parser = xmlNewParserCtxt();
  return parser != NULL;
}

const char *peer_libxml2(void) { return xmlParserVersion; }
const char *peer_xmlsec(void) { return XMLSEC_VERSION; }

/* NULL unless it is well-formed, by its namespaces too. Without XML_PARSE_NOENT libxml2 2.9 has `&#38;` for `&amp;` in the name of a namespace. */
xmlDocPtr peer_parse(const char *octets, size_t length) {
  xmlDocPtr document = xmlCtxtReadMemory(parser, octets, (int)length, NULL, NULL, OPTIONS);
  if (document != NULL && (!parser->wellFormed || !parser->nsWellFormed)) {
    xmlFreeDoc(document);
    document = NULL;
  }
  return document;
}

void peer_free_document(xmlDocPtr document) { xmlFreeDoc(document); }
void peer_free(xmlChar *text) { xmlFree(text); }

static xmlNodePtr next_element(xmlNodePtr node) {
  do {
    if (node->children != NULL && node->type == XML_ELEMENT_NODE) {
      node = node->children;
    } else {
      while (node != NULL && node->next == NULL) node = node->parent;
      if (node == NULL || node->type == XML_DOCUMENT_NODE) return NULL;
      node = node->next;
    }
  } while (node->type != XML_ELEMENT_NODE);
  return node;
}

static xmlNodePtr nth_element(xmlDocPtr document, int number) {
  xmlNodePtr node = number < 0 ? NULL : xmlDocGetRootElement(document);
  while (node != NULL && number-- > 0) node = next_element(node);
  return node;
}

struct subset {
  xmlNodePtr apex, omit;
};

static int is_visible(void *data, xmlNodePtr node, xmlNodePtr parent) {
  const struct subset *subset = data;
  /* A namespace has no parent of its own, and an attribute that of its element. */
  xmlNodePtr at = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE ? parent : node;
  for (; at != NULL; at = at->parent) {
    if (at == subset->omit) return 0;
    if (at == subset->apex) return 1;
  }
  return 0;
}

/* The canonical form of an element, without what is in another one below it; to be freed. NULL where there is none. */
xmlChar *peer_canonical(xmlDocPtr document, int apex, int omit, int mode, int with_comments, xmlChar **prefixes, size_t *length) {
  struct subset subset = {nth_element(document, apex), nth_element(document, omit)};
  if (subset.apex == NULL) return NULL;
  xmlOutputBufferPtr buffer = xmlAllocOutputBuffer(NULL);
  if (buffer == NULL) return NULL;
  xmlChar *form = NULL;
  if (xmlC14NExecute(document, is_visible, &subset, mode, prefixes, with_comments, buffer) >= 0) {
    *length = xmlOutputBufferGetSize(buffer);
    form = xmlStrndup(xmlOutputBufferGetContent(buffer), (int)*length);
  }
  xmlOutputBufferClose(buffer);
  return form;
}

/* With its private half. It lives as long as the process. */
xmlSecKeyPtr peer_key(const unsigned char *pem, size_t length) {
  return xmlSecCryptoAppKeyLoadMemory(pem, (xmlSecSize)length, xmlSecKeyDataFormatPem, NULL, NULL, NULL);
}

/* Every attribute ID is one; of two with the same value the first, as libxml2 has it. */
void peer_register_ids(xmlDocPtr document) {
  for (xmlNodePtr node = xmlDocGetRootElement(document); node != NULL; node = next_element(node)) {
    xmlAttrPtr attribute = xmlHasNsProp(node, (const xmlChar *)"ID", NULL);
    xmlChar *value = attribute == NULL ? NULL : xmlNodeListGetString(document, attribute->children, 1);
    if (value != NULL && xmlGetID(document, value) == NULL) xmlAddID(NULL, document, value, attribute);
    if (value != NULL) xmlFree(value);
  }
}

static xmlNodePtr nth_signature(xmlDocPtr document, int number) {
  xmlNodePtr node = xmlDocGetRootElement(document);
  for (; node != NULL; node = next_element(node))
    if (xmlSecCheckNodeName(node, xmlSecNodeSignature, xmlSecDSigNs) && number-- == 0) return node;
  return NULL;
}

static xmlSecDSigCtxPtr context_with(xmlSecKeyPtr key) {
  xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
  if (context == NULL) return NULL;
  context->enabledReferenceUris = xmlSecTransformUriTypeEmpty | xmlSecTransformUriTypeSameDocument;
  context->signKey = xmlSecKeyDuplicate(key);
  return context;
}

/* Fills in the first Signature. Answers with its DigestValue and its SignatureValue, to be freed. */
int peer_sign(xmlDocPtr document, xmlSecKeyPtr key, xmlChar **digest, xmlChar **value) {
  xmlNodePtr signature = nth_signature(document, 0);
  xmlSecDSigCtxPtr context = signature == NULL ? NULL : context_with(key);
  if (context == NULL) return 0;
  int done = xmlSecDSigCtxSign(context, signature) >= 0 && context->status == xmlSecDSigStatusSucceeded;
  xmlSecDSigCtxDestroy(context);
  if (!done) return 0;
  xmlNodePtr digest_value = xmlSecFindNode(signature, xmlSecNodeDigestValue, xmlSecDSigNs);
  xmlNodePtr signature_value = xmlSecFindNode(signature, xmlSecNodeSignatureValue, xmlSecDSigNs);
  *digest = digest_value == NULL ? NULL : xmlNodeGetContent(digest_value);
  *value = signature_value == NULL ? NULL : xmlNodeGetContent(signature_value);
  return *digest != NULL && *value != NULL;
}

/* 1 where the Signature of this number verifies, 0 where it does not, -1 where there is none. */
int peer_verify(xmlDocPtr document, int number, xmlSecKeyPtr key) {
  xmlNodePtr signature = nth_signature(document, number);
  if (signature == NULL) return -1;
  xmlSecDSigCtxPtr context = context_with(key);
  if (context == NULL) return 0;
  int verified = xmlSecDSigCtxVerify(context, signature) >= 0 && context->status == xmlSecDSigStatusSucceeded;
  xmlSecDSigCtxDestroy(context);
  return verified;
}
