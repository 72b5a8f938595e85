// The frame around all pages, and the way from one to the other. Addresses are #/ , #/work/<id>,
// #/work/<id>/<exercise> and #/about.
(function (app) {
  'use strict';

  let view = {};

  function apply_theme() {
    const theme = app.preference('theme', '');
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    return theme;
  }
  function theme_button() {
    const names = {'': 'contrast', light: 'sun', dark: 'moon'}, order = ['', 'light', 'dark'];
    const label = () => app.text(`web.theme_${app.preference('theme', '') || 'auto'}`);
    const button = app.icon_button(names[app.preference('theme', '')], label(), () => {
      app.prefer('theme', order[(order.indexOf(app.preference('theme', '')) + 1) % order.length]);
      app.change_icon(button, names[apply_theme()], label());
      app.say(label());
    });
    return button;
  }
  function language_choice() {
    const languages = Object.keys(app.strings);
    const select = app.element('select', {'aria-label': app.text('web.interface_language'), class: 'interface-language', onchange: () => {
      app.prefer('language', select.value);
      app.choose_language();
      build();
      document.querySelector('.interface-language').focus();
    }}, languages.map((tag) => app.element('option', {value: tag, lang: tag, selected: tag === app.language}, app.text_in(tag, 'web.this_language'))));
    return select;
  }
  app.text_in = (language, id) => app.strings[language][id] || language;

  function build() {
    document.documentElement.lang = app.language;
    document.documentElement.dir = app.direction(app.language);
    const old = [...document.body.children].filter((child) => child.tagName !== 'DIALOG' && child.tagName !== 'NOSCRIPT');
    for (const child of old) child.remove();
    document.body.append(
      app.element('a', {href: '#main', class: 'skip', onclick: (event) => { event.preventDefault(); focus_title(); }}, app.text('web.skip')),
      app.element('header', {class: 'top'},
        app.element('a', {href: '#/', class: 'brand'}, app.element('img', {src: 'icons/icon.svg', alt: '', width: 32, height: 32}),
          app.localised('span', app.pack.title)),
        app.element('div', {class: 'top-tools'}, language_choice(), theme_button(),
          app.element('a', {href: '#/about', class: 'icon-button', 'aria-label': app.text('web.about'), title: app.text('web.about')}, app.icon('info')))),
      app.element('main', {id: 'main'}),
      app.element('footer', {class: 'bottom'},
        app.element('p', {}, app.pack.licence ? app.licence(app.pack.licence) : null, ' ', app.element('a', {href: '#/about'}, app.text('web.about')))),
      app.element('div', {id: 'said', class: 'for-ears', role: 'status', 'aria-live': 'polite'}));
    route(false);
  }
  function focus_title() {
    const title = document.querySelector('main h1');
    if (title) title.focus({preventScroll: true});
    window.scrollTo(0, 0);
  }
  function route(move_focus) {
    if (view.leave) view.leave();
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    app.use_keys(null);
    const [, name, ...parts] = location.hash.split('/');
    let wanted = '', exercise = '';
    try {
      [wanted, exercise] = [parts[0] || '', parts[1] || ''].map(decodeURIComponent);
    } catch (malformed) {
      wanted = '';
    }
    view = name === 'work' && exercise ? app.views.exercise(wanted, exercise) : name === 'work' ? app.views.work(wanted) : name === 'about' ? app.views.about() : app.views.home();
    const pack_title = app.best(app.pack.title).text;
    document.title = view.title ? `${view.title} – ${pack_title}` : pack_title;
    document.getElementById('main').replaceChildren(...[view.content].flat().filter(Boolean));
    if (move_focus) focus_title();
  }

  document.addEventListener('DOMContentLoaded', () => {
    app.choose_language();
    apply_theme();
    build();
    window.addEventListener('hashchange', () => route(true));
    window.addEventListener('pagehide', () => view.remember && view.remember());
    document.addEventListener('visibilitychange', () => document.hidden && view.remember && view.remember());
    app.start_offline();
  });
})(window.integrart);
