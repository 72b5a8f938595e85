// Makes the media and the manifest of a small pack: every kind of work, five languages and Arabic, and hostile titles.
// Everything is drawn, synthesised or written here; nothing is downloaded.
import {execFileSync} from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const ffmpeg = (...options) => execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-threads', '1', ...options]);

export const hostile = '</script><img src=x onerror="window.broken=1">"\'&{{title}}\u2028';

const song = [
  [0.5, 3.4, 'Спи, мій малий, вже ніч за вікном,', 'Śpij, mały mój, już noc za oknem,', 'Sleep, my little one, night is at the window,', 'نم يا صغيري، الليل خلف النافذة،'],
  [3.6, 6.6, 'два доми вкрито синім сном.', 'dwa domy śnią błękitny sen.', 'two homes are covered with a blue dream.', 'بيتان يغطيهما حلم أزرق.'],
  [7.0, 10.4, 'Один далеко, де річка й гай,', 'Jeden daleko, gdzie rzeka i gaj,', 'One far away, by river and grove,', 'واحد بعيد، حيث النهر والبستان،'],
  [10.6, 13.8, 'другий близенько — сюди ступай.', 'drugi tuż obok — wejdź, to twój kraj.', 'the other close by — come on in.', 'والآخر قريب — تعال إلى هنا.'],
  [14.2, 17.4, 'Мамина пісня — міст між домами,', 'Mamy piosenka — most między domami,', 'Mother’s song is a bridge between homes,', 'أغنية أمي جسر بين البيتين،'],
  [17.6, 21.0, 'йди по ній тихо босими ногами.', 'idź po niej cicho bosymi stopami.', 'walk on it softly with bare feet.', 'فامشِ عليه بهدوء حافي القدمين.'],
];
const languages_of_song = ['uk', 'pl', 'en', 'ar'];

function track(language, column, with_words) {
  const cues = song.map((line, i) => {
    const [begin, end] = line;
    const text = line[2 + column];
    const words = with_words ? text.split(' ').map((word, n, all) => ({
      start: begin + ((end - begin) * n) / all.length, end: begin + ((end - begin) * (n + 1)) / all.length, text: word})) : [];
    return {id: String(i + 1), start: begin, end, text, tree: [], placement: {}, speaker: '', words};
  });
  return {schema: 'cues/1', language, kind: 'subtitles', cues, regions: []};
}
const clock = (t) => `00:00:${t.toFixed(3).padStart(6, '0')}`;
const webvtt = (cues) => `WEBVTT\n\n${cues.cues.map((c) => `${clock(c.start)} --> ${clock(c.end)}\n${c.text}\n`).join('\n')}`;

// Two houses under a moving sky, drawn by ffmpeg's own sources.
const sky = (width, height, seconds) => [
  '-f', 'lavfi', '-i', `gradients=s=${width}x${height}:c0=0x14324a:c1=0xd9825b:x0=0:y0=0:x1=0:y1=${height}:d=${seconds}:speed=0.00001:r=12`,
];
const houses = (w, h) => [
  `drawbox=x=0:y=${h * 0.78}:w=${w}:h=${h * 0.22}:color=0x23382f:t=fill`,
  `drawbox=x='${w * 0.18}':y=${h * 0.5}:w=${w * 0.2}:h=${h * 0.3}:color=0xf0c68a:t=fill`,
  `drawbox=x='${w * 0.6}':y=${h * 0.44}:w=${w * 0.22}:h=${h * 0.36}:color=0xfaf0e0:t=fill`,
  `drawbox=x=${w * 0.25}:y=${h * 0.6}:w=${w * 0.06}:h=${h * 0.09}:color=0xffe9a8:t=fill`,
  `drawbox=x=${w * 0.68}:y=${h * 0.55}:w=${w * 0.06}:h=${h * 0.1}:color=0xffe9a8:t=fill`,
  `drawbox=x='mod(t*${w / 22}\\,${w})':y=${h * 0.14}:w=${w * 0.06}:h=${w * 0.06}:color=0xfff6d8:t=fill`,
].join(',');
const melody = (seconds) => `aevalsrc='0.22*sin(2*PI*t*(262+49*mod(floor(t*2)\\,5)))*exp(-3*mod(t*2\\,1)/2)*(0.4+0.6*abs(sin(t/3)))|0.2*sin(2*PI*t*(196+33*mod(floor(t)\\,4)))':d=${seconds}:s=44100`;

