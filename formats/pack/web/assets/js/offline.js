// Keeping the pack on the device when it comes from a server. From a folder or a stick it is there already.
(function (app) {
  'use strict';

  const served = location.protocol === 'https:' || location.protocol === 'http:';
  const state = {kept: 0, all: 0, bytes_left: 0, working: false};
  const panels = new Set();

  function describe() {
    if (!served) return app.text('web.offline_folder');
    if (!state.all) return app.text(navigator.serviceWorker ? 'web.offline_waiting' : 'web.offline_impossible');
    if (state.working) return app.text('web.offline_keeping', {kept: state.kept, all: state.all});
    return app.text(state.bytes_left ? 'web.offline_small' : 'web.offline_ready');
  }
  function show(panel) {
    panel.querySelector('p').textContent = describe();
    const more = panel.querySelector('button');
    more.hidden = !state.all || state.working || !state.bytes_left;
    more.textContent = app.text('web.offline_keep_all', {size: app.size(state.bytes_left)});
  }
  const send = (message) => navigator.serviceWorker.ready.then((registration) => registration.active.postMessage(message));

  app.offline_panel = () => {
    const panel = app.element('div', {class: 'offline'}, app.element('p', {role: 'status'}),
      app.element('button', {type: 'button', class: 'button', onclick: () => send('keep everything')}));
    panels.add(panel);
    show(panel);
    if (served && navigator.serviceWorker) send('how much').catch(() => {});
    return panel;
  };

  app.start_offline = () => {
    if (!served) return;
    // Added here and not in the page, because browsers complain about it on file://.
    document.head.append(app.element('link', {rel: 'manifest', href: 'app.webmanifest'}));
    if (!navigator.serviceWorker) return;
    navigator.serviceWorker.addEventListener('message', (event) => {
      Object.assign(state, event.data);
      for (const panel of panels) {
        if (panel.isConnected) show(panel);
        else panels.delete(panel);
      }
    });
    navigator.serviceWorker.register('sw.js').catch(() => {});
  };
})(window.integrart);
