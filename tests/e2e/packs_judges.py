"""Independent programs that say whether a pack is what it claims to be."""

import json
import os
import posixpath
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

from lxml import etree, html
from lxml.html import defs
from lxml.html.clean import Cleaner

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
SCORM = {
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2": ("1.2", "{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype"),
    "http://www.imsglobal.org/xsd/imscp_v1p1": ("2004 4th Edition", "{http://www.adlnet.org/xsd/adlcp_v1p3}scormType"),
}

# What is kept of films and sounds: what Moodle's own cleaner keeps of them.
MEDIA_ATTRIBUTES = frozenset(["poster", "controls", "preload", "srclang", "kind", "default", "lang", "dir"])


class Refused(Exception):
    """The judge says no."""


def require(condition, reason):
    if not condition:
        raise Refused(reason)


def shared_schemas():
    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("INTEGRART_SHARED", root.parent / "shared")) / "schemas"
    return folder if folder.is_dir() else None


def other_checker(name):
    """A checker that lies beside the repository, or None."""
    root = Path(__file__).resolve().parents[2]
    checker = Path(os.environ.get("INTEGRART_SHARED", root.parent / "shared")) / "validators" / name
    return checker if checker.is_file() else None


def judge_beside(name, pack):
    """By a checker beside the repository that was tried against the importers themselves."""
    result = subprocess.run(["/usr/bin/python3", other_checker(name), pack], capture_output=True, text=True, timeout=300)
    require(result.returncode == 0, result.stdout[:2000] + result.stderr[-500:])


def qti_schema():
    schema = shared_schemas() and shared_schemas() / "qti-2.1/qtiv2p1/imsqti_v2p1.xsd"
    return schema if schema and schema.is_file() else None


def cleaned(page):
    """The page after a cleaner of HTML as platforms have them: no scripts, forms, frames, styles, comments or handlers."""
    return Cleaner(scripts=True, javascript=True, comments=True, style=True, inline_style=True, links=True, meta=True, page_structure=False,
                   processing_instructions=True, embedded=False, frames=True, forms=True, annoying_tags=True, safe_attrs_only=True,
                   safe_attrs=defs.safe_attrs | MEDIA_ATTRIBUTES, remove_unknown_tags=False, kill_tags=["object", "embed", "applet", "iframe"]).clean_html(page)


def content_of_page(page):
    """What a reader has of a page: its words in order, its links, and its pictures, films and sounds."""
    body = html.document_fromstring(page).find("body")
    media = [(one.tag, one.get("src"), one.get("poster"), one.get("alt")) for one in body.iter("img", "video", "audio", "source", "track")]
    return " ".join(body.text_content().split()), [(one.get("href"), one.text_content()) for one in body.iter("a")], media


def lom_schema():
    schema = shared_schemas() and shared_schemas() / "scorm2004-4ed/lomStrict.xsd"
    return schema if schema and schema.is_file() else None


