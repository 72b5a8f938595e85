// Makes the lesson show one work only, and leaves out what a learning platform does itself.
function show_single_work(app, id) {
  'use strict';

  app.start_offline = () => {};
  app.offline_panel = () => app.element('p', {}, app.text('sco.offline'));
  for (const [language, texts] of Object.entries(single_work_strings)) {
    Object.assign(app.strings[language], texts);
    app.strings[language]['web.your_data_stays'] = texts['sco.your_data'];
  }
  app.pack.works = app.pack.works.filter((work) => work.id === id);
  const work_view = app.views.work;
  app.views.work = () => {
    const view = work_view(id);
    for (const link of view.content.querySelectorAll('.up, .neighbours')) link.remove();
    return view;
  };
  const exercise_view = app.views.exercise;
  app.views.exercise = (work, name) => exercise_view(id, name);
  app.views.home = () => app.views.work(id);
}

