// About the pack: who made it, under which licence, how to keep it, and how to forget what was done with it.
(function (app) {
  'use strict';

  app.views.about = () => {
    const pack = app.pack;
    const description = app.best(pack.description);
    const forget = app.element('button', {type: 'button', class: 'button', onclick: () => {
      app.save('progress', {});
      app.say(app.text('web.forgotten'));
      forget.replaceWith(app.element('p', {}, app.text('web.forgotten')));
    }}, app.text('web.forget'));
    return {title: app.text('web.about'), content: app.element('article', {class: 'about'},
      app.element('a', {href: '#/', class: 'up'}, app.icon('back'), app.text('web.all_works')),
      app.element('h1', {tabindex: '-1'}, app.text('web.about')),
      app.element('section', {}, app.title('h2', pack.title),
        description.text ? app.element('p', app.in_language(description.language), description.text) : null,
        app.element('dl', {class: 'work-facts'},
          pack.licence ? app.element('div', {}, app.element('dt', {}, app.text('web.licence')), app.element('dd', {}, app.licence(pack.licence))) : null,
          app.element('div', {}, app.element('dt', {}, app.text('web.languages')), app.element('dd', {class: 'listed'}, app.language_names(pack.languages))))),
      app.element('section', {}, app.element('h2', {}, app.text('web.credits')),
        app.element('ul', {class: 'credit-list'}, pack.works.map((work) => app.element('li', {},
          app.title('strong', work.title, work.language), app.element('span', {}, app.credits(work)),
          app.element('span', {class: 'quiet'}, app.licence(work.licence || pack.licence))))),
        app.element('p', {}, app.element('a', {href: 'credits.html'}, app.text('web.credits_page')))),
      app.element('section', {}, app.element('h2', {}, app.text('web.offline')), app.offline_panel()),
      app.element('section', {}, app.element('h2', {}, app.text('web.your_data')),
        app.element('p', {}, app.text('web.your_data_stays')), forget),
      app.element('section', {}, app.element('h2', {}, app.text('web.keys')),
        app.element('button', {type: 'button', class: 'button', onclick: app.key_help}, app.icon('keys'), app.text('web.show_keys'))),
      app.element('p', {class: 'quiet'}, `${pack.tool} · ${pack.version}`))};
  };
})(window.integrart);
