"""A small collection that fills every format: a film and a song with lines in two languages, a picture, a text and its translation."""

from integrart import ffmpeg, make_picture, make_video, work_entry, write_collection

FORMATS = ["web", "epub", "h5p", "scorm12", "scorm2004", "cc11", "cc13", "cmi5", "qti21", "qti30", "kolibri", "anki", "bagit"]
ACTIVITIES = ["karaoke", "gap_fill", "choice", "order", "match", "dictation", "vocabulary", "flashcards", "repeat"]
SECONDS = 12

_LINES = {
    "en": ["The kettle sings in the kitchen tonight,", "my neighbour brings a basket of bread,", "we open the window and look at the lights,",
           "the river remembers what somebody said.", "One letter is waiting under the door,", "the morning will read it once more."],
    "pl": ["Czajnik śpiewa w kuchni tej nocy,", "sąsiadka przynosi koszyk chleba,", "otwieramy okno i patrzymy na światła,",
           "rzeka pamięta, co ktoś powiedział.", "Jeden list czeka pod drzwiami,", "poranek przeczyta go jeszcze raz."],
}
_TEXT = {
    "en": "# Soup\n\nThere was a knock on the door. The neighbour had brought hot soup. We carried the table to the window. Nobody wanted to go home.\n",
    "pl": "# Zupa\n\nKtoś zapukał do drzwi. Sąsiadka przyniosła gorącą zupę. Przenieśliśmy stół pod okno. Nikt nie chciał iść do domu.\n",
}


def subtitles(language):
    """SubRip, a line every two seconds."""
    stamp = lambda seconds: f"00:00:{int(seconds):02d},{round(seconds % 1 * 1000):03d}"
    return "".join(f"{i + 1}\n{stamp(2 * i + 0.1)} --> {stamp(2 * i + 1.9)}\n{line}\n\n" for i, line in enumerate(_LINES[language]))


def write_works(folder, name_of=lambda name: name):
    """Writes the files under the names that `name_of` gives to ordinary ones. The works as entries of a collection."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = {name: folder / f"written-first{place}{name[name.rindex('.'):]}" for place, name in enumerate(
        ["film.mp4", "song.wav", "picture.png", "film.en.srt", "film.pl.srt", "story.en.md", "story.pl.md"])}
    make_video(plain["film.mp4"], SECONDS, "160x120", 12)
    ffmpeg("-f", "lavfi", "-i", f"sine=f=440:b=2:r=22050:d={SECONDS}", plain["song.wav"])
    make_picture(plain["picture.png"], "320x240")
    for language in _LINES:
        plain[f"film.{language}.srt"].write_text(subtitles(language), encoding="utf-8")
        plain[f"story.{language}.md"].write_text(_TEXT[language], encoding="utf-8")
    for name, path in plain.items():
        path.rename(folder / name_of(name))
    lines = [name_of("film.en.srt"), name_of("film.pl.srt")]
    return [
        work_entry("film", "video", name_of("film.mp4"), subtitles=lines),
        work_entry("song", "audio", name_of("song.wav"), subtitles=lines),
        work_entry("picture", "image", name_of("picture.png"), alt={"en": "coloured bars"}),
        work_entry("story", "text", name_of("story.en.md"), translations=[name_of("story.pl.md")]),
    ]


def make_collection(folder, name_of=lambda name: name):
    """The collection for all formats. A pack of another version of it is a build away."""
    write_collection(folder, write_works(folder, name_of))
    document = folder / "collection.yaml"
    document.write_text(document.read_text(encoding="utf-8").replace("formats: [web]", 
        f"formats: [{', '.join(FORMATS)}]\n  activities: [{', '.join(ACTIVITIES)}]"), encoding="utf-8")


def pack_of(out, form):
    """The pack of a format: its archive, or the folder where it is none."""
    found = sorted((out / "packs").glob(f"small.{form}*"), key=lambda path: path.is_dir())
    assert found, f"no pack {form}"
    return found[0]
