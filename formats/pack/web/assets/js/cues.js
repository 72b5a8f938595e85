// Lists of timed lines: which one is now, and which lines of two languages belong together.
(function (app) {
  'use strict';

  // Index of the last cue that begins at or before `time`; -1 before the first.
  app.cue_before = (cues, time) => {
    let low = 0, high = cues.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cues[middle].b <= time + 0.001) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  // Cues that are shown at `time`: usually none or one, more where they overlap.
  app.cues_at = (cues, time) => {
    const shown = [];
    for (let i = app.cue_before(cues, time); i >= 0 && i > app.cue_before(cues, time) - 8; --i) {
      if (cues[i].e > time) shown.unshift(cues[i]);
    }
    return shown;
  };
  // For each line of `first` the lines of `second` that overlap it most, as one text.
  app.paired = (first, second) => {
    const texts = first.map(() => []);
    for (const cue of second) {
      let best = -1, most = 0;
      for (let i = Math.max(0, app.cue_before(first, cue.b) - 4); i < first.length && first[i].b < cue.e; ++i) {
        const overlap = Math.min(first[i].e, cue.e) - Math.max(first[i].b, cue.b);
        if (overlap > most) [best, most] = [i, overlap];
      }
      if (best >= 0) texts[best].push(cue.t);
    }
    return texts.map((parts) => parts.join('\n'));
  };
  // The text of a cue with its timed words as elements, so that the sung word can be marked.
  app.words_of = (cue) => {
    if (!cue.w) return [cue.t];
    const parts = [];
    let at = 0;
    for (const [begin, end, word] of cue.w) {
      const found = cue.t.indexOf(word, at);
      if (found < 0) continue;
      if (found > at) parts.push(cue.t.slice(at, found));
      parts.push(app.element('span', {class: 'word', 'data-b': begin, 'data-e': end}, word));
      at = found + word.length;
    }
    parts.push(cue.t.slice(at));
    return parts;
  };
  app.mark_words = (element, time) => {
    for (const word of element.querySelectorAll('.word')) {
      word.classList.toggle('sung', Number(word.dataset.b) <= time);
    }
  };
})(window.integrart);
