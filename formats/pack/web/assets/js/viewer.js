// Pictures: as large as the page, larger in a window of their own; what they show is told in words.
(function (app) {
  'use strict';

  const words = (work) => app.best(work.undescribed || work.alt, work.language).text;

  function zoom(work, largest) {
    const image = app.element('img', {src: largest.path, alt: words(work), draggable: 'false'});
    const area = app.element('div', {class: 'zoom-area', tabindex: '0', role: 'group', 'aria-label': app.text('web.zoom_help')}, image);
    const fingers = new Map();
    let scale = 1, x = 0, y = 0, distance = 0;
    function place() {
      scale = Math.min(8, Math.max(1, scale));
      const most_x = (area.clientWidth * (scale - 1)) / 2, most_y = (area.clientHeight * (scale - 1)) / 2;
      x = Math.min(most_x, Math.max(-most_x, x));
      y = Math.min(most_y, Math.max(-most_y, y));
      image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    }
    const by = (factor) => { scale *= factor; place(); };
    const move = (dx, dy) => { x += dx; y += dy; place(); };
    const spread = () => {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    };
    area.addEventListener('pointerdown', (event) => {
      area.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event);
      if (fingers.size === 2) distance = spread();
    });
    area.addEventListener('pointermove', (event) => {
      const last = fingers.get(event.pointerId);
      if (!last) return;
      fingers.set(event.pointerId, event);
      if (fingers.size === 1) return move(event.clientX - last.clientX, event.clientY - last.clientY);
      const now = spread();
      if (distance > 0) by(now / distance);
      distance = now;
    });
    for (const name of ['pointerup', 'pointercancel']) area.addEventListener(name, (event) => fingers.delete(event.pointerId));
    area.addEventListener('wheel', (event) => { event.preventDefault(); by(event.deltaY < 0 ? 1.2 : 1 / 1.2); }, {passive: false});
    area.addEventListener('dblclick', () => by(scale > 1.5 ? 0.01 : 3));
    area.addEventListener('keydown', (event) => {
      const action = {ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60]}[event.key];
      if (action) move(...action);
      else if (event.key === '+' || event.key === '=') by(1.4);
      else if (event.key === '-') by(1 / 1.4);
      else return;
      event.preventDefault();
    });
    const dialog = app.dialog(app.best(work.title, work.language).text, area, app.element('div', {class: 'zoom-tools'},
      app.icon_button('minus', app.text('web.zoom_out'), () => by(1 / 1.4)), app.icon_button('plus', app.text('web.zoom_in'), () => by(1.4))));
    dialog.classList.add('zoom');
  }

  app.viewer = (work, data) => {
    const pictures = data.renditions.filter((one) => one.role === 'image' && one.width > 0).sort((a, b) => b.width - a.width);
    const largest = pictures[0] || data.renditions[0];
    const of_type = (type) => pictures.filter((one) => (one.type === 'image/jpeg') === (type === 'jpeg'));
    const set = (list) => list.map((one) => `${one.path} ${one.width}w`).join(', ');
    const [modern, plain] = [of_type('modern'), of_type('jpeg')];
    const sizes = '(min-width: 72rem) 68rem, 100vw';
    const fallback = (plain.length ? plain : modern)[0] || largest;
    const image = app.element('img', {src: fallback.path, srcset: plain.length ? set(plain) : null, sizes, alt: words(work),
      width: largest.width, height: largest.height});
    if (work.placeholder) image.style.backgroundImage = `url("${work.placeholder}")`;
    image.addEventListener('load', () => { image.style.backgroundImage = 'none'; });
    const types = [...new Set(modern.map((one) => one.type))];
    const button = app.element('button', {type: 'button', class: 'picture-button', onclick: () => zoom(work, largest),
      'aria-label': app.text('web.zoom')}, app.element('span', {class: 'zoom-sign'}, app.icon('zoom')));
    const alt = app.best(work.alt, work.language);
    return app.element('figure', {class: 'viewer'},
      app.element('div', {class: 'picture-frame'},
        app.element('picture', {}, types.map((type) => app.element('source', {type, sizes, srcset: set(modern.filter((one) => one.type === type))})), image), button),
      alt.text ? app.element('figcaption', app.in_language(alt.language), alt.text) : null);
  };
})(window.integrart);
