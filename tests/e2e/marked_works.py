"""Works that share no word, name or picture with those of all_formats.py: their words have "zq" in them, and are looked for in packs."""

import re

from integrart import ffmpeg, work_entry
from pack_contents import writings_of

MARKED = ["marked-film", "marked-song", "marked-picture", "marked-story"]
LINES = {"en": ["Zqkestrel circles over the empty station,", "nobody waters the zqgeranium today.", "The zqlantern burns on the other platform,"],
         "pl": ["Zqpustułka krąży nad pustym dworcem,", "nikt nie podlewa dziś zqpelargonii.", "Zqlatarnia płonie na drugim peronie,"]}
STORY = {"en": "# Zqheron\n\nA zqheron stood by the pond. It would not fly away.\n", "pl": "# Zqczapla\n\nZqczapla stała nad stawem. Nie chciała odlecieć.\n"}


def write_marked_works(folder, **more_of_all):
    """Writes their files. The works as entries of a collection, with `more_of_all` in each."""
    seconds = 8
    ffmpeg("-f", "lavfi", "-i", f"mandelbrot=s=160x120:r=12", "-f", "lavfi", "-i", f"anoisesrc=d={seconds}:c=pink:r=48000:a=0.3:seed=7", "-t", seconds,
           "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", "-fflags", "+bitexact", folder / "marked.mp4")
    ffmpeg("-f", "lavfi", "-i", f"anoisesrc=d={seconds}:c=brown:r=22050:a=0.3:seed=9", folder / "marked.wav")
    ffmpeg("-f", "lavfi", "-i", "mandelbrot=s=320x240:start_x=-0.7", "-frames:v", "1", folder / "marked.png")
    for language, lines in LINES.items():
        stamp = lambda seconds: f"00:00:{int(seconds):02d},{round(seconds % 1 * 1000):03d}"
        cues = [f"{i + 1}\n{stamp(2.5 * i + 0.1)} --> {stamp(2.5 * i + 2.3)}\n{line}\n" for i, line in enumerate(lines)]
        (folder / f"marked.{language}.srt").write_text("\n".join(cues), encoding="utf-8")
        (folder / f"marked.{language}.md").write_text(STORY[language], encoding="utf-8")
    subtitles = ["marked.en.srt", "marked.pl.srt"]
    entry = lambda name, *arguments, **more: work_entry(name, *arguments, **more, **more_of_all).replace("name: Oksana", "name: Zqmarianna").replace(f"{{en: {name}}}", f"{{en: Zqtitle of {name}}}")
    return [
        entry("marked-film", "video", "marked.mp4", subtitles=subtitles, about=["zqtopic"], objectives=[{"en": "zqgoal"}],
              questions=[{"question": {"en": "Who is zqasked?"}, "options": ["zqhere", "there"], "correct": [1]}]),
        entry("marked-song", "audio", "marked.wav", subtitles=subtitles),
        entry("marked-picture", "image", "marked.png", alt={"en": "a zqcoast"}),
        entry("marked-story", "text", "marked.en.md", translations=["marked.pl.md"]),
    ]


def all_writings():
    """Titles, names, lines and words that only these works say, as packs may write them: {what: bytes}."""
    told = [line for lines in LINES.values() for line in lines] + ["Zqmarianna", *(f"Zqtitle of {work}" for work in MARKED), *MARKED]
    single = re.findall(r"[Zz]q\w+", " ".join([*told, *STORY.values(), "zqtopic zqgoal zqasked zqhere zqcoast"]))
    spelt = [line for line in told if "zq" in line.lower() or line in MARKED] + single + [word.lower() for word in single] + [word.capitalize() for word in single]
    return {f"the words {words!r} as {writing!r}": writing for words in spelt for writing in writings_of(words)}
