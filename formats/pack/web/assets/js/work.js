// The page of one work.
(function (app) {
  'use strict';

  const fact = (label, ...content) => app.element('div', {}, app.element('dt', {}, label), app.element('dd', {}, content));

  app.work_facts = (work) => app.element('dl', {class: 'work-facts'},
    work.creators.length ? fact(app.text('web.credits'), app.credits(work)) : null,
    work.licence ? fact(app.text('web.licence'), app.licence(work.licence)) : null,
    app.pack.names[work.language] ? fact(app.text('web.language'), app.element('span', app.in_language(work.language), app.language_name(work.language))) : null,
    work.level ? fact(app.text('web.level'), work.level) : null,
    work.about.length ? fact(app.text('web.topics'), work.about.map((topic) => app.element('bdi', {class: 'topic'}, topic))) : null);

  function objectives(work) {
    if (!work.objectives.length) return null;
    return app.element('section', {class: 'objectives', 'aria-labelledby': 'objectives'},
      app.element('h2', {id: 'objectives'}, app.text('web.objectives')),
      app.element('ul', {}, work.objectives.map((one) => app.localised('li', one, work.language))));
  }

  function neighbours(work) {
    const works = app.pack.works, at = works.indexOf(work);
    const link = (other, label, name) => (other ? app.element('a', {href: `#/work/${other.id}`, class: `neighbour ${name}`},
      app.element('span', {}, label), app.title('strong', other.title, other.language)) : app.element('span', {}));
    return app.element('nav', {class: 'neighbours', 'aria-label': app.text('web.other_works')},
      link(works[at - 1], app.text('web.previous_work'), 'before'), link(works[at + 1], app.text('web.next_work'), 'after'));
  }

  function body(work, data, view) {
    if (work.kind === 'image') {
      app.advance(work.id, {done: true});
      return [app.viewer(work, data), data.texts.length ? app.reader(work, data.texts) : null];
    }
    const playable = data.renditions.some((one) => one.role !== 'image');
    if (!playable) {
      app.advance(work.id, {done: true});
      return [app.reader(work, data.texts)];
    }
    if (work.kind === 'text') app.advance(work.id, {done: true});
    const player = app.player(work, data);
    view.leave = player.leave;
    view.remember = player.remember;
    view.keys = player.keys;
    return [app.element('div', {class: player.transcript ? 'with-transcript' : 'alone'},
      app.element('div', {class: 'player-side'}, player.element, player.resume, player.settings), player.transcript),
    !player.transcript && data.texts.length ? app.reader(work, data.texts) : null];
  }

  app.views.work = (id) => {
    const work = app.work(id);
    if (!work) return app.views.home();
    const description = app.best(work.description, work.language);
    const place = app.element('div', {class: 'work-body'}, app.element('p', {class: 'waiting'}, app.text('web.loading')));
    const view = {title: app.best(work.title, work.language).text};
    let left = false;
    view.leave = () => { left = true; };
    app.load_work(work).then((data) => {
      if (left) return;
      place.replaceChildren(...body(work, data, view).concat(app.exercise_list(work, data)).filter(Boolean));
      app.use_keys(view.keys);
    }).catch((error) => {
      if (error) console.error(error);
      place.replaceChildren(app.element('p', {class: 'problem', role: 'alert'}, app.text('web.cannot_load')));
    });
    view.content = app.element('article', {class: `work kind-${work.kind}`},
      app.element('a', {href: '#/', class: 'up'}, app.icon('back'), app.text('web.all_works')),
      app.title('h1', work.title, work.language, {tabindex: '-1'}),
      place,
      description.text ? app.element('p', app.in_language(description.language, {class: 'about-work'}), description.text) : null,
      objectives(work), app.work_facts(work), neighbours(work));
    return view;
  };
})(window.integrart);
