#include "formats/pack/h5p/package.h"

#include <algorithm>

#include "formats/metadata/licence.h"
#include "formats/pack/h5p/libraries.h"
#include "formats/pack/shared/identifiers.h"
#include "formats/pack/shared/languages.h"
#include "formats/pack/shared/left_out.h"
#include "pipeline/base/text.h"

namespace integrart::h5p {
namespace {

/// The importer knows these spellings only; everything else is "U", undisclosed, with the words beside it.
std::string licence_name(const LicenceTerms& terms) {
  if (!terms.is_known) return "U";
  if (terms.family == "zero") return "CC0 1.0";
  std::string name = "CC " + terms.family;
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return name;
}

/// The licence as metadata says it, of a file and of everything in it.
void add_licence(Json& metadata, const PackWork& work) {
  const LicenceTerms terms = licence_terms(work.licence);
  metadata["license"] = licence_name(terms);
  if (terms.is_known && terms.family != "zero") metadata["licenseVersion"] = terms.version;
  if (!terms.is_known && !work.licence.empty()) metadata["licenseExtras"] = work.licence;
}

/// Letters and hyphens, at most ten: "es-419" is refused, "es" is not.
std::string language_code(const std::string& language) {
  const bool plain = language.size() <= 10 && std::ranges::all_of(language, [](char c) {
                       return c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                     });
  return plain && !language.empty() ? language : language.substr(0, language.find('-'));
}

constexpr std::size_t longest_line = 250;  // bytes: importers take 255, that of PHP counts bytes

/// How many characters of a line, with "…" as the last, a title or a name may have.
std::size_t characters_of_line(std::string_view line) {
  constexpr std::size_t ellipsis_bytes = 3;
  const bool fits = line.size() <= longest_line;
  std::size_t characters = fits ? 0 : 1;
  const std::size_t end = fits ? line.size() : longest_line - ellipsis_bytes + 1;
  for (std::size_t at = 0; at < end; ++at)
    if ((static_cast<unsigned char>(line[at]) & 0xC0U) != 0x80U) ++characters;
  return fits ? characters : characters - 1;  // the last one may not be whole
}

/// One line: the importer's pattern for titles and names stops at any line end.
std::string one_line(std::string_view text) {
  std::string line;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view three = text.substr(i, 3);
    const bool is_separator = three == "\u2028" || three == "\u2029";
    const bool is_control = static_cast<unsigned char>(text[i]) < 0x20;
    line += is_separator || is_control ? ' ' : text[i];
    if (is_separator) i += 2;
  }
  return shortened(line, characters_of_line(line));
}

/// `written` puts a name down: content may become part of a page as it stands, the metadata of a package does not.
template <class Written>
Json authors_of(const PackWork& work, const Written& written) {
  Json authors = Json::empty_array();
  for (const Creator& creator : work.creators)
    authors.push_back(Json::object({{"name", written(one_line(creator.name))}, {"role", "Author"}}));
  return authors;
}

/// The importer takes away identifiers that are not of version 4.
std::string content_id(const std::string& name) {
  std::string id = stable_uuid("h5p", name);
  id[14] = '4';
  return id;
}

/// What editors call a content type.
std::string_view type_name(const Library& library) {
  if (library.name == blanks.name) return "Fill in the Blanks";
  if (library.name == drag_text.name) return "Drag the Words";
  if (library.name == dialog_cards.name) return "Dialog Cards";
  if (library.name == summary.name) return "Summary";
  return library.name == still_image.name ? "Image" : "Text";
}

Json metadata(const Package& package) {
  Json libraries = Json::empty_array();
  for (const Library& library : package.libraries)
    libraries.push_back(Json::object(
        {{"machineName", library.name}, {"majorVersion", library.major}, {"minorVersion", library.minor}}));
  Json json = Json::object({{"title", one_line(package.title)},
                            {"language", language_code(package.language)},
                            {"defaultLanguage", language_code(package.language)},
                            {"mainLibrary", package.libraries.front().name},
                            {"embedTypes", Json::array({"iframe"})},
                            {"authors", authors_of(*package.work, [](const std::string& name) { return name; })},
                            {"preloadedDependencies", std::move(libraries)}});
  add_licence(json, *package.work);
  return json;
}

/// Of all of them where one line has to do.
std::string makers_of_film_or_picture(const PackWork& work) {
  std::string makers;
  for (const Creator& creator : work.creators) makers += (makers.empty() ? "" : ", ") + creator.name;
  return makers;
}

}  // namespace

std::string Library::in_content() const {
  return std::string(name) + " " + std::to_string(major) + "." + std::to_string(minor);
}

Json inner_content(const Library& library, Json params, const std::string& name, std::string_view title,
                   const PackWork& work) {
  Json about = Json::object(
      {{"contentType", type_name(library)}, {"title", one_line(title)}, {"authors", authors_of(work, html_escaped)}});
  add_licence(about, work);
  return Json::object({{"library", library.in_content()},
                       {"params", std::move(params)},
                       {"subContentId", content_id(name)},
                       {"metadata", std::move(about)}});
}

Json copyright_of(const PackWork& work, std::string_view title) {
  const LicenceTerms terms = licence_terms(work.licence);
  Json copyright = Json::object({{"title", html_escaped(one_line(title))}, {"license", licence_name(terms)}});
  if (terms.is_known && terms.family != "zero") copyright["version"] = terms.version;
  const std::string makers = makers_of_film_or_picture(work);
  if (!makers.empty()) copyright["author"] = html_escaped(one_line(makers));
  return copyright;
}

void note_short_texts(const Package& package, std::vector<Message>& notes) {
  const PackWork& work = *package.work;
  const auto note = [&](const std::string& text, TextRole role) {
    shortened_with_note(text, characters_of_line(text), work.id, role, notes);
  };
  note(package.title, TextRole::title);
  for (const Creator& creator : work.creators) note(creator.name, TextRole::makers);
  if (!package.files.empty()) note(makers_of_film_or_picture(work), TextRole::makers);
}

PackEntry entry_of(const Package& package) {
  InnerArchive archive;
  archive.type = "application/zip";
  archive.entries.push_back({"content/content.json", package.content.dump()});
  archive.entries.push_back({"h5p.json", metadata(package).dump()});
  for (const auto& [path, file] : package.files) archive.entries.push_back({"content/" + path, file});
  add_libraries(archive.entries, package.packed);
  std::ranges::sort(archive.entries, {}, &PackEntry::path);
  return {package.file, std::move(archive)};
}

}  // namespace integrart::h5p
