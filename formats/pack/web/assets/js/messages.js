// Texts of the interface: the part of ICU MessageFormat that the catalogue uses (arguments and plurals).
(function (app) {
  'use strict';

  function end_of_argument(pattern, open) {
    let depth = 0;
    for (let at = open; at < pattern.length; ++at) {
      if (pattern[at] === '{') ++depth;
      if (pattern[at] === '}' && --depth === 0) return at;
    }
    return pattern.length;
  }

  function plural(choices, count, values, language) {
    const category = new Intl.PluralRules(language).select(count);
    const found = {};
    for (let at = 0; at < choices.length;) {
      const open = choices.indexOf('{', at);
      if (open < 0) break;
      const close = end_of_argument(choices, open);
      found[choices.slice(at, open).trim()] = choices.slice(open + 1, close);
      at = close + 1;
    }
    const chosen = found[`=${count}`] || found[category] || found.other || '';
    return format(chosen.replace(/#/g, count.toLocaleString(language)), values, language);
  }

  function format(pattern, values, language) {
    let text = '';
    for (let at = 0; at < pattern.length; ++at) {
      if (pattern[at] === "'" && pattern[at + 1] === "'") {
        text += "'";
        ++at;
      } else if (pattern[at] === '{') {
        const close = end_of_argument(pattern, at);
        const [name, kind, ...rest] = pattern.slice(at + 1, close).split(',');
        const value = values[name.trim()];
        text += kind && kind.trim() === 'plural' ? plural(rest.join(','), value, values, language) : value;
        at = close;
      } else {
        text += pattern[at];
      }
    }
    return text;
  }

  app.text = (id, values) => {
    const table = app.strings[app.language] || {};
    return format(table[id] || app.strings.en[id] || id, values || {}, app.language);
  };

  // The reader's choice, then the browser's languages; Norwegian may come as "no".
  app.choose_language = () => {
    const wanted = [app.preference('language')].concat(navigator.languages || [navigator.language]);
    const known = (tag) => {
      const primary = String(tag || '').toLowerCase().split('-')[0];
      const mended = primary === 'no' ? 'nb' : primary;
      return app.strings[mended] ? mended : null;
    };
    app.language = wanted.map(known).find(Boolean) || 'en';
  };
})(window.integrart);
