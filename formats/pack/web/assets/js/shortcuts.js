// Single keys while a work is open. They can be switched off (WCAG 2.2, 2.1.4), and '?' lists them.
(function (app) {
  'use strict';

  let actions = {};
  app.use_keys = (map) => { actions = map || {}; };

  const list = [
    [['Space', 'K'], 'web.key_play'], [['←', '→'], 'web.key_jump'], [['P', 'N'], 'web.key_lines'], [['R'], 'web.key_repeat'],
    [['C'], 'web.key_first'], [['V'], 'web.key_second'], [['−', '+'], 'web.key_speed'], [['M'], 'web.key_mute'],
    [['F'], 'web.key_full'], [['0 – 9'], 'web.key_part'], [['?'], 'web.key_help'],
  ];
  function help() {
    const on = app.element('input', {type: 'checkbox', checked: app.preference('keys', true),
      onchange: () => app.prefer('keys', on.checked)});
    app.dialog(app.text('web.keys'), app.element('dl', {class: 'keys'}, list.map(([keys, label]) => app.element('div', {},
      app.element('dt', {}, keys.map((key) => app.element('kbd', {}, key))), app.element('dd', {}, app.text(label))))),
    app.element('label', {class: 'check'}, on, app.text('web.keys_on')));
  }
  app.key_help = help;

  // A window above the page: the browser holds the focus inside and closes it with Escape.
  app.dialog = (title, ...content) => {
    const close = app.icon_button('close', app.text('web.close'), () => dialog.close());
    const dialog = app.element('dialog', {'aria-label': title},
      app.element('div', {class: 'dialog-head'}, app.element('h2', {}, title), close), content);
    dialog.addEventListener('close', () => dialog.remove());
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  };

  const typing = (target) => target.closest('input:not([type=checkbox]), select, textarea, [contenteditable], dialog');
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === '?') return help();
    if (!app.preference('keys', true)) return;
    if (key === ' ' && event.target.closest('button, a, summary, input')) return;
    if (key.startsWith('Arrow') && event.target.closest('.scroller')) return;
    const action = /^\d$/.test(key) ? actions.part : actions[key];
    if (!action) return;
    event.preventDefault();
    action(Number(key));
  });
})(window.integrart);
