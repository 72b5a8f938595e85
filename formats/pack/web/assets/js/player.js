// Video and sound with subtitles, made for learning: lines to go back to, to repeat, to stop after.
(function (app) {
  'use strict';

  const speeds = [0.5, 0.6, 0.75, 0.9, 1, 1.25, 1.5, 2];
  const is_video = (rendition) => rendition.role === 'video';
  const side = (rendition) => Math.min(rendition.width, rendition.height);

  // The reader's last choice, or what suits the screen and her data plan. Renditions come best first.
  function suitable(renditions) {
    const videos = renditions.filter(is_video).sort((a, b) => side(b) - side(a));
    const wanted = app.preference('quality', null);
    if (wanted === 0 && videos.length < renditions.length) return renditions.find((one) => !is_video(one));
    if (!videos.length) return renditions[0];
    const saving = navigator.connection && navigator.connection.saveData;
    const screen_side = Math.min(screen.width, screen.height) * (window.devicePixelRatio || 1);
    const limit = wanted || (saving ? 0 : Math.min(1080, Math.max(360, screen_side)));
    return videos.find((one) => side(one) <= limit) || videos[videos.length - 1];
  }
  const quality_name = (rendition) => app.text('web.quality_and_size', {
    quality: is_video(rendition) ? `${side(rendition)}p` : app.text('web.sound_only'), size: app.size(rendition.bytes)});

  function chooser(label, options, chosen, change) {
    const select = app.element('select', {onchange: () => change(select.value)}, options.map(([value, name, attributes]) =>
      app.element('option', Object.assign({value, selected: String(value) === String(chosen)}, attributes), name)));
    return {element: app.element('label', {class: 'choice'}, app.element('span', {}, label), select), select};
  }

  // Which two tracks to begin with, by their keys ("uk", "pl.singable"): what was chosen before, else the work's own
  // language and the reader's.
  function first_tracks(work, tracks) {
    const has = (key) => tracks.some((track) => track.key === key);
    const remembered = app.preference('subtitles', null);
    if (remembered && remembered.every((key) => !key || has(key))) return remembered;
    const readable = tracks.find((track) => track.language.split('-')[0] === app.language);
    const here = readable ? readable.key : '';
    const own = has(work.language) ? work.language : here || (tracks[0] ? tracks[0].key : '');
    return [own, here === own ? '' : here];
  }

  app.player = (work, data) => {
    const playable = data.renditions.filter((one) => ['video', 'audio', 'audio_only'].includes(one.role));
    // The work in other languages; a text may be read aloud in those only.
    const sounds = playable.filter((one) => one.language);
    const wished = [app.preference('sound', ''), app.language].map((tag) => sounds.find((one) => one.language === tag));
    const renditions = playable.filter((one) => !one.language);
    const has_own_sound = renditions.length > 0;
    let heard = has_own_sound ? wished[0] || null : wished.find(Boolean) || sounds[0];
    if (!has_own_sound) renditions.push(heard);
    const tracks = data.tracks.filter((track, i, all) => all.findIndex((one) => one.key === track.key) === i);
    const find_track = (key) => tracks.find((track) => track.key === key) || null;
    const with_picture = renditions.some(is_video);
    const media = app.element('video', {playsinline: true, preload: 'metadata', tabindex: '-1',
      'aria-label': app.best(work.title, work.language).text, poster: work.picture ? work.picture.path : null});
    const captions = app.captions(media);
    const transcript = app.transcript((line) => { go_to_line(line); media.play().catch(() => {}); });
    const seek_bar = app.seek_bar(data, work.seconds, (time) => seek(time));
    const native = tracks.map((track) => captions.add_native(track));
    const failed = new Set();
    let current = suitable(renditions);
    let [first, second] = first_tracks(work, tracks);
    let is_muted = false, lines = [], repeated = null, previous_time = 0, pending_time = null, frame = 0, saved_at = 0;

    // ---- going places
    const clamp = (time) => Math.min(Math.max(0, time), (Number.isFinite(media.duration) ? media.duration : work.seconds) || 0);
    function seek(time) {
      const to = clamp(time);
      if (repeated) repeated = lines[Math.max(0, app.cue_before(lines, to))] || null;
      previous_time = to;
      if (media.readyState > 0) media.currentTime = to;
      else pending_time = to;
      update();
    }
    function go_to_line(index) {
      const line = lines[Math.min(Math.max(0, index), lines.length - 1)];
      if (!line) return;
      transcript.follow(true);
      seek(line.b);
    }
    const line_now = () => app.cue_before(lines, time_now());
    const time_now = () => (pending_time === null ? media.currentTime : pending_time);
    function step_line(step) {
      const now = line_now();
      const inside = now >= 0 && time_now() - lines[now].b > 1.5;
      go_to_line(step < 0 && inside ? now : now + step);
    }
    const toggle = () => { if (media.paused) media.play().catch(() => {}); else media.pause(); };

    function use_rendition(rendition) {
      const time = time_now(), playing = !media.paused, rate = media.playbackRate;
      current = rendition;
      pending_time = time;
      media.src = heard && !is_video(rendition) ? heard.path : rendition.path;
      voice.use(heard && is_video(rendition) ? heard.path : '');
      show_volume();
      media.defaultPlaybackRate = rate;
      media.playbackRate = rate;
      element.classList.toggle('sound-only', with_picture && !is_video(rendition));
      if (playing) media.play().catch(() => {});
    }
    media.addEventListener('loadedmetadata', () => {
      if (pending_time) media.currentTime = clamp(pending_time);
      pending_time = null;
      update();
    });
    // A file that is missing (not kept for offline use) or broken: the next one takes over at the same place.
    app.on_failed_media(media, () => {
      failed.add(current);
      const other = renditions.find((one) => !failed.has(one));
      if (!other) {
        problem.hidden = false;
        return;
      }
      const was_playing = !media.paused;
      use_rendition(other);
      quality.select.value = renditions.indexOf(other);
      if (was_playing) media.play().catch(() => {});
    }, (time) => { pending_time = time; });

    // ---- the language that is heard
    const voice = app.voice(media, () => hear(''));
    function hear(language) {
      heard = sounds.find((one) => one.language === language) || null;
      app.prefer('sound', heard ? language : '');
      if (sound_choice) sound_choice.select.value = language;
      use_rendition(current);
    }
    const own_name = app.pack.names[work.language] ? app.language_name(work.language) : app.text('web.original_sound');
    const sound_options = (has_own_sound ? [['', own_name, app.in_language(work.language)]] : []).concat(sounds.map((one) =>
      [one.language, app.language_name(one.language), app.in_language(one.language)]));
    const sound_choice = sound_options.length > 1 ? chooser(app.text('web.listen_in'), sound_options, heard ? heard.language : '', hear) : null;

    // ---- every moment
    function update() {
      const time = time_now();
      const playing = !media.paused && !media.seeking;
      if (playing && repeated && time >= repeated.e - 0.02) return seek(repeated.b);
      if (playing && pause.checked && !repeated) {
        const line = lines[app.cue_before(lines, previous_time)];
        if (line && previous_time < line.e - 0.05 && time >= line.e - 0.05 && time < line.e + 1) media.pause();
      }
      previous_time = time;
      captions.update(time, [find_track(first), find_track(second)]);
      transcript.update(time);
      seek_bar.update(time, media);
      clock.textContent = `${app.clock(time)} / ${app.clock(Number.isFinite(media.duration) ? media.duration : work.seconds)}`;
      if (Math.abs(time - saved_at) > 4) remember();
    }
    function remember() {
      saved_at = time_now();
      const length = Number.isFinite(media.duration) ? media.duration : work.seconds;
      const change = {time: saved_at, length};
      if (length && saved_at / length > 0.95) change.done = true;
      if (saved_at > 1) app.advance(work.id, change);
    }
    function each_frame() {
      update();
      frame = media.paused ? 0 : requestAnimationFrame(each_frame);
    }
    function show_state() {
      const playing = !media.paused;
      app.change_icon(play, playing ? 'pause' : 'play', app.text(playing ? 'web.pause' : 'web.play'));
      start.hidden = playing || time_now() > 0.5;
      element.classList.toggle('is-playing', playing);
      if (playing && !frame) frame = requestAnimationFrame(each_frame);
    }
    for (const name of ['play', 'pause', 'ended', 'seeked']) media.addEventListener(name, show_state);
    for (const name of ['timeupdate', 'seeked', 'progress']) media.addEventListener(name, update);
    for (const name of ['pause', 'ended']) media.addEventListener(name, remember);
    media.addEventListener('click', toggle);

    // ---- languages
    function show_languages() {
      const lead = find_track(first) || find_track(second) || find_track(work.language) || tracks[0] || null;
      const other = lead && lead.key === second ? null : find_track(second);
      lines = lead ? lead.cues : [];
      captions.reset();
      transcript.show(lead, other);
      show_chosen();
      update();
    }
    function choose_languages(one, two) {
      [first, second] = [one, one === two ? '' : two];
      first_choice.select.value = first;
      second_choice.select.value = second;
      app.prefer('subtitles', [first, second]);
      show_languages();
    }
    const last_choice = {first: first || work.language, second};
    const toggle_first = () => {
      if (first) last_choice.first = first;
      choose_languages(first ? '' : last_choice.first, second);
    };
    const toggle_second = () => {
      if (second) last_choice.second = second;
      const other = tracks.map((track) => track.key).find((key) => key !== first) || '';
      choose_languages(first, second ? '' : last_choice.second || other);
    };

    // ---- controls
    const play = app.icon_button('play', app.text('web.play'), toggle, {class: 'icon-button play'});
    const start = app.element('button', {type: 'button', class: 'start', 'aria-hidden': 'true', tabindex: '-1', onclick: toggle},
      app.icon('play'));
    const clock = app.element('span', {class: 'clock'});
    const repeat = app.icon_button('repeat', app.text('web.repeat_line'), () => set_repeat(!repeated), {'aria-pressed': 'false'});
    function set_repeat(yes) {
      repeated = yes ? lines[Math.max(0, line_now())] || null : null;
      repeat.setAttribute('aria-pressed', String(Boolean(repeated)));
      app.say(app.text(repeated ? 'web.repeat_on' : 'web.repeat_off'));
    }
    const mute = app.icon_button('sound', app.text('web.mute'), () => set_muted(!is_muted));
    const volume = app.element('input', {type: 'range', class: 'volume', min: 0, max: 1, step: 0.05,
      'aria-label': app.text('web.volume'), oninput: () => { media.volume = volume.value; set_muted(false); }});
    function set_muted(yes) {
      is_muted = yes;
      show_volume();
    }
    // A film whose voice is another file is silent itself.
    function show_volume() {
      const silent = is_muted || media.volume === 0;
      media.muted = is_muted || voice.is_used();
      voice.sound.muted = is_muted;
      voice.sound.volume = media.volume;
      app.change_icon(mute, silent ? 'muted' : 'sound', app.text(silent ? 'web.unmute' : 'web.mute'));
      volume.value = is_muted ? 0 : media.volume;
    }
    media.addEventListener('volumechange', () => {
      if (!voice.is_used()) is_muted = media.muted;
      show_volume();
      app.prefer('volume', media.volume);
    });
    const full = app.icon_button('full', app.text('web.full'), toggle_full);
    function toggle_full() {
      if (document.fullscreenElement) document.exitFullscreen();
      else if (element.requestFullscreen) element.requestFullscreen().catch(() => {});
      else if (media.webkitEnterFullscreen) media.webkitEnterFullscreen();
    }
    element_events(media, {webkitbeginfullscreen: () => show_native(true), webkitendfullscreen: () => show_native(false)});
    function show_native(yes) {
      native.forEach((track, i) => { track.mode = yes && tracks[i].key === first ? 'showing' : 'hidden'; });
    }
    const on_full = () => {
      const is_full = document.fullscreenElement === element;
      app.change_icon(full, is_full ? 'shrink' : 'full', app.text(is_full ? 'web.leave_full' : 'web.full'));
    };
    document.addEventListener('fullscreenchange', on_full);

    const options = [['', app.text('web.off')]].concat(tracks.map((track) =>
      [track.key, app.track_name(track), app.in_language(track.language)]));
    const first_choice = chooser(app.text('web.subtitles'), options, first, (value) => choose_languages(value, second));
    const second_choice = chooser(app.text('web.second_subtitles'), options, second, (value) => choose_languages(first, value));
    const speed = chooser(app.text('web.speed'), speeds.map((value) => [value, `× ${value.toLocaleString(app.language)}`]),
      app.preference('speed', 1), (value) => set_speed(Number(value)));
    function set_speed(value) {
      media.defaultPlaybackRate = value;
      media.playbackRate = value;
      speed.select.value = value;
      app.prefer('speed', value);
      show_chosen();
    }
    const step_speed = (step) => set_speed(speeds[Math.min(speeds.length - 1,
      Math.max(0, speeds.indexOf(Number(speed.select.value)) + step))]);
    const quality = chooser(app.text('web.quality'), renditions.map((one, i) => [i, quality_name(one)]),
      renditions.indexOf(current), (value) => {
        app.prefer('quality', is_video(renditions[value]) ? side(renditions[value]) : 0);
        failed.clear();
        use_rendition(renditions[value]);
      });
    const pause = app.element('input', {type: 'checkbox', checked: app.preference('pause', false),
      onchange: () => app.prefer('pause', pause.checked)});
    const problem = app.element('p', {class: 'problem', role: 'alert', hidden: true}, app.text('web.cannot_play'));
    const resume = app.element('p', {class: 'resume', hidden: true});

    const has_lines = tracks.length > 0;
    const stage = app.element('div', {class: with_picture ? 'stage' : 'stage sound'},
      !with_picture && !work.picture ? app.bars(work.peaks.length ? work.peaks : [20, 60, 35, 80, 50, 90, 40, 70, 25], {class: 'cover-bars'}) : null,
      media, voice.sound, captions.element, start, problem);
    const element = app.element('div', {class: 'player'}, stage,
      app.element('div', {class: 'controls'}, seek_bar.element,
        app.element('div', {class: 'buttons'}, play,
          has_lines ? app.icon_button('previous', app.text('web.previous_line'), () => step_line(-1)) : null,
          has_lines ? repeat : null,
          has_lines ? app.icon_button('next', app.text('web.next_line'), () => step_line(1)) : null,
          clock, app.element('span', {class: 'volume-group'}, mute, volume),
          app.icon_button('keys', app.text('web.keys'), app.key_help, {class: 'icon-button keys-button'}),
          with_picture ? full : null)));
    const chosen = app.element('summary');
    const settings = app.element('details', {class: 'settings-box', open: window.matchMedia('(min-width: 40rem)').matches}, chosen,
      app.element('div', {class: 'settings'},
      has_lines ? [first_choice.element, tracks.length > 1 ? second_choice.element : null] : null,
      speed.element, renditions.length > 1 ? quality.element : null, sound_choice ? sound_choice.element : null,
      has_lines ? app.element('label', {class: 'check'}, pause, app.text('web.pause_after_line')) : null));
    // What the closed box says on a phone: "українська + polski, × 1".
    function show_chosen() {
      const shown = [first, second].map(find_track).filter(Boolean);
      chosen.replaceChildren(...shown.map((track, i) => app.element('span', {}, i ? ' + ' : '',
        app.element('span', app.in_language(track.language), app.track_name(track)))),
      shown.length ? ' · ' : '', speed.select.selectedOptions[0].textContent);
    }

    const stored = app.progress(work.id);
    if (stored.time > 5 && !(stored.time / stored.length > 0.95)) {
      pending_time = stored.time;
      resume.hidden = false;
      resume.append(app.text('web.resumed', {time: app.clock(stored.time)}), ' ', app.element('button', {type: 'button', class: 'link',
        onclick: () => { seek(0); resume.hidden = true; }}, app.text('web.from_start')));
    }
    media.volume = app.preference('volume', 1);
    use_rendition(current);
    set_speed(app.preference('speed', 1));
    show_languages();
    show_state();
    announce_to_system(work, media, {seek, step_line, time_now});

    const keys = {
      ' ': toggle, k: toggle, ArrowLeft: () => seek(time_now() - 5), ArrowRight: () => seek(time_now() + 5),
      p: () => step_line(-1), n: () => step_line(1), r: () => set_repeat(!repeated), c: toggle_first, v: toggle_second,
      '-': () => step_speed(-1), '+': () => step_speed(1), '=': () => step_speed(1), m: () => mute.click(), f: toggle_full,
      part: (tenth) => seek((tenth / 10) * (media.duration || 0)),
    };
    function leave() {
      remember();
      cancelAnimationFrame(frame);
      document.removeEventListener('fullscreenchange', on_full);
      media.pause();
      voice.use('');
      media.removeAttribute('src');
      media.load();
    }
    return {element, settings, resume, transcript: has_lines ? transcript.element : null, keys, leave, remember};
  };

  function element_events(element, events) {
    for (const [name, action] of Object.entries(events)) element.addEventListener(name, action);
  }

  // Lock screen and headset buttons.
  function announce_to_system(work, media, actions) {
    if (!navigator.mediaSession || !window.MediaMetadata) return;
    navigator.mediaSession.metadata = new MediaMetadata({title: app.best(work.title, work.language).text,
      artist: work.creators.map((creator) => creator.name).join(', '), album: app.best(app.pack.title).text});
    const set = (name, action) => { try { navigator.mediaSession.setActionHandler(name, action); } catch (unknown) { /* older browser */ } };
    set('play', () => media.play().catch(() => {}));
    set('pause', () => media.pause());
    set('previoustrack', () => actions.step_line(-1));
    set('nexttrack', () => actions.step_line(1));
    set('seekbackward', () => actions.seek(actions.time_now() - 5));
    set('seekforward', () => actions.seek(actions.time_now() + 5));
  }
})(window.integrart);
