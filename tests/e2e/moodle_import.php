<?php
// What Moodle makes of the pages and quizzes of a Common Cartridge 1.1, with the real HTML Purifier and PHP's own HTML
// parser, as its importer (backup/cc) and its cleaning of texts (lib/weblib.php) use them.
// Use: php moodle_import.php FOLDER < {"pages": [path], "quizzes": [path], "titles": [text]}; FOLDER: the unpacked
// cartridge. Says {"pages": [html], "quizzes": [[question]], "titles": [text]} as Moodle holds them.

error_reporting(E_ALL & ~E_DEPRECATED);  // Debian's HTML Purifier is older than its PHP,
// which has no "$text{0}" any more. Three of its files have it and are read with "$text[0]" instead.
require_once 'HTMLPurifier.auto.php';
spl_autoload_register(function (string $class): void {
    if (in_array($class, ['HTMLPurifier_Encoder', 'HTMLPurifier_ChildDef_Custom', 'HTMLPurifier_TagTransform_Font'], true)) {
        $source = file_get_contents(strtr($class, '_', '/') . '.php', true);
        eval('?>' . preg_replace('/(\$\w+(?:\[[^][]+\])?)\{([^{}]+)\}/', '$1[$2]', $source));
    }
}, true, true);

const SCHEMES = ['http', 'https', 'ftp', 'irc', 'nntp', 'news', 'rtsp', 'rtmp', 'teamspeak', 'gopher', 'mms', 'mailto'];
const SHARED_MEDIA = ['src' => 'URI', 'crossorigin' => 'Enum#anonymous,use-credentials', 'preload' => 'Enum#auto,metadata,none',
    'autoplay' => 'Bool', 'loop' => 'Bool', 'muted' => 'Bool', 'controls' => 'Bool'];

/** The settings of Moodle: XHTML 1.0 without identifiers and forms, its own schemes, and players with their tracks. */
function purifier(): HTMLPurifier {
    $config = HTMLPurifier_Config::createDefault();
    $settings = ['HTML.DefinitionID' => 'moodle', 'HTML.DefinitionRev' => 1, 'Cache.DefinitionImpl' => null, 'Core.NormalizeNewlines' => false,
        'Core.ConvertDocumentToFragment' => true, 'Core.Encoding' => 'UTF-8', 'HTML.Doctype' => 'XHTML 1.0 Transitional',
        'URI.AllowedSchemes' => array_fill_keys(SCHEMES, true), 'Attr.AllowedFrameTargets' => ['_blank']];
    foreach ($settings as $name => $value) {
        $config->set($name, $value);
    }
    $known = $config->maybeGetRawHTMLDefinition();
    $known->addElement('bdi', 'Inline', 'Flow', 'Common');
    $known->addAttribute('span', 'dir', 'Enum#ltr,rtl,auto');
    $content = 'Optional: #PCDATA | Flow | source | track';
    $known->addElement('video', 'Inline', $content, 'Common',
        SHARED_MEDIA + ['poster' => 'URI', 'playsinline' => 'Bool', 'width' => 'Length', 'height' => 'Length']);
    $known->addElement('audio', 'Inline', $content, 'Common', SHARED_MEDIA);
    $known->addElement('source', false, 'Empty', null, ['src' => 'URI', 'type' => 'Text']);
    $known->addElement('track', false, 'Empty', null, ['src' => 'URI', 'kind' => 'Enum#subtitles,captions,descriptions,chapters,metadata',
        'srclang' => 'Text', 'label' => 'Text', 'default' => 'Bool']);
    $known->manager->addModule(new HTMLPurifier_HTMLModule_Ruby());
    return new HTMLPurifier($config);
}

/** Moodle decodes a text before it writes it into its own XML, so what was escaped once is not any more. */
function through_xml(string $text): string {
    $written = htmlspecialchars(html_entity_decode($text, ENT_QUOTES, 'UTF-8'), ENT_NOQUOTES, 'UTF-8', false);
    $document = new DOMDocument();
    if (!$document->loadXML("<text>$written</text>")) {
        throw new Exception('the XML that Moodle writes cannot be read: ' . substr($written, 0, 300));
    }
    return $document->textContent;
}

