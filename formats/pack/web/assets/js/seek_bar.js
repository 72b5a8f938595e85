// Where we are and where to go: a slider over the wave of a song, with small pictures of the moments of a film.
(function (app) {
  'use strict';

  // WebVTT of a sprite sheet: times and "#xywh=x,y,w,h".
  function sprites(storyboard) {
    if (!storyboard) return [];
    const seconds = (text) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
    const pattern = /([\d:.]+)\s+-->\s+([\d:.]+)[^\n]*\n[^\n]*#xywh=(\d+),(\d+),(\d+),(\d+)/g;
    const found = [];
    for (let match; (match = pattern.exec(storyboard.webvtt.replace(/\r/g, '')));) {
      found.push({b: seconds(match[1]), e: seconds(match[2]), x: match[3], y: match[4], width: match[5], height: match[6]});
    }
    return found;
  }

  app.seek_bar = (data, duration, seek) => {
    const pictures = sprites(data.storyboard);
    const widest = 160;
    const picture = app.element('div', {class: 'sprite'});
    if (pictures.length) {
      const scale = Math.min(1, widest / Number(pictures[0].width));
      picture.style.width = `${pictures[0].width}px`;
      picture.style.height = `${pictures[0].height}px`;
      picture.style.backgroundImage = `url("${data.storyboard.path}")`;
      picture.style.zoom = scale;
    }
    const preview_time = app.element('span', {class: 'preview-time'});
    const preview = app.element('div', {class: 'preview', hidden: true, 'aria-hidden': 'true'},
      pictures.length ? picture : null, preview_time);
    const played = app.element('div', {class: 'played'});
    const loaded = app.element('div', {class: 'loaded'});
    const slider = app.element('input', {type: 'range', min: 0, max: duration || 1, step: 'any', value: 0,
      'aria-label': app.text('web.position'), 'aria-valuetext': app.clock(0)});
    const wave = data.peaks.length > 8;
    const element = app.element('div', {class: wave ? 'seek-bar has-wave' : 'seek-bar', dir: 'ltr'},
      wave ? app.bars(data.peaks, {class: 'wave'}) : app.element('div', {class: 'rail'}), loaded,
      played, slider, preview);
    if (wave) played.append(app.bars(data.peaks, {class: 'wave'}));

    let length = duration || 1;
    function show_preview(time, share) {
      const sprite = pictures.find((one) => one.b <= time && time < one.e) || pictures[pictures.length - 1];
      if (sprite) picture.style.backgroundPosition = `-${sprite.x}px -${sprite.y}px`;
      preview_time.textContent = app.clock(time);
      preview.hidden = false;
      const half = preview.offsetWidth / 2, width = element.offsetWidth;
      preview.style.left = `${Math.min(Math.max(share * width, half), width - half)}px`;
    }
    slider.addEventListener('pointermove', (event) => {
      const box = element.getBoundingClientRect();
      const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
      show_preview(share * length, share);
    });
    for (const name of ['pointerleave', 'blur', 'pointerup', 'pointercancel']) {
      slider.addEventListener(name, () => { preview.hidden = true; });
    }
    slider.addEventListener('input', () => {
      seek(Number(slider.value));
      if (slider.matches(':active')) show_preview(Number(slider.value), Number(slider.value) / length);
    });
    // A step of the keyboard is five seconds, whatever the length.
    slider.addEventListener('keydown', (event) => {
      const steps = {ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30};
      if (!(event.key in steps)) return;
      event.preventDefault();
      event.stopPropagation();
      seek(Number(slider.value) + steps[event.key]);
    });
    function update(time, media) {
      const known = Number.isFinite(media.duration) && media.duration > 0 ? media.duration : length;
      if (known !== length) {
        length = known;
        slider.max = known;
      }
      slider.value = time;
      slider.setAttribute('aria-valuetext', app.text('web.position_of', {time: app.clock(time), length: app.clock(length)}));
      const share = `${Math.min(100, (100 * time) / length)}%`;
      if (wave) played.style.clipPath = `inset(0 calc(100% - ${share}) 0 0)`;
      else played.style.width = share;
      const ranges = media.buffered;
      if (ranges.length) loaded.style.width = `${Math.min(100, (100 * ranges.end(ranges.length - 1)) / length)}%`;
    }
    return {element, update};
  };
})(window.integrart);
