// Is what a learner wrote what was asked for? The same rules as pipeline/learning/answer.cpp, with the same cases
// (tests/golden/learning/answers.json): forgiving where writing habits differ, never where meaning does.
(function (app) {
  'use strict';

  const western = ['áàâä', 'éèêë', 'íìîï', 'óòôö', 'úùûü'].flatMap((letters, i) => [...letters].map((letter) => [letter, 'aeiou'[i]]));
  const habits = {
    ru: new Map([['ё', 'е']]),
    ar: new Map([['أ', 'ا'], ['إ', 'ا'], ['آ', 'ا'], ['ٱ', 'ا'], ['ى', 'ي'], ['ة', 'ه'], ['ؤ', 'و'], ['ئ', 'ي']]),
    nl: new Map(western), nb: new Map(western), nn: new Map(western), en: new Map(western),
  };
  const apostrophes = /['\u2019\u2018\u02BC\u02B9`\u00B4]/gu;

  app.folded_answer = (text, language) => {
    const replace = habits[String(language).split('-')[0]];
    // Signs that stand alone become white space when they are made compatible (´), so apostrophes come first.
    let folded = text.replace(apostrophes, "'").normalize('NFKC').toLowerCase().replace(/ß/g, 'ss').replace(/ς/g, 'σ').normalize('NFC')
      .replace(/[\p{Mn}\p{Me}\u0640\p{Default_Ignorable_Code_Point}]/gu, '');
    if (replace) folded = [...folded].map((letter) => replace.get(letter) || letter).join('');
    return folded.replace(/(?<=[\p{L}\p{M}\p{N}])'(?=[\p{L}\p{M}\p{N}])/gu, '\uE000').replace(/[^\p{L}\p{M}\p{N}\uE000]+/gu, ' ')
      .replace(/\uE000/g, "'").trim();
  };

  const without_marks = (text) => text.normalize('NFD').replace(/[\p{Mn}\p{Me}]/gu, '');

  // Insertions, deletions, replacements and swapped neighbours, each 1.
  function slips_between(a, b) {
    let before_last = [], last = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; ++i) {
      const now = [i];
      for (let j = 1; j <= b.length; ++j) {
        now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) now[j] = Math.min(now[j], before_last[j - 2] + 1);
      }
      [before_last, last] = [last, now];
    }
    return last[b.length];
  }

  // 'right', 'almost' or 'wrong'.
  app.compare_answer = (expected, given, language) => {
    const [wanted, written] = [expected, given].map((text) => app.folded_answer(text.slice(0, 4000), language));
    if (wanted === written) return 'right';
    const [a, b] = [[...wanted], [...written]];
    if (!b.length || a.length > 2000 || b.length > 2000) return 'wrong';
    if (without_marks(wanted) === without_marks(written)) return 'almost';
    const forgiven = a.length < 4 ? 0 : 1 + Math.floor((a.length - 4) / 8);
    return slips_between(a, b) <= forgiven ? 'almost' : 'wrong';
  };
})(window.integrart);
