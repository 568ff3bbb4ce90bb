/* The signatures of one SAML Response, verified by libxmlsec1 as an application would: parse, tell libxml2 which attributes are IDs,
 * verify each Signature that stands where SAML has it, with the one trusted key, and see that it covers the element it stands in.
 * No other rule of SAML is asked. */
#include <string.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <xmlsec/crypto.h>
#include <xmlsec/errors.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

static const xmlChar *const PROTOCOL = (const xmlChar *)"urn:oasis:names:tc:SAML:2.0:protocol";
static const xmlChar *const ASSERTION = (const xmlChar *)"urn:oasis:names:tc:SAML:2.0:assertion";

/* What is said to the Rust side. */
enum { VERIFIED = 0, NOT_XML = 1, NO_RESPONSE = 2, NO_ID = 3, NOT_SIGNED = 4, NOT_VERIFIED = 5, WRONG_REFERENCE = 6, FAILED = 7 };

const char *bench_xmlsec_version(void) { return XMLSEC_VERSION; }

int bench_xmlsec_start(void) {
  xmlInitParser();
  if (xmlSecInit() < 0 || xmlSecCryptoAppInit(NULL) < 0 || xmlSecCryptoInit() < 0) return FAILED;
  /* A refusal is an answer here, not a line on stderr. */
  xmlSecErrorsDefaultCallbackEnableOutput(0);
  return VERIFIED;
}

/* The public key of a certificate, read once, and without the certificate: each verification duplicates the key, which is a count of references for a public
 * key, and a new parsing of the certificate where there is one. */
xmlSecKeyPtr bench_xmlsec_key(const unsigned char *pem, size_t length) {
  xmlSecKeyPtr certified = xmlSecCryptoAppKeyLoadMemory(pem, (xmlSecSize)length, xmlSecKeyDataFormatCertPem, NULL, NULL, NULL);
  if (certified == NULL) return NULL;
  xmlSecKeyPtr key = xmlSecKeyCreate();
  xmlSecKeyDataPtr value = xmlSecKeyDataDuplicate(xmlSecKeyGetValue(certified));
  xmlSecKeyDestroy(certified);
  if (key != NULL && value != NULL && xmlSecKeySetValue(key, value) >= 0) return key;
  if (value != NULL) xmlSecKeyDataDestroy(value);
  if (key != NULL) xmlSecKeyDestroy(key);
  return NULL;
}

static const xmlChar *register_id(xmlDocPtr document, xmlNodePtr element) {
  xmlAttrPtr attribute = xmlHasProp(element, (const xmlChar *)"ID");
  if (attribute == NULL || attribute->children == NULL || attribute->children->next != NULL) return NULL;
  const xmlChar *value = attribute->children->content;
  return xmlAddID(NULL, document, value, attribute) == NULL ? NULL : value;
}

/* What SAML allows (core 5.4.4), and no digest with SHA-1. */
static int allow_transforms(xmlSecDSigCtxPtr context) {
  const xmlSecTransformId allowed[] = {
      xmlSecTransformEnvelopedId,           xmlSecTransformExclC14NId,    xmlSecTransformExclC14NWithCommentsId,
      xmlSecTransformInclC14NId,            xmlSecTransformInclC14NWithCommentsId,
      xmlSecTransformSha256Id,              xmlSecTransformSha384Id,      xmlSecTransformSha512Id,
  };
  context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
  for (size_t index = 0; index < sizeof(allowed) / sizeof(allowed[0]); index++)
    if (xmlSecDSigCtxEnableReferenceTransform(context, allowed[index]) < 0) return 0;
  return 1;
}

static int covers(xmlSecDSigCtxPtr context, const xmlChar *id) {
  if (xmlSecPtrListGetSize(&context->signedInfoReferences) != 1) return 0;
  xmlSecDSigReferenceCtxPtr reference = xmlSecPtrListGetItem(&context->signedInfoReferences, 0);
  return reference != NULL && reference->uri != NULL && reference->uri[0] == '#' && xmlStrEqual(reference->uri + 1, id);
}

static int verify_signature(xmlNodePtr signature, const xmlChar *id, xmlSecKeyPtr key) {
  xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
  if (context == NULL) return FAILED;
  int answer = FAILED;
  context->signKey = xmlSecKeyDuplicate(key);
  if (context->signKey != NULL && allow_transforms(context)) {
    if (xmlSecDSigCtxVerify(context, signature) < 0 || context->status != xmlSecDSigStatusSucceeded) answer = NOT_VERIFIED;
    else answer = covers(context, id) ? VERIFIED : WRONG_REFERENCE;
  }
  xmlSecDSigCtxDestroy(context);
  return answer;
}

/* Verifies the Signature in `element` if there is one, and counts it. */
static int verify_element(xmlDocPtr document, xmlNodePtr element, xmlSecKeyPtr key, int *verified) {
  const xmlChar *id = register_id(document, element);
  if (id == NULL) return NO_ID;
  xmlNodePtr signature = xmlSecFindChild(element, xmlSecNodeSignature, xmlSecDSigNs);
  if (signature == NULL) return VERIFIED;
  int answer = verify_signature(signature, id, key);
  if (answer == VERIFIED) *verified += 1;
  return answer;
}

static int verify_document(xmlDocPtr document, xmlSecKeyPtr key, int *verified) {
  xmlNodePtr root = xmlDocGetRootElement(document);
  if (root == NULL || !xmlSecCheckNodeName(root, (const xmlChar *)"Response", PROTOCOL)) return NO_RESPONSE;
  xmlNodePtr assertion = xmlSecFindChild(root, (const xmlChar *)"Assertion", ASSERTION);
  if (assertion == NULL) return NO_RESPONSE;
  int answer = verify_element(document, root, key, verified);
  if (answer == VERIFIED) answer = verify_element(document, assertion, key, verified);
  if (answer == VERIFIED && *verified == 0) answer = NOT_SIGNED;
  return answer;
}

int bench_xmlsec_verify(const char *xml, size_t length, xmlSecKeyPtr key, int *verified) {
  *verified = 0;
  xmlDocPtr document = xmlReadMemory(xml, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (document == NULL) return NOT_XML;
  int answer = verify_document(document, key, verified);
  xmlFreeDoc(document);
  return answer;
}
