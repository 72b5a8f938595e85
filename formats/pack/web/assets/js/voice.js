// The sound of a film in another language: it plays beside the picture, which is silent then.
(function (app) {
  'use strict';

  const most_drift = 0.2;  // seconds between picture and voice; more is noticed

  // `failed` is called when the sound cannot be played.
  app.voice = (media, failed) => {
    const sound = new Audio();
    let used = false;
    sound.preload = 'auto';
    function follow() {
      if (!used) return;
      const time = media.currentTime;
      const is_over = Number.isFinite(sound.duration) && time >= sound.duration;
      sound.playbackRate = media.playbackRate;
      if (sound.readyState > 0 && !is_over && Math.abs(sound.currentTime - time) > most_drift) sound.currentTime = time;
      if (media.paused || media.seeking || media.readyState < 3 || is_over) sound.pause();
      else if (sound.paused) sound.play().catch(() => {});
    }
    for (const name of ['play', 'playing', 'pause', 'waiting', 'seeking', 'seeked', 'ratechange', 'timeupdate', 'ended']) media.addEventListener(name, follow);
    sound.addEventListener('loadedmetadata', follow);
    sound.addEventListener('error', () => { if (used) failed(); });
    function use(path) {
      used = Boolean(path);
      sound.pause();
      if (used) sound.src = path;
      else sound.removeAttribute('src');
      sound.load();
    }
    return {sound, use, is_used: () => used};
  };
})(window.integrart);
