// The list of works: pictures, filters, and where the reader left off.
(function (app) {
  'use strict';

  const filters = {kind: '', language: '', level: ''};
  const levels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'];
  const languages_of = (work) => new Set([work.language].concat(work.subtitles, work.texts).filter((tag) => app.pack.names[tag]));

  // A picture, or what a work without one looks like: the wave of a song, the first words of a text.
  function cover(work) {
    const box = app.element('div', {class: `cover kind-${work.kind}`});
    if (work.picture) {
      const image = app.element('img', {src: work.picture.path, alt: '', loading: 'lazy', decoding: 'async'});
      if (work.placeholder) {
        box.style.backgroundImage = `url("${work.placeholder}")`;
        image.classList.add('arriving');
        const arrived = () => image.classList.remove('arriving');
        image.addEventListener('load', arrived);
        if (image.complete) arrived();
      }
      box.append(image);
    } else if (work.excerpt) {
      box.append(app.element('p', app.in_language(work.excerpt.language, {class: 'excerpt', 'aria-hidden': 'true'}), work.excerpt.text));
    } else if (work.peaks.length) {
      box.append(app.bars(work.peaks, {class: 'cover-bars'}));
    }
    const progress = app.progress(work.id);
    const share = progress.done ? 1 : progress.length ? progress.time / progress.length : 0;
    if (share > 0.01) {
      const bar = app.element('div', {class: 'done-bar'});
      bar.style.width = `${Math.round(100 * share)}%`;
      box.append(bar);
    }
    box.append(app.element('span', {class: 'kind'}, app.icon(work.kind), app.element('span', {}, app.text(`web.kind_${work.kind}`)),
      work.seconds ? app.element('span', {class: 'length'}, app.clock(work.seconds)) : null));
    box.classList.toggle('is-finished', Boolean(progress.done));
    if (progress.done) box.append(app.element('span', {class: 'done'}, app.icon('done'), app.element('span', {class: 'for-ears'}, app.text('web.done'))));
    return box;
  }

  app.card = (work, heading) => {
    const more = [...languages_of(work)].filter((tag) => tag !== work.language);
    return app.element('li', {class: 'card'},
      cover(work),
      app.element('div', {class: 'card-text'},
        app.element(heading || 'h2', {}, app.title('a', work.title, work.language, {href: `#/work/${work.id}`})),
        work.creators.length ? app.element('p', {class: 'by'}, work.creators.map((creator, i) => [i ? ', ' : '', app.element('bdi', {}, creator.name)])) : null,
        app.element('p', {class: 'tags'},
          work.level ? app.element('span', {class: 'level', title: app.text('web.level')}, work.level) : null,
          app.pack.names[work.language] ? app.element('span', app.in_language(work.language), app.language_name(work.language)) : null,
          more.length ? app.element('span', {class: 'more', title: more.map(app.language_name_here).join(', ')}, app.text('web.more_languages', {count: more.length})) : null)));
  };

  const fits = (work) => (!filters.kind || work.kind === filters.kind) && (!filters.level || work.level === filters.level) &&
    (!filters.language || languages_of(work).has(filters.language));

  function filter_group(name, label, options, changed) {
    if (options.length < 2) return null;
    const buttons = [['', app.text('web.all')]].concat(options).map(([value, text, attributes]) => {
      const button = app.element('button', Object.assign({type: 'button', class: 'chip', 'aria-pressed': String(filters[name] === value), onclick: () => {
        filters[name] = value;
        for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
        changed();
      }}, attributes), text);
      return button;
    });
    return app.element('div', {class: 'filter', role: 'group', 'aria-label': label}, app.element('span', {class: 'filter-name', 'aria-hidden': 'true'}, label), buttons);
  }

  app.views.home = () => {
    const pack = app.pack, works = pack.works;
    const grid = app.element('ul', {class: 'grid'});
    const count = app.element('p', {class: 'count', role: 'status'});
    function show() {
      const shown = works.filter(fits);
      grid.replaceChildren(...shown.map((work) => app.card(work)));
      count.textContent = app.text('web.works', {count: shown.length});
    }
    const kinds = ['video', 'audio', 'image', 'text'].filter((kind) => works.some((work) => work.kind === kind));
    const languages = Object.keys(pack.names).filter((tag) => works.some((work) => languages_of(work).has(tag)));
    const used = levels.filter((level) => works.some((work) => work.level === level));
    const begun = works.filter((work) => {
      const progress = app.progress(work.id);
      return progress.time > 5 && !progress.done;
    }).slice(0, 3);
    show();
    const description = app.best(pack.description);
    return {title: '', content: [
      app.element('div', {class: 'hero'},
        app.title('h1', pack.title, null, {tabindex: '-1'}),
        description.text ? app.element('p', app.in_language(description.language, {class: 'lead'}), description.text) : null,
        app.element('p', {class: 'facts'}, app.language_names(pack.languages))),
      begun.length ? app.element('section', {class: 'begun', 'aria-label': app.text('web.continue')},
        app.element('h2', {}, app.text('web.continue')), app.element('ul', {class: 'grid'}, begun.map((work) => app.card(work, 'h3')))) : null,
      app.element('section', {'aria-label': app.text('web.all_works')},
        app.element('div', {class: 'filters'},
          filter_group('kind', app.text('web.filter_kind'), kinds.map((kind) => [kind, app.text(`web.kind_${kind}`)]), show),
          filter_group('language', app.text('web.filter_language'), languages.map((tag) => [tag, app.language_name(tag), app.in_language(tag)]), show),
          filter_group('level', app.text('web.filter_level'), used.map((level) => [level, level]), show)),
        count, grid)]};
  };
})(window.integrart);
