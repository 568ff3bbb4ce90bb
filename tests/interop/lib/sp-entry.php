<?php

// The SP's entry for saml20-sp-remote.php, as JSON, from the metadata on standard input: SimpleSAMLphp's own reader
// makes it, as its metadata converter does, after its own copy of the schema has accepted the document.

use SimpleSAML\Metadata\SAMLParser;
use SimpleSAML\Utils\XML;

require $argv[1] . '/lib/_autoload.php';

$xml = stream_get_contents(STDIN);
$verdict = XML::isValid($xml, 'saml-schema-metadata-2.0.xsd');
if ($verdict !== true) {
    fwrite(STDERR, "the SP's metadata does not fit the schema: $verdict\n");
    exit(1);
}
$entries = [];
foreach (SAMLParser::parseDescriptorsString($xml) as $entityId => $entity) {
    $entry = $entity->getMetadata20SP();
    unset($entry['entityDescriptor']);
    $entries[$entityId] = $entry;
}
echo json_encode($entries, JSON_THROW_ON_ERROR);