function peaks(file) {
  const pcm = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-ac', '1', '-ar', '8000', '-f', 's8', '-'], {maxBuffer: 1 << 24});
  const data = [];
  for (let at = 0; at < pcm.length; at += 256) {
    const block = new Int8Array(pcm.buffer, pcm.byteOffset + at, Math.min(256, pcm.length - at));
    data.push(Math.min(...block), Math.max(...block));
  }
  return {version: 2, channels: 1, sample_rate: 8000, samples_per_pixel: 256, bits: 8, length: data.length / 2, data};
}

function media(folder) {
  const file = (name) => path.join(folder, name);
  const seconds = 22;
  ffmpeg(...sky(640, 360, seconds), '-f', 'lavfi', '-i', melody(seconds), '-t', String(seconds), '-vf', houses(640, 360), '-c:v', 'libx264',
    '-preset', 'veryfast', '-crf', '26', '-g', '24', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '96k', '-movflags', '+faststart', '-fflags', '+bitexact', file('large.mp4'));
  ffmpeg('-i', file('large.mp4'), '-vf', 'scale=320:180', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-g', '24', '-c:a', 'copy',
    '-movflags', '+faststart', '-fflags', '+bitexact', file('small.mp4'));
  ffmpeg('-i', file('large.mp4'), '-vn', '-c:a', 'copy', '-movflags', '+faststart', '-fflags', '+bitexact', file('sound.m4a'));
  ffmpeg('-f', 'lavfi', '-i', `sine=f=440:d=${seconds}`, '-c:a', 'aac', '-b:a', '64k', '-movflags', '+faststart', '-fflags', '+bitexact', file('dub.m4a'));
  ffmpeg('-ss', '5', '-i', file('large.mp4'), '-frames:v', '1', '-q:v', '4', file('poster.jpg'));
  ffmpeg('-i', file('large.mp4'), '-vf', 'fps=1/2,scale=160:90,tile=4x3', '-frames:v', '1', '-q:v', '6', file('storyboard.jpg'));
  for (const width of [320, 640, 1280]) {
    ffmpeg('-f', 'lavfi', '-i', `gradients=s=${width}x${width * 0.75}:c0=0xf2d9b0:c1=0x3d6f78:nb_colors=2:d=1`, '-vf', houses(width, width * 0.75).replace(/'mod\(t[^']*'/, width * 0.4),
      '-frames:v', '1', '-q:v', '5', file(`picture-${width}.jpg`));
    ffmpeg('-i', file(`picture-${width}.jpg`), '-frames:v', '1', '-q:v', '60', file(`picture-${width}.webp`));
  }
  ffmpeg('-i', file('picture-320.jpg'), '-vf', 'scale=12:9', '-frames:v', '1', file('tiny.png'));
  return seconds;
}

const poem = {
  uk: ['Два ключі', 'У мене є два ключі. Один холодний, від дверей за морем. Другий теплий, я ношу його в кишені.', 'Коли хтось питає, де мій дім, я дзвеню обома.'],
  nl: ['Twee sleutels', 'Ik heb twee sleutels. De ene is koud, van een deur over zee. De andere is warm, ik draag hem in mijn zak.', 'Als iemand vraagt waar mijn huis is, rinkel ik met allebei.'],
  nb: ['To nøkler', 'Jeg har to nøkler. Den ene er kald, fra en dør over havet. Den andre er varm, jeg har den i lommen.', 'Når noen spør hvor jeg bor, lar jeg begge klirre.'],
  ar: ['مفتاحان', 'عندي مفتاحان. الأول بارد، لباب خلف البحر. والثاني دافئ، أحمله في جيبي.', 'حين يسألني أحد أين بيتي، أرنّ بالاثنين معا.'],
};
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
function text_of(language) {
  const [title, ...paragraphs] = poem[language];
  const sentences = [title, ...paragraphs.flatMap((one) => one.match(/[^.]+\./g).map((sentence) => sentence.trim()))];
  return {language, html: `<h1>${escape(title)}</h1>${paragraphs.map((one) => `<p>${escape(one)}</p>`).join('')}`,
    plain: [title, ...paragraphs].join('\n\n'), sentences};
}

