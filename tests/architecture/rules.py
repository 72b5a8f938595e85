"""The rules as tables: who may include whom, and where each third-party library lives. (Design: sections 4 and 6.)"""

# Area of a file (longest prefix wins) -> prefixes it may include. `.` stands for the area itself.
BASE = "pipeline/base/"
STORE = "pipeline/store/"
MAY_INCLUDE = {
    "pipeline/base/": ["."],
    "pipeline/media/": [".", BASE],
    "pipeline/store/": [".", BASE],
    "pipeline/policy": [".", BASE],
    "pipeline/review.": [".", BASE],
    "pipeline/speech/": [".", BASE, "pipeline/media/frame.h"],
    "pipeline/fingerprint/": [".", BASE, "pipeline/media/frame.h"],
    "pipeline/language/": [".", BASE],
    "pipeline/learning/": [".", BASE],
    "pipeline/engine/": [".", BASE, "pipeline/media/", "pipeline/speech/", "pipeline/fingerprint/", "pipeline/learning/activities.h", STORE, "pipeline/policy.h",
                         "pipeline/review.h"],
    "pipeline/cli/": [".", "pipeline/", "formats/tables.h", "formats/collection/", "filters/filters.h"],
    "formats/": ["formats/", BASE],
    "filters/": ["filters/", BASE, "pipeline/media/frame.h"],
    "authoring/http/": [".", BASE],
    "authoring/service/": [".", BASE, STORE],
    "authoring/upload/": [".", BASE, STORE],
    "authoring/routes/": [".", BASE, STORE, "authoring/route.h", "authoring/routes.def", "authoring/service/", "authoring/upload/", "authoring/http/exchange.h"],
    "authoring/": ["authoring/route.h", "authoring/options.h", BASE, STORE, "authoring/http/exchange.h"],
    "authoring/main.cpp": ["authoring/", BASE, STORE],
}
# Folders that are a world of their own: only files under the same folder may include from them.
PRIVATE = [
    "formats/subtitle/", "formats/text/", "formats/manifest/", "formats/pack/", "formats/exchange/", "filters/video/", "filters/image/",
    "filters/audio/", "filters/text/", "filters/cues/", "pipeline/media/encoders/", "pipeline/engine/steps/", "pipeline/engine/sandbox/",
]
# ... except what lies here, which the whole module shares.
SHARED = ["formats/subtitle/file_name/"]

# Beginning of a <header> -> the prefixes of files that are its home. Longest beginning wins.
HOMES = {
    "libav": ["pipeline/media/"],
    "libsw": ["pipeline/media/"],
    "zimg": ["pipeline/media/"],
    "ebur128": ["pipeline/media/"],
    "vips/": ["pipeline/media/"],
    "exiv2/": ["pipeline/media/"],
    "opencv2/": ["filters/"],
    "espeak-ng/": ["pipeline/speech/"],
    "chromaprint": ["pipeline/fingerprint/"],
    "unicode/": ["pipeline/base/"],
    "nlohmann/": ["pipeline/base/"],
    "spdlog/": ["pipeline/base/"],
    "sodium": ["pipeline/base/"],
    "openssl/": ["pipeline/base/"],
    "Poco/": ["pipeline/store/", "authoring/http/"],
    "Poco/Data/": ["pipeline/store/"],
    "Poco/Net/": ["authoring/http/"],
    "sqlite3": ["pipeline/store/"],
    "curl/": ["pipeline/language/http/"],
    "cld2/": ["pipeline/language/identification"],
    "seccomp": ["pipeline/engine/sandbox"],
    "yaml-cpp/": ["formats/"],
    "gumbo": ["formats/"],
    "hunspell": ["filters/"],
    "phonenumbers/": ["filters/text/personal_data/phone_numbers"],
    "libpsl": ["filters/text/links/"],
    "ZXing/": ["filters/video/codes/"],
    "tesseract/": ["filters/video/ocr/"],
    "cmark": ["formats/"],
    "pugi": ["formats/"],
    "archive": ["formats/"],
    "zlib": ["formats/"],
    "libdeflate": ["formats/", "pipeline/media/still/"],
    "CLI/": ["pipeline/cli/"],
    "fmt/": [""],
    "tl/": [""],
    "catch2/": ["tests/"],
}
# The system's own headers.
SYSTEM = {
    "elf.h", "fcntl.h", "ftw.h", "link.h", "poll.h", "pthread.h", "pwd.h", "sched.h", "signal.h", "spawn.h", "stdio.h", "syscall.h", "termios.h", "unistd.h",
    "cpuid.h", "immintrin.h", "dirent.h", "errno.h", "time.h", "sysexits.h", "stdlib.h", "string.h",
}
SYSTEM_FOLDERS = ("sys/", "linux/", "asm/", "netinet/", "arpa/")

CODE_FOLDERS = ["pipeline", "formats", "filters", "authoring"]
MOST_LINES = 450

# What integrart-server must never be linked with: it holds people's data, and these open hostile bytes.
NOT_IN_THE_SERVER = ["libavcodec", "libavformat", "libavfilter", "libopencv", "libvips", "libexiv2", "libespeak", "libchromaprint"]

MESSAGE_LANGUAGES = ["en", "nb", "nl", "nn", "pl", "uk"]
LESSON_LANGUAGES = ["ar", "ru"]  # a message that learners see inside content may be in these too, in both of them
# Plural categories of whole numbers (Unicode CLDR).
PLURALS = {
    "en": {"one", "other"}, "nb": {"one", "other"}, "nn": {"one", "other"}, "nl": {"one", "other"},
    "pl": {"one", "few", "many", "other"}, "uk": {"one", "few", "many", "other"},
    "ru": {"one", "few", "many", "other"}, "ar": {"zero", "one", "two", "few", "many", "other"},
}
# Tables of plug-ins that `integrart doc` lists: file and macro. (Routes belong to the server; its unit tests look at them.)
# The table, the macro of its lines, and where `integrart doc` shows them.
TABLES = [
    ("formats/subtitle.def", "FORMAT", "subtitles"), ("formats/text.def", "FORMAT", "texts"), ("formats/manifest.def", "FORMAT", "manifests"),
    ("formats/pack.def", "FORMAT", "packs"), ("formats/exchange.def", "FORMAT", "exchanges"), ("filters/filters.def", "FILTER", "filters"),
    ("filters/cues.def", "CUE_RULE", "cue_rules"), ("pipeline/media/encoders.def", "ENCODER", "encoders"), ("pipeline/engine/steps.def", "STEP", "steps"),
]
COMMANDS = "pipeline/cli/commands.def"
ROUTES = "authoring/routes.def"
TRANSLATION_CHECKS = "pipeline/language/translation_checks.def"
