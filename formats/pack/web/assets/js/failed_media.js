// Media whose file cannot be read any more. A bad connection lasts a moment; and when the pack begins to be kept while
// something plays, browsers refuse to mix what the server gave with what the kept copy gives. Both are mended by reading again.
(function (app) {
  'use strict';

  const soonest_again = 5000;  // milliseconds: what fails again sooner is not read again

  // Reads the file again, and goes on at the same place; calls `give_up` for a file that cannot be played at all.
  // `read_again` is told the time at which it will go on, before the file is opened.
  app.on_failed_media = (media, give_up, read_again = () => {}) => {
    let playing = false, begun = -Infinity, times = 0;
    media.addEventListener('play', () => { playing = true; });
    media.addEventListener('pause', () => { if (!media.error) playing = false; });
    media.addEventListener('error', () => {
      const was_readable = media.error && media.error.code === MediaError.MEDIA_ERR_NETWORK;
      if (!was_readable || performance.now() - begun < soonest_again) {
        give_up();
        return;
      }
      begun = performance.now();
      const {currentTime, playbackRate} = media;
      // By another name: what was read under this one is still remembered, and would be mixed with again.
      const address = new URL(media.currentSrc);
      address.search = `again=${++times}`;
      media.addEventListener('loadedmetadata', () => {
        if (media.currentSrc !== address.href) return;
        if (media.currentTime === 0) media.currentTime = currentTime;
        media.playbackRate = playbackRate;
        if (playing) media.play().catch(() => {});
      }, {once: true});
      read_again(currentTime);
      media.src = address.href;
    });
  };
})(window.integrart);
