"""Subtitle files with the song's own times: when each line and each word is sung is known from the score."""


def _clock(seconds, point):
    thousandths = round(seconds * 1000)
    return f"{thousandths // 3600000:02}:{thousandths // 60000 % 60:02}:{thousandths // 1000 % 60:02}{point}{thousandths % 1000:03}"


def _with_word_times(line):
    """The printed words, each after the time it begins to sound. Printed and sung words are the same in number."""
    printed = [part for part in line.text.replace(" —", "\u00a0—").split(" ") if part]
    if len(printed) != len(line.words):
        raise ValueError(f"{line.text}: {len(printed)} words are printed, {len(line.words)} are sung")
    parts = [printed[0]]
    for text, word in zip(printed[1:], line.words[1:]):
        parts.append(f" <{_clock(word.notes[0].start, '.')}>{text}")
    return "".join(parts)


def webvtt(score, language):
    """The original: WebVTT with a time for every word."""
    out = ["WEBVTT", f"Language: {language}", ""]
    for number, line in enumerate(score.lines, 1):
        out += [str(number), f"{_clock(line.start, '.')} --> {_clock(line.end, '.')}", _with_word_times(line), ""]
    return "\n".join(out)


def subrip(score, texts):
    """A translation: SubRip, one cue for each sung line."""
    if len(texts) != len(score.lines):
        raise ValueError(f"{len(texts)} lines of translation for {len(score.lines)} sung lines")
    out = []
    for number, (line, text) in enumerate(zip(score.lines, texts), 1):
        out += [str(number), f"{_clock(line.start, ',')} --> {_clock(line.end, ',')}", text, ""]
    return "\n".join(out)
