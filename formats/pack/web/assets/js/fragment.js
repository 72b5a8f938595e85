// The clean HTML of texts, made into elements by a short list. The browser's own parser is not asked: whatever a
// fragment holds, only listed elements with a language or a web address come out of here, and everything else is text.
(function (app) {
  'use strict';

  const allowed = new Set(['p', 'br', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'blockquote', 'em', 'i', 'strong', 'b', 'u',
    's', 'sub', 'sup', 'small', 'hr', 'pre', 'code', 'div', 'span', 'a', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tr', 'th', 'td',
    'cite', 'q', 'ruby', 'rt', 'rp', 'section', 'article']);
  const dropped = new Set(['script', 'style', 'template', 'iframe', 'object', 'title', 'noscript']);
  const empty = new Set(['br', 'hr']);
  const characters = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0'};
  const tokens = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|</g;

  function with_characters(text) {
    return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]+));/g, (whole, decimal, hex, name) => {
      if (name) return characters[name] || whole;
      const code = decimal ? Number(decimal) : parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    });
  }
  function attribute(attributes, name) {
    const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(attributes);
    return found ? with_characters(found[1] === undefined ? found[2] : found[1]) : '';
  }
  function made(name, attributes) {
    // The page has an h1 of its own: headings of texts come one level below.
    const level = /^h([1-6])$/.exec(name);
    const element = document.createElement(level ? `h${Math.min(6, Number(level[1]) + 1)}` : name);
    const language = attribute(attributes, 'lang');
    if (language) [element.lang, element.dir] = [language, app.direction(language)];
    const address = name === 'a' ? attribute(attributes, 'href') : '';
    if (/^https?:\/\//i.test(address)) [element.href, element.rel] = [address, 'noreferrer'];
    return element;
  }

  app.fragment = (html) => {
    const root = document.createElement('div');
    const open = [{name: '', element: root}];
    let skipping = '';
    tokens.lastIndex = 0;
    for (let match; (match = tokens.exec(html));) {
      const [whole, closing, tag, attributes] = match;
      const name = tag ? tag.toLowerCase() : '';
      if (skipping) {
        if (closing && name === skipping) skipping = '';
      } else if (!tag) {
        if (!whole.startsWith('<!--')) open[open.length - 1].element.append(with_characters(whole));
      } else if (closing) {
        const at = open.map((one) => one.name).lastIndexOf(name);
        if (at > 0) open.length = at;
      } else if (dropped.has(name)) {
        skipping = name;
      } else if (allowed.has(name)) {
        const element = made(name, attributes);
        open[open.length - 1].element.append(element);
        if (!empty.has(name)) open.push({name, element});
      }
    }
    return root;
  };
})(window.integrart);
