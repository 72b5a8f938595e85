// The lesson as one resource of a learning app: one work, opened at once, and nothing that the app around it does itself.
(function (app) {
  'use strict';

  const {id, offline} = one_work;
  for (const [language, text] of Object.entries(offline)) app.strings[language]['sco.offline'] = text;
  app.start_offline = () => {};
  app.offline_panel = () => app.element('p', {}, app.text('sco.offline'));
  const work_view = app.views.work;
  app.views.work = () => {
    const view = work_view(id);
    for (const link of view.content.querySelectorAll('.up, .neighbours')) link.remove();
    return view;
  };
  const exercise_view = app.views.exercise;
  app.views.exercise = (work, name) => exercise_view(id, name);
  app.views.home = () => app.views.work(id);
})(window.integrart);