export function make_trial(folder) {
  fs.mkdirSync(folder, {recursive: true});
  const seconds = media(folder);
  const ref = (name, type) => {
    const bytes = fs.readFileSync(path.join(folder, name));
    return {sha256: crypto.createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, type};
  };
  const rendition = (id, role, name, type, width = 0, height = 0) => ({id, role, file: ref(name, type),
    extension: path.extname(name).slice(1), width, height, duration_seconds: width && role === 'image' ? 0 : seconds});
  const tracks = languages_of_song.map((language, i) => {
    const cues = track(language, i, language === 'uk');
    fs.writeFileSync(path.join(folder, `song.${language}.vtt`), webvtt(cues));
    return {language, kind: 'subtitles', cues, webvtt: ref(`song.${language}.vtt`, 'text/vtt')};
  });
  const sprites = Array.from({length: 11}, (_, i) => `${clock(i * 2)} --> ${clock(i * 2 + 2)}\nstoryboard.jpg#xywh=${(i % 4) * 160},${Math.floor(i / 4) * 90},160,90\n`);
  const placeholder = `data:image/png;base64,${fs.readFileSync(path.join(folder, 'tiny.png')).toString('base64')}`;
  const waveform = peaks(path.join(folder, 'sound.m4a'));
  const common = {description: {}, alt: {}, creators: [{name: 'Oksana', role: 'singer', pseudonym: true}, {name: 'Piet de Boer', role: 'accordion', pseudonym: false}],
    licence: 'CC-BY-SA-4.0', level: 'A2', about: ['family', 'home'], duration_seconds: 0, renditions: [], poster: null, placeholder: '', storyboard: null,
    storyboard_webvtt: '', waveform: null, tracks: [], texts: []};
  const works = [
    {...common, id: 'lullaby', kind: 'video', language: 'uk', title: {uk: 'Колискова двох домівок', en: 'Lullaby of two homes', pl: 'Kołysanka dwóch domów', nl: 'Wiegelied van twee huizen'},
      description: {en: 'A lullaby that Oksana sang on the train, and sings again in the new kitchen.', uk: 'Колискова, яку Оксана співала в потягу й співає знову на новій кухні.'},
      duration_seconds: seconds, renditions: [rendition('360p', 'video', 'large.mp4', 'video/mp4', 640, 360), rendition('180p', 'video', 'small.mp4', 'video/mp4', 320, 180),
        rendition('audio', 'audio_only', 'sound.m4a', 'audio/mp4'), {...rendition('audio-en', 'audio_only', 'dub.m4a', 'audio/mp4'), language: 'en'}],
      objectives: [{uk: 'назвати, що є в домі', en: 'name what is in a home'}, {en: 'sing a chorus'}],
      poster: rendition('poster', 'image', 'poster.jpg', 'image/jpeg', 640, 360), placeholder, storyboard: ref('storyboard.jpg', 'image/jpeg'),
      storyboard_webvtt: `WEBVTT\n\n${sprites.join('\n')}`, tracks},
    {...common, id: 'kitchen-song', kind: 'audio', language: 'pl', level: 'A1', title: {pl: 'Piosenka w kuchni', en: 'Song in the kitchen'}, about: ['food'],
      duration_seconds: seconds, renditions: [rendition('aac', 'audio', 'sound.m4a', 'audio/mp4')], waveform, tracks: [tracks[1], tracks[0]]},
    {...common, id: 'two-windows', kind: 'image', language: 'und', level: '', title: {en: 'Two windows', nb: 'To vinduer', uk: 'Два вікна'},
      alt: {en: 'Two houses side by side in the evening; a light is on in each window.', uk: 'Два будинки поруч увечері; у кожному вікні горить світло.'},
      renditions: [1280, 640, 320].flatMap((width) => ['webp', 'jpg'].map((type) => rendition(String(width), 'image', `picture-${width}.${type}`, type === 'jpg' ? 'image/jpeg' : 'image/webp', width, width * 0.75))),
      placeholder},
    {...common, id: 'two-keys', kind: 'text', language: 'uk', level: 'B1', title: {uk: 'Два ключі', nl: 'Twee sleutels', en: 'Two keys', nb: 'To nøkler'}, texts: ['uk', 'nl', 'nb', 'ar'].map(text_of)},
    {...common, id: 'miftahan', kind: 'text', language: 'ar', level: 'B1', title: {ar: 'مفتاحان', en: 'Two keys (Arabic)'}, texts: ['ar', 'nl'].map(text_of)},
    {...common, id: 'hostile', kind: 'text', language: 'en', level: 'C1', title: {en: hostile}, description: {en: hostile}, creators: [{name: hostile, role: '"><b>', pseudonym: false}],
      licence: 'CC0-1.0', about: [hostile], texts: [{language: 'en', html: `<p onclick="window.broken=2">Safe <a href="javascript:window.broken=3">words</a>.</p><script>window.broken=4</script><img src=x onerror="window.broken=5"><iframe src="https://example.org/"></iframe>`,
        plain: hostile, sentences: ['Safe words.']}]},
  ];
  const manifest = {schema: 'pack/1', id: 'two-homes-trial', title: {en: 'Songs of two homes', uk: 'Пісні двох домівок', pl: 'Piosenki dwóch domów', nl: 'Liedjes van twee huizen', nb: 'Sanger fra to hjem'},
    description: {en: 'Songs, pictures and poems by people who live between two countries. Listen, read along, learn.', uk: 'Пісні, картини й вірші людей, що живуть між двома країнами. Слухайте, читайте, вчіться.'},
    licence: 'CC-BY-SA-4.0', tool_version: 'integrart 0.1.0', languages: ['uk', 'pl', 'nl', 'nb', 'ar', 'nn', 'en'], works};
  manifest.collection = {schema: 'collection/1', id: 'trial', pack: {activities: ['karaoke', 'gap_fill', 'choice', 'order', 'match', 'dictation', 'vocabulary', 'flashcards', 'repeat']},
    works: [{id: 'lullaby', kind: 'video', file: 'lullaby.mp4', questions: [
      {question: {en: 'What is a bridge between the homes?', uk: 'Що є мостом між домами?'}, options: [{en: 'the river', uk: 'річка'}, {en: 'the song', uk: 'пісня'}, {en: hostile}],
        correct: [2], explanation: {en: 'Mother’s song is the bridge.', uk: 'Мамина пісня — міст.'}},
      {question: {en: 'Which of these are in the song?', uk: 'Що з цього є в пісні?'}, options: [{en: 'a river', uk: 'річка'}, {en: 'a dream', uk: 'сон'}, {en: 'a train', uk: 'потяг'}], correct: [1, 2]},
      {question: {en: 'How many homes are there?', uk: 'Скільки домівок?'}, answers: [{en: 'two', uk: 'дві'}, {en: '2'}]},
      {question: {en: 'Who sang for you?', uk: 'Хто співав вам?'}}]}, {id: 'two-windows', kind: 'image', file: 'windows.jpg'}]};
  fs.writeFileSync(path.join(folder, 'manifest.json.document'), JSON.stringify(manifest));
  return path.join(folder, 'manifest.json.document');
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log(make_trial(process.argv[2]));
