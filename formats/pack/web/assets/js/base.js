// The ground the other parts stand on. Everything hangs on one name, because file:// pages cannot load modules.
window.integrart = window.integrart || {};
(function (app) {
  'use strict';

  app.works = {};  // filled by works/<id>/data.js
  app.views = {};  // one function per page, filled by the other parts

  // Elements are only ever made here: texts become text nodes, so nothing from a pack can turn into markup.
  const svg_namespace = 'http://www.w3.org/2000/svg';
  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? '' : String(value));
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
  }
  app.element = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
  app.svg = (name, attributes, ...children) =>
    fill(document.createElementNS(svg_namespace, name), attributes, children);

  // Storage that may be refused (private windows, frames of learning apps): then it lasts as long as the page.
  const memory = new Map();
  const storage = (() => {
    try {
      const name = 'integrart:test';
      window.localStorage.setItem(name, name);
      window.localStorage.removeItem(name);
      return window.localStorage;
    } catch (refused) {
      return null;
    }
  })();
  const key = (name) => `integrart:${app.pack.id}:${name}`;
  app.load = (name, fallback) => {
    try {
      const text = storage ? storage.getItem(key(name)) : memory.get(key(name));
      return text ? JSON.parse(text) : fallback;
    } catch (broken) {
      return fallback;
    }
  };
  app.save = (name, value) => {
    memory.set(key(name), JSON.stringify(value));
    try {
      if (storage) storage.setItem(key(name), JSON.stringify(value));
    } catch (full) {
      // A full storage must not stop the lesson.
    }
  };

  // What the reader chose, and how far she got.
  app.preference = (name, fallback) => {
    const all = app.load('preferences', {});
    return name in all ? all[name] : fallback;
  };
  app.prefer = (name, value) => app.save('preferences', Object.assign(app.load('preferences', {}), {[name]: value}));
  app.progress = (id) => app.load('progress', {})[id] || {};
  app.advance = (id, change) => {
    const all = app.load('progress', {});
    all[id] = Object.assign({}, all[id], change);
    app.save('progress', all);
  };

  // Languages.
  app.direction = (language) => {
    const name = app.pack.names[language];
    return name && name.rtl ? 'rtl' : 'ltr';
  };
  app.language_name = (language) => {
    const name = app.pack.names[language];
    return name ? name.self : language;
  };
  app.language_name_here = (language) => {
    const name = app.pack.names[language];
    return name ? name.in[app.language] || name.self : language;
  };
  // What stands between two names is in neither: one may run from right to left.
  app.language_names = (tags) => tags.map((tag, i) => [
    i ? ['\u00a0', app.element('span', {class: 'between', 'aria-hidden': 'true'}, '·'), ' '] : null,
    app.element('span', app.in_language(tag, {class: 'language-name'}), app.language_name(tag))]);
  // What a reader chooses a track by: "polski", "polski (draft)".
  app.track_name = (track) => {
    const language = app.language_name(track.language);
    const name = track.variant ? app.text(`web.track_${track.variant}`, {name: language}) : language;
    return track.draft ? app.text('web.track_draft', {name}) : name;
  };
  app.in_language = (language, attributes) =>
    Object.assign({lang: language, dir: app.direction(language)}, attributes);

  // {language: text} to the best one for the reader: her language, English, the work's own, any.
  app.best = (texts, own) => {
    const order = [app.language, app.language.split('-')[0], 'en', own].concat(Object.keys(texts || {}));
    const language = order.find((tag) => texts && texts[tag]);
    return language ? {language, text: texts[language]} : {language: app.language, text: ''};
  };
  app.localised = (name, texts, own, attributes) => {
    const best = app.best(texts, own);
    return app.element(name, app.in_language(best.language, attributes), best.text);
  };
  // A title of thousands of letters: the start is shown, all of it is in the document. Headings scroll.
  app.title = (name, texts, own, attributes) => {
    const title = app.localised(name, texts, own, attributes);
    if (title.textContent.length <= 200) return title;
    title.classList.add('long-title');
    if (/^h[12]$/.test(name)) title.tabIndex = 0;
    return title;
  };

  app.clock = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds || 0));
    const two = (number) => String(number).padStart(2, '0');
    const hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
    return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  };
  app.size = (bytes) => {
    const number = bytes < 1e6 ? Math.max(1, Math.round(bytes / 1e3)) : Math.round(bytes / 1e5) / 10;
    return `${number.toLocaleString(app.language)} ${bytes < 1e6 ? 'kB' : 'MB'}`;
  };

  app.work = (id) => app.pack.works.find((work) => work.id === id);
  // The cues, texts and files of a work; a script element works from file:// too.
  app.load_work = (work) => new Promise((done, failed) => {
    if (app.works[work.id]) return done(app.works[work.id]);
    const script = app.element('script', {src: work.data});
    script.onload = () => { script.remove(); app.works[work.id] ? done(app.works[work.id]) : failed(); };
    script.onerror = () => { script.remove(); failed(); };
    document.head.append(script);
  });

  // For people who listen to the page: says something without moving the focus.
  app.say = (text) => {
    const region = document.getElementById('said');
    if (region) region.textContent = text;
  };
  app.calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
})(window.integrart);
