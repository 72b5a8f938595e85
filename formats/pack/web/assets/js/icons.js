// Pictures of the buttons, drawn on a 24 x 24 grid in the colour of the text.
(function (app) {
  'use strict';

  const filled = {
    play: 'M8 5.1v13.8a.8.8 0 0 0 1.2.7l10.9-6.9a.8.8 0 0 0 0-1.4L9.2 4.4A.8.8 0 0 0 8 5.1z',
    pause: 'M7 5h3.4v14H7zM13.6 5H17v14h-3.4z',
  };
  const lined = {
    previous: 'M11 6 5 12l6 6M19 6l-6 6 6 6',
    next: 'm13 6 6 6-6 6M5 6l6 6-6 6',
    repeat: 'm17 3 3.5 3.5L17 10M20 6.5H8A4.5 4.5 0 0 0 3.5 11v1M7 21l-3.5-3.500L7 14M4 17.500h12a4.5 4.5 0 0 0 4.5-4.500v-1',
    sound: 'M4 9.500v5h3.500L12 18.500v-13L7.5 9.500zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.500a7.8 7.8 0 0 1 0 11',
    muted: 'M4 9.500v5h3.500L12 18.500v-13L7.5 9.500zM16 9.500l5 5M21 9.500l-5 5',
    full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
    shrink: 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5',
    keys: 'M3.5 7h17v10.500h-17zM7 10.500h.01M10.5 10.500h.01M14 10.500h.01M17 10.500h.01M8 14h8',
    video: 'M4 6.500h11.500v11H4zM15.5 10.500l5-3v9l-5-3',
    audio: 'M9 17.500V5.500l10-2v12M9 17.500a2.5 2.5 0 1 1-2.5-2.500A2.5 2.5 0 0 1 9 17.500zM19 15.500a2.5 2.5 0 1 1-2.5-2.5 2.5 2.5 0 0 1 2.5 2.500z',
    image: 'M4 5h16v14H4zM4 16l4.5-4.5 3.5 3.5 3-3 5 5M15.5 9h.01',
    text: 'M12 7c-2-1.5-4.5-2-8-2v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V5c-3.5 0-6 .5-8 2zM12 7v13',
    done: 'm5 12.5 4.5 4.500L19 7.5',
    back: 'M19 12H5M11 6l-6 6 6 6',
    zoom: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20M10.5 8v5M8 10.500h5',
    plus: 'M12 5v14M5 12h14',
    minus: 'M5 12h14',
    close: 'M6 6l12 12M18 6 6 18',
    sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.5 12h2M19.5 12h2M5.3 5.300l1.4 1.400M17.3 17.300l1.4 1.400M18.7 5.300l-1.4 1.400M6.7 17.300l-1.4 1.4',
    moon: 'M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z',
    contrast: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 3.500v17M12 7l5.5-1.200M12 11h8.300M12 15h7.600M12 19l4-.8',
    info: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.500M12 7.500h.01',
    print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
    down: 'M12 5v14M6 13l6 6 6-6',
    up: 'M12 19V5M6 11l6-6 6 6',
    help: 'M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.5 9.500a2.5 2.5 0 1 1 3.6 2.200c-.8.4-1.1.9-1.1 1.800M12 16.500h.01',
    exercise_karaoke: 'M12 3.500a2.8 2.8 0 0 0-2.8 2.800v5a2.8 2.8 0 0 0 5.6 0v-5A2.8 2.8 0 0 0 12 3.500zM6 11a6 6 0 0 0 12 0M12 17v3.500M8.5 20.500h7',
    exercise_gap_fill: 'M4 7h6M4 12h3M4 17h16M13 7h7M10.5 14h6M19.5 12h.5',
    exercise_choice: 'M5 7h.01M9 7h11M5 12h.01M9 12h11M4 16.5l1.200 1.200 2-2.200M10 17h10',
    exercise_order: 'M11 6h9M11 12h9M11 18h9M6 5v14M3 8l3-3 3 3M3 16l3 3 3-3',
    exercise_match: 'M4 6h5v4H4zM15 14h5v4h-5zM9 8h3a3 3 0 0 1 3 3v5M15 6h5v4h-5zM4 14h5v4H4z',
    exercise_dictation: 'M4 20l1-4.500L16 4.500l3.5 3.500L8.500 19zM13.5 7l3.5 3.500M13 20h7',
    exercise_vocabulary: 'M12 7c-2-1.5-4.5-2-8-2v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V5c-3.5 0-6 .5-8 2zM12 7v13',
    exercise_flashcards: 'M4 8h12v11H4zM8 8V5h12v11h-4',
    exercise_repeat: 'M4 9.500v5h3.500L12 18.500v-13L7.5 9.500zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.500a7.8 7.8 0 0 1 0 11',
    exercise_questions: 'M4 5h16v11H10l-4 4v-4H4zM10.3 8.800a1.8 1.800 0 1 1 2.600 1.600c-.6.3-.9.6-.9 1.200M12 13.500h.01',
  };

  app.icon = (name) => app.svg('svg', {viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true', focusable: 'false'},
    filled[name] ? app.svg('path', {d: filled[name], fill: 'currentColor'})
      : app.svg('path', {d: lined[name], fill: 'none', stroke: 'currentColor', 'stroke-width': '1.8',
        'stroke-linecap': 'round', 'stroke-linejoin': 'round'}));

  // A button with a picture; the label is read aloud and shown when the pointer rests.
  app.icon_button = (name, label, onclick, attributes) => app.element('button',
    Object.assign({type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick}, attributes),
    app.icon(name));
  app.change_icon = (button, name, label) => {
    button.replaceChildren(app.icon(name));
    button.setAttribute('aria-label', label);
    button.setAttribute('title', label);
  };
  // Bars of a wave, 0..1 high, as one path on a grid of 3 units a bar.
  app.bars = (peaks, attributes) => {
    const path = peaks.map((peak, i) => {
      const half = Math.max(1.5, peak / 2 - 2);
      return `M${i * 3 + 1.5} ${50 - half}V${50 + half}`;
    }).join('');
    return app.svg('svg', Object.assign({viewBox: `0 0 ${peaks.length * 3} 100`, preserveAspectRatio: 'none',
      'aria-hidden': 'true', focusable: 'false'}, attributes),
    app.svg('path', {d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': '2', 'stroke-linecap': 'round'}));
  };
})(window.integrart);