/** The addresses in a page that lead to files of the cartridge become addresses in the course, wherever they stand. */
function with_course_files(string $html, string $root, string $folder): string {
    $document = new DOMDocument();
    $document->loadHTML($html);
    $found = [];
    foreach ((new DOMXPath($document))->query('//@href | //@src | //@background | //@archive | //@code') as $address) {
        $file = strpos($address->nodeValue, '://') === false ? realpath($folder . '/' . $address->nodeValue) : false;
        if ($file !== false && is_file($file)) {
            $found[$address->nodeValue] = '$@FILEPHP@$' . substr($file, strlen($root));
        }
    }
    return str_replace(array_keys($found), array_values($found), $html);
}

function page(HTMLPurifier $purifier, string $root, string $path): string {
    $html = file_get_contents("$root/$path");
    if (preg_match('~<body[^>]*>(.+)</body>~is', $html, $body)) {
        $html = $body[1];
    }
    $clean = trim($purifier->purify($html));
    return $clean === '' ? '' : through_xml(with_course_files($clean, $root, dirname("$root/$path")));
}

/** Question texts go through an HTML parser that is not told their encoding, twice: for addresses and for pictures. */
function question_text(string $html): string {
    for ($time = 0; $time < 2; ++$time) {
        $document = new DOMDocument();
        $document->loadHTML($html);
        $html = preg_replace('/^<!DOCTYPE.+?>/', '', str_replace(['<html>', '</html>', '<body>', '</body>'], '', $document->saveHTML()));
    }
    return through_xml($html);
}

/** The options that Moodle takes for right, each with the share of the points that it gives. */
function shares(DOMXPath $find, DOMElement $item, bool $is_multiple): array {
    $right = $is_multiple
        ? './/q:setvar[@varname="SCORE"][.=100]/../q:conditionvar//q:varequal[@case="Yes"][not(parent::q:not)]'
        : 'q:resprocessing/q:respcondition[q:setvar]/q:conditionvar/q:varequal[1]';
    $named = array_map(fn ($one) => $one->nodeValue, iterator_to_array($find->query($right, $item)));
    return array_fill_keys($named, $named ? round(1 / count($named), 7) : 0);
}

function question(HTMLPurifier $purifier, DOMXPath $find, DOMElement $item): array {
    $text = fn (string $path, $from) => $find->evaluate("string($path)", $from);
    $kind = $text('q:itemmetadata//q:qtimetadatafield[q:fieldlabel="cc_profile"]/q:fieldentry', $item);
    $shares = shares($find, $item, $kind === 'cc.multiple_response.v0p1');
    $options = [];
    foreach ($find->query('q:presentation/q:response_lid/q:render_choice/q:response_label', $item) as $label) {
        $options[] = ['text' => $purifier->purify(through_xml($text('q:material/q:mattext', $label))), 'share' => $shares[$label->getAttribute('ident')] ?? 0];
    }
    $accepted = [];
    foreach ($kind === 'cc.fib.v0p1' ? $find->query('q:resprocessing/q:respcondition[q:setvar="100"]/q:conditionvar/q:varequal', $item) : [] as $answer) {
        $accepted[] = through_xml($answer->nodeValue);
    }
    $feedback = $text('q:itemfeedback/q:flow_mat/q:material/q:mattext', $item);
    return ['name' => through_xml($item->getAttribute('title')), 'text' => $purifier->purify(question_text($text('q:presentation/q:material/q:mattext', $item))),
        'options' => $options, 'accepted' => $accepted, 'feedback' => $purifier->purify(through_xml($feedback))];
}

function questions(HTMLPurifier $purifier, string $file): array {
    $document = new DOMDocument();
    $document->load($file);
    $find = new DOMXPath($document);
    $find->registerNamespace('q', 'http://www.imsglobal.org/xsd/ims_qtiasiv1p2');
    $items = iterator_to_array($find->query('/q:questestinterop/q:assessment/q:section/q:item'));
    return array_map(fn ($item) => question($purifier, $find, $item), $items);
}

libxml_use_internal_errors(true);
$root = realpath($argv[1]);
$wanted = json_decode(stream_get_contents(STDIN), true, 512, JSON_THROW_ON_ERROR);
$purifier = purifier();
$seen = ['pages' => array_map(fn ($path) => page($purifier, $root, $path), $wanted['pages']),
    'quizzes' => array_map(fn ($path) => questions($purifier, "$root/$path"), $wanted['quizzes']),
    'titles' => array_map('through_xml', $wanted['titles'])];
echo json_encode($seen, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE), "\n";
