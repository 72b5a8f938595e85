// Subtitles over the picture, in one language or two. Drawn here because file:// pages may not load track files.
(function (app) {
  'use strict';

  app.captions = (media) => {
    const element = app.element('div', {class: 'captions', 'aria-hidden': 'true'});
    let shown = '';

    function update(time, tracks) {
      const active = tracks.map((track) => (track ? app.cues_at(track.cues, time) : []));
      const name = active.map((cues, i) => cues.map((cue) => `${i}:${cue.b}`).join()).join('|');
      if (name !== shown) {
        shown = name;
        element.replaceChildren(...active.flatMap((cues, i) => cues.map((cue) =>
          app.element('p', app.in_language(tracks[i].language, {class: i ? 'second' : 'first'}), app.words_of(cue)))));
        element.classList.toggle('at-top', active.flat().some((cue) => cue.top));
      }
      app.mark_words(element, time);
    }
    // Browsers that go to full screen with the bare video (iPhones) draw these; elsewhere they stay hidden.
    function add_native(track) {
      const native = media.addTextTrack(track.kind === 'captions' ? 'captions' : 'subtitles',
        app.track_name(track), track.language);
      native.mode = 'hidden';
      for (const cue of track.cues) {
        if (cue.e > cue.b) native.addCue(new VTTCue(cue.b, cue.e, cue.t.replace(/&/g, '&amp;').replace(/</g, '&lt;')));
      }
      return native;
    }
    return {element, update, add_native, reset: () => { shown = ''; }};
  };
})(window.integrart);
