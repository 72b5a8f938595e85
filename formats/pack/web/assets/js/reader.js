// Texts for reading, with a translation beside them, under each sentence, or behind a tap.
(function (app) {
  'use strict';

  const blocks = new Set(['P', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'LI', 'PRE', 'DT', 'DD', 'TR']);
  const flat = (text) => text.replace(/\s+/g, ' ').trim();

  // The blocks of a text with the sentences that stand in each; null when the two views of the text do not agree.
  function sentences_by_block(text) {
    const leaves = [...app.fragment(text.html).querySelectorAll('*')].filter((element) => blocks.has(element.tagName.replace(/^H\d$/, 'P')) &&
      ![...element.querySelectorAll('*')].some((inner) => blocks.has(inner.tagName)) && flat(element.textContent));
    let next = 0;
    for (const leaf of leaves) for (const br of leaf.querySelectorAll('br')) br.after('\n');
    const found = leaves.map((leaf) => {
      const content = flat(leaf.textContent), inside = [];
      let at = 0;
      while (next < text.sentences.length) {
        const sentence = flat(text.sentences[next]);
        const where = content.indexOf(sentence, at);
        if (where < 0 || content.slice(at, where).trim()) break;
        inside.push(text.sentences[next++]);
        at = where + sentence.length;
      }
      return {tag: leaf.tagName.toLowerCase(), sentences: content.slice(at).trim() ? null : inside, content: leaf.textContent};
    });
    return next === text.sentences.length && found.every((block) => block.sentences) ? found : null;
  }

  // Pairs of parts, as fine as both texts allow: sentences, else blocks, else nothing.
  function pairs(own, other) {
    const [a, b] = [sentences_by_block(own), sentences_by_block(other)];
    if (a && b && own.sentences.length === other.sentences.length) {
      let next = 0;
      return a.map((block) => ({tag: block.tag, parts: block.sentences.map((sentence) => [sentence, other.sentences[next++]])}));
    }
    const [x, y] = [own, other].map((text) => [...app.fragment(text.html).children]);
    if (x.length > 1 && x.length === y.length) {
      return x.map((element, i) => ({tag: 'p', parts: [[element.textContent, y[i].textContent]]}));
    }
    return null;
  }

  const tag_for = (tag) => (/^h[1-6]$/.test(tag) ? tag : 'div');
  function bilingual(own, other, layout) {
    const found = pairs(own, other);
    const language = (text, attributes) => app.in_language(text.language, attributes);
    if (!found) {
      return app.element('div', {class: `both ${layout === 'under' ? '' : 'beside'}`},
        app.element('div', language(own), [...app.fragment(own.html).childNodes]),
        app.element('div', language(other, {class: 'second'}), [...app.fragment(other.html).childNodes]));
    }
    return app.element('div', {class: layout}, found.map((block) => app.element('div', {class: 'block'}, block.parts.map(([sentence, meaning]) => {
      const translation = app.element('span', language(other, {class: 'second', hidden: layout === 'tap'}), meaning.trim());
      const original = app.element(layout === 'tap' ? 'button' : 'span', language(own, layout === 'tap'
        ? {class: 'first', type: 'button', 'aria-expanded': 'false', onclick: () => {
          translation.hidden = !translation.hidden;
          original.setAttribute('aria-expanded', String(!translation.hidden));
        }} : {class: 'first'}), sentence.trim());
      return app.element(tag_for(block.tag), {class: 'pair'}, original, translation);
    }))));
  }

  app.reader = (work, texts) => {
    const own = texts[0];
    const others = texts.slice(1);
    const article = app.element('div', {class: 'reading', id: 'reading'});
    const near = others.find((text) => text.language.split('-')[0] === app.language);
    const remembered = app.preference('translation', null);
    let translation = remembered !== null && (remembered === '' || others.some((text) => text.language === remembered))
      ? remembered : near ? near.language : '';
    let layout = app.preference('layout', 'under');
    let size = app.preference('size', 0);

    function show() {
      const other = others.find((text) => text.language === translation);
      article.className = `reading size-${size}`;
      article.replaceChildren(other ? bilingual(own, other, layout)
        : app.element('div', app.in_language(own.language), [...app.fragment(own.html).childNodes]));
      layout_choice.hidden = !other;
    }
    const language_choice = app.element('select', {onchange: () => {
      translation = language_choice.value;
      app.prefer('translation', translation);
      show();
    }}, [['', app.text('web.no_translation')]].concat(others.map((text) => [text.language, app.language_name(text.language)]))
      .map(([value, name]) => app.element('option', {value, selected: value === translation, lang: value || null}, name)));
    const layout_select = app.element('select', {onchange: () => {
      layout = layout_select.value;
      app.prefer('layout', layout);
      show();
    }}, ['under', 'beside', 'tap'].map((value) => app.element('option', {value, selected: value === layout}, app.text(`web.layout_${value}`))));
    const layout_choice = app.element('label', {class: 'choice'}, app.element('span', {}, app.text('web.layout')), layout_select);
    const resize = (step) => {
      size = Math.min(4, Math.max(-1, size + step));
      app.prefer('size', size);
      show();
    };
    const tools = app.element('div', {class: 'settings reading-tools'},
      others.length ? app.element('label', {class: 'choice'}, app.element('span', {}, app.text('web.translation')), language_choice) : null,
      others.length ? layout_choice : null,
      app.element('div', {class: 'sizes', role: 'group', 'aria-label': app.text('web.text_size')},
        app.icon_button('minus', app.text('web.smaller'), () => resize(-1)),
        app.element('span', {class: 'size-sign', 'aria-hidden': 'true'}, 'A'),
        app.icon_button('plus', app.text('web.larger'), () => resize(1))),
      app.icon_button('print', app.text('web.print'), () => window.print(), {class: 'icon-button print-button'}));
    show();
    return app.element('section', {class: 'reader', 'aria-label': app.text('web.words')}, tools, article);
  };
})(window.integrart);