class Judges:
    def __init__(self, browser, folder):
        self.browser, self.folder = browser, folder
        self.modules = browser / "node_modules"
        self.driver = None
        if shared_schemas() is None:
            print("skipped: the schemas of SCORM 2004 and Common Cartridge are not here; own rules only", flush=True)

    def close(self):
        if self.driver:
            self.driver.stdin.close()
            self.driver.wait(timeout=30)

    def run(self, *command, **others):
        return subprocess.run([str(one) for one in command], capture_output=True, text=True, errors="replace", timeout=180, **others)

    # ---- EPUB
    def epubcheck(self, pack):
        # /usr/bin/epubcheck is a jar that needs binfmt_misc; java runs it anywhere. It goes by the name of the file.
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "book.epub"
            book.symlink_to(pack.resolve())
            result = self.run("java", "-Xss8m", "-jar", "/usr/bin/epubcheck", "--failonwarnings", book)
        said = result.stdout + result.stderr
        require(result.returncode == 0, "\n".join(line for line in said.splitlines() if re.match("ERROR|FATAL|WARNING", line))[:2000] or said[-500:])

    def epubcheck_ts(self, pack):
        report = self.folder / "epubcheck-ts.json"
        report.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "book.epub"
            book.symlink_to(pack.resolve())
            result = self.run("node", self.modules / "@likecoin/epubcheck-ts/bin/epubcheck.js", "--fail-on-warnings", "-j", report, "-q", book)
        require(result.returncode == 0, report.read_text()[:2000] if report.exists() else result.stdout[-500:] + result.stderr[-500:])

    def ace(self, pack):
        out = self.folder / "ace"
        with tempfile.TemporaryDirectory() as folder:
            book = Path(folder) / "book.epub"
            book.symlink_to(pack.resolve())
            result = self.run("node", self.modules / "@daisy/ace-cli/bin/ace.js", "-s", "-f", "-o", out, book,
                              env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")})
        # It exits 0 whatever it finds.
        report = out / "report.json"
        require(report.exists(), "no report: " + result.stdout[-300:] + result.stderr[-300:])
        found = [(one["earl:testSubject"]["url"], what["earl:test"]["dct:title"], what["earl:result"].get("dct:description", "")[:150])
                 for one in json.loads(report.read_text())["assertions"] for what in one["assertions"]]
        report.unlink()
        require(not found, str(found)[:2000])

    # ---- SCORM
    def scorm_manifest(self, pack):
        with zipfile.ZipFile(pack) as archive:
            names = archive.namelist()
            require("imsmanifest.xml" in names, "no imsmanifest.xml at the root")
            text = archive.read("imsmanifest.xml")
        root = etree.fromstring(text, PARSER)
        space = etree.QName(root).namespace
        require(space in SCORM, f"unknown namespace {space}")
        version, kind = SCORM[space]
        find = lambda path: root.findall("/".join(f"{{{space}}}{part}" for part in path.split("/")))
        require([one.text for one in find("metadata/schema")] == ["ADL SCORM"], "metadata/schema")
        require([one.text for one in find("metadata/schemaversion")] == [version], "metadata/schemaversion")
        identifiers = [one.get("identifier") for one in root.iter() if isinstance(one.tag, str) and one.get("identifier")]
        require(len(identifiers) == len(set(identifiers)), "an identifier is used twice")
        resources = {one.get("identifier"): one for one in find("resources/resource")}
        items = find("organizations/organization/item")
        require(items, "no items")
        for item in items:
            require(item.get("identifierref") in resources, f"item {item.get('identifier')} leads nowhere")
            require((item.findtext(f"{{{space}}}title") or "").strip(), "an item without title")
        listed = {"imsmanifest.xml"}
        for resource in resources.values():
            require(resource.get(kind) in ("sco", "asset"), f"{resource.get('identifier')}: no {kind}")
            files = [one.get("href") for one in resource.findall(f"{{{space}}}file")]
            require(resource.get("href") is None or resource.get("href") in files, "href is not among the files")
            listed.update(posixpath.normpath(one) for one in files)
            for one in resource.findall(f"{{{space}}}dependency"):
                require(one.get("identifierref") in resources, "a dependency leads nowhere")
        require(listed == set(names), f"listed and there differ: {sorted(listed ^ set(names))[:5]}")
        schemas = shared_schemas()
        if version != "1.2" and schemas:
            self.schema_check(text, schemas / "scorm2004-4ed/all.xsd", {"XML_CATALOG_FILES": str(schemas / "catalog.xml")})

    def schema_check(self, text, schema, environment=None):
        self.schema_checks([text], schema, environment)

    def schema_checks(self, texts, schema, environment=None):
        """Of many texts at once: reading a large schema takes a second."""
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder) / f"{number}.xml" for number in range(len(texts))]
            for file, text in zip(files, texts):
                file.write_bytes(text)
            result = self.run("xmllint", "--noout", "--nonet", "--schema", schema, *files, env={**os.environ, **(environment or {})})
        wrong = [line for line in result.stderr.splitlines() if not line.endswith(" validates")]
        require(result.returncode == 0, "\n".join(wrong)[:1500])

    # ---- the record for catalogues that lies in every pack
    def lom(self, pack):
        if pack.is_dir():
            texts = [path.read_bytes() for path in pack.rglob("lom.xml")]
        else:
            with zipfile.ZipFile(pack) as archive:
                texts = [archive.read(name) for name in archive.namelist() if posixpath.basename(name) == "lom.xml"]
        require(len(texts) == 1, f"{len(texts)} files are called lom.xml")
        self.schema_check(texts[0], lom_schema(), {"XML_CATALOG_FILES": str(shared_schemas() / "catalog.xml")})

    # ---- checks in the browser: one driver, one question a line
    def ask(self, **question):
        if self.driver is None:
            self.driver = subprocess.Popen(["node", str(self.browser / "packs" / "driver.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.driver.stdin.write(json.dumps(question) + "\n")
        self.driver.stdin.flush()
        answer = json.loads(self.driver.stdout.readline() or '{"problem": "the driver ended"}')
        require(not answer.get("problem"), answer.get("problem"))
        return answer

    def unpacked(self, pack):
        if pack.is_dir():
            return pack
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        with zipfile.ZipFile(pack) as archive:
            archive.extractall(folder)
        return folder

    def scorm_run(self, pack, **works):
        """`text` and `film`: works of the pack; without them those of the trial."""
        self.ask(what="scorm", folder=str(self.unpacked(pack)), **works)

    def lesson(self, pack, titles=None, least=1, ways=("light", "dark", "on paper"), page="index.html", use=False):
        """Every address of a lesson, from file://, before axe. `titles`: {work: its titles in any language}; `use`: exercises are also done."""
        self.ask(what="lesson", folder=str(self.unpacked(pack)), titles=titles, least=least, in_ways=ways, path=page, use=use)

    def offline(self, pack):
        """The installed app with the server gone: every address, every film and song."""
        self.ask(what="offline", folder=str(self.unpacked(pack)))

    # ---- cmi5
    def cmi5_course(self, pack):
        space = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
        with zipfile.ZipFile(pack) as archive:
            names = set(archive.namelist())
            require("cmi5.xml" in names, "no cmi5.xml at the root")
            text = archive.read("cmi5.xml")
        root = etree.fromstring(text, PARSER)
        require(root.tag == space + "courseStructure", f"the root is {root.tag}")
        units = root.findall(space + "au")
        things = [*root.findall(space + "course"), *units]
        require(units and len(things) == len(units) + 1, "there are no units, or not one course")
        require(len({one.get("id") for one in things}) == len(things), "an identifier is used twice")
        for one in things:
            require(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one.get("id", "")), f"{one.get('id')} is no IRI")
            for part in ("title", "description"):
                words = [text.text for text in one.findall(f"{space}{part}/{space}langstring")]
                require(words and all(word and word.strip() for word in words), f"a {part} is empty")
        for unit in units:
            require(unit.findtext(space + "url") in names, f"{unit.findtext(space + 'url')} is not in the pack")
            require(unit.get("moveOn") == "Completed" and 0 < float(unit.get("masteryScore")) <= 1, "how a unit is passed")
        schemas = shared_schemas()
        if schemas and (schemas / "cmi5/CourseStructure.xsd").is_file():
            self.schema_check(text, schemas / "cmi5/CourseStructure.xsd")

    def cmi5_run(self, pack, **works):
        self.ask(what="cmi5", folder=str(self.unpacked(pack)), **works)

    # ---- the lessons inside a channel of Kolibri
    def kolibri_apps(self, pack):
        """The folders of all html5 apps, unpacked."""
        return [self.unpacked(app) for app in sorted(pack.glob("KOLIBRI_DATA/content/storage/*/*/*.zip"))]

    def kolibri_lessons(self, pack):
        """As Kolibri shows them: in a frame without origin, under its content security policy. Exercises are answered."""
        apps = self.kolibri_apps(pack)
        require(apps, "there are no lessons")
        require(sum(self.ask(what="kolibri", folder=str(app))["answered"] for app in apps), "no exercise could be answered")

    def axe(self, pack, path):
        self.ask(what="axe", folder=str(self.unpacked(pack)), path=path)

    # ---- H5P
    def h5p(self, pack):
        kinds = self.ask(what="h5p", folder=str(self.unpacked(pack)))["kinds"]
        require({"H5P.InteractiveVideo", "H5P.CoursePresentation", "H5P.Blanks", "H5P.DragText", "H5P.Dialogcards"} <= set(kinds), f"only {kinds}")

    def h5p_with_libraries(self, pack):
        """On a site that has no library. The libraries that it has afterwards."""
        return self.ask(what="h5p", folder=str(self.unpacked(pack)), has_libraries=False)["installed"]

    def h5p_play(self, package, libraries=None, all_gaps=False):
        """Plays one .h5p file; with a folder of libraries when it brings none. What was seen."""
        return self.ask(what="h5p_play", file=str(package), libraries=libraries and str(libraries), all_gaps=all_gaps)

    # ---- QTI
    def qti(self, pack):
        """Own rules for the package, and for version 2.1 the schema of IMS when ../shared has it."""
        with zipfile.ZipFile(pack) as archive:
            names = set(archive.namelist())
            require("imsmanifest.xml" in names, "no imsmanifest.xml at the root")
            manifest = etree.fromstring(archive.read("imsmanifest.xml"), PARSER)
            resources = [one for one in manifest.iter() if etree.QName(one).localname == "resource"]
            listed = {file.get("href") for one in resources for file in one} | {"imsmanifest.xml"}
            require(listed == names, f"listed and there differ: {sorted(listed ^ names)[:5]}")
            items = [one for one in resources if one.get("type").startswith("imsqti_item_xml")]
            require(items, "there are no items")
            for one in items:
                self.qti_item(etree.fromstring(archive.read(one.get("href")), PARSER), one)
            texts = [archive.read(one.get("href")) for one in items if one.get("type") == "imsqti_item_xmlv2p1"]
        if texts and qti_schema():
            self.schema_checks(texts, qti_schema(), {"XML_CATALOG_FILES": str(shared_schemas() / "catalog.xml")})

    def qti_item(self, root, resource):
        require(root.get("identifier") == resource.get("identifier"), f"{resource.get('href')}: another identifier than in the manifest")
        attribute = lambda name: [value for one in root.iter() for key, value in one.attrib.items() if key.replace("-", "").lower() == name]
        require(attribute("responseidentifier") == ["RESPONSE"], f"{resource.get('href')}: not one question")
        choices = {one.get("identifier") for one in root.iter() if etree.QName(one).localname in ("simpleChoice", "qti-simple-choice")}
        declared = next(one for one in root if etree.QName(one).localname in ("responseDeclaration", "qti-response-declaration"))
        answers = [value.text for one in declared for value in one if etree.QName(value).localname in ("value", "qti-value")]
        require(not choices or (answers and set(answers) <= choices), f"{resource.get('href')}: {answers} is no choice")

    def qti_play(self, pack, every_kind=True):
        """In a player of QTI 3: points for what is right and for nothing else, in every kind of item."""
        kinds = self.ask(what="qti", folder=str(self.unpacked(pack)))["kinds"]
        known = {"qti-text-entry-interaction", "qti-choice-interaction", "qti-choice-interaction multiple", "qti-extended-text-interaction"}
        require(set(kinds) == known if every_kind else kinds, f"only {kinds}")

    # ---- Common Cartridge
    def cartridge(self, pack):
        with zipfile.ZipFile(pack) as archive:
            names = set(archive.namelist())
            require("imsmanifest.xml" in names, "no imsmanifest.xml at the root")
            text = archive.read("imsmanifest.xml")
            version = re.search(rb"imsccv1p(\d)/imscp_v1p1", text)
            require(version, "no name space of Common Cartridge")
            short = f"1p{version[1].decode()}"
            space = f"http://www.imsglobal.org/xsd/imsccv{short}/imscp_v1p1"
            # The test of Moodle, which takes 1.1 only.
            head = re.sub(r"\s", "", text[:500].decode("utf-8", "replace")).lower().replace('"', "")
            require(f"xmlns={space}" in head, "the name space is not within the first 500 bytes")
            root = etree.fromstring(text, PARSER)
            require(root.findtext(f"{{{space}}}metadata/{{{space}}}schemaversion") == {"1p1": "1.1.0", "1p3": "1.3.0"}[short], "schemaversion")
            resources = {one.get("identifier"): one for one in root.iter(f"{{{space}}}resource")}
            listed = {"imsmanifest.xml"}
            for identifier, resource in resources.items():
                files = [one.get("href") for one in resource.findall(f"{{{space}}}file")]
                listed.update(files)
                quiz_or_link = not resource.get("type").startswith("webcontent")
                require(not (quiz_or_link and resource.get("href")), f"{identifier}: href on a quiz or link")
                require(resource.get("href") is None or resource.get("href") in files, f"{identifier}: href is not among the files")
            require(listed == names, f"listed and there differ: {sorted(listed ^ names)[:5]}")
            for item in root.iter(f"{{{space}}}item"):
                reference, inner = item.get("identifierref"), item.findall(f"{{{space}}}item")
                require(not (reference and inner), "an item with items inside leads to a resource")
                require(reference is None or reference in resources, f"{reference} leads nowhere")
                require(reference is None or resources[reference].get("type") != "webcontent" or resources[reference].get("href"), f"{reference}: no href")
                require(item.get("identifier") == "root" or (item.findtext(f"{{{space}}}title") or "").strip(), "an item without title")
            self.cartridge_pages(archive, names)
            self.cartridge_links(archive, resources)
            self.cartridge_schemas(archive, text, resources, short)

    def cartridge_pages(self, archive, names):
        """What the cleaning of a platform would take away, and links that lead nowhere."""
        pages = [name for name in names if name.endswith(".html")]
        require(pages, "there are no pages")
        for name in pages:
            page = archive.read(name).decode()
            require(not re.search(r"<(script|form|iframe|object|style)\b", page), f"{name}: something that is cleaned away")
            for link in re.findall(r'(?:src|poster)="([^"]*)"', page):
                require(posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) in names, f"{name}: {link} is not there")
            require(content_of_page(cleaned(page)) == content_of_page(page), f"{name}: cleaning takes something away")

    def cartridge_links(self, archive, resources):
        """Web links are resources of their own, of which a platform makes links to the outside."""
        links = [one for one in resources.values() if re.fullmatch(r"imswl_xmlv1p\d", one.get("type"))]
        require(links, "there are no web links")
        for link in links:
            (file,) = list(link)
            root = etree.fromstring(archive.read(file.get("href")), PARSER)
            parts = {etree.QName(one).localname: one for one in root}
            require(etree.QName(root).localname == "webLink" and (parts["title"].text or "").strip(), "a web link without title")
            require(re.match(r"https://[^/\s]+/", parts["url"].get("href", "")), f"a web link to {parts['url'].get('href')}")

    def cartridge_schemas(self, archive, manifest, resources, short):
        schemas = shared_schemas()
        if schemas is None:
            return
        # Version 1.3 shares what is used here with 1.1 but for the numbers in names.
        as_11 = lambda data: data.replace(short.encode(), b"1p1").replace(b">1.3.0<", b">1.1.0<")
        folder = schemas / "cc-1.1"
        self.schema_check(as_11(manifest), folder / "all.xsd")
        for kind, schema in (("imswl", "ccv1p1_imswl_v1p1.xsd"), ("imsqti", "ccv1p1_qtiasiv1p2p1_v1p0.xsd")):
            of_kind = [resource for resource in resources.values() if resource.get("type").startswith(kind)]
            texts = [as_11(archive.read(file.get("href"))) for resource in of_kind for file in resource]
            if texts:
                self.schema_checks(texts, folder / schema)

    # ---- BagIt
    def bag(self, pack):
        require((pack / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt")
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            result = self.run("sha256sum", "-c", "--quiet", "--strict", manifest, cwd=pack)
            require(result.returncode == 0, result.stdout[:500] + result.stderr[:500])
        payload = {str(one.relative_to(pack)) for one in (pack / "data").rglob("*") if one.is_file()}
        listed = {line.split("  ", 1)[1] for line in (pack / "manifest-sha256.txt").read_text().splitlines()}
        require(payload == listed, f"listed and there differ: {sorted(payload ^ listed)[:5]}")
        oxum = re.search(r"^Payload-Oxum: (\d+)\.(\d+)$", (pack / "bag-info.txt").read_text(), re.M)
        total = sum((pack / one).stat().st_size for one in payload)
        require(oxum and (int(oxum[1]), int(oxum[2])) == (total, len(payload)), "Payload-Oxum")
        crate = json.loads((pack / "data/ro-crate-metadata.json").read_text())["@graph"]
        known = {one["@id"] for one in crate}
        for entity in crate:
            for part in entity.get("hasPart", []):
                require(part["@id"] in known, f"{part['@id']} is not described")
            if entity["@type"] == "File":
                require((pack / "data" / entity["@id"]).is_file(), f"{entity['@id']} is not there")
