#include "filters/cues/sheet/payload.h"

#include <algorithm>
#include <array>

namespace integrart {

namespace {

struct Reference {
  std::string_view written;
  std::string_view shown;
};
// The named references of WebVTT (https://www.w3.org/TR/webvtt1/, section 4.2.2).
constexpr std::array<Reference, 6> references{
    {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", "\u00a0"}, {"&lrm;", "\u200e"}, {"&rlm;", "\u200f"}}};

/// The next tag, reference or byte of a payload.
struct Piece {
  std::string_view written;
  std::string_view shown;
};
Piece next_piece(std::string_view rest) {
  if (rest.front() == '<') {
    const std::size_t close = rest.find('>');
    return {rest.substr(0, close == std::string_view::npos ? rest.size() : close + 1), {}};
  }
  if (rest.front() == '&')
    for (const Reference& reference : references)
      if (rest.starts_with(reference.written)) return {rest.substr(0, reference.written.size()), reference.shown};
  return {rest.substr(0, 1), rest.substr(0, 1)};
}

void append_escaped(std::string_view words, std::string& payload) {
  while (!words.empty()) {
    const auto reference = std::find_if(references.begin(), references.end(), [&](const Reference& candidate) {
      return words.starts_with(candidate.shown) && candidate.written != "&nbsp;";
    });
    const std::size_t taken = reference == references.end() ? 1 : reference->shown.size();
    payload += reference == references.end() ? words.substr(0, 1) : reference->written;
    words.remove_prefix(taken);
  }
}

}  // namespace

std::string shown_text(std::string_view payload) {
  if (payload.find_first_of("<&") == std::string_view::npos) return std::string(payload);
  std::string shown;
  while (!payload.empty()) {
    const Piece piece = next_piece(payload);
    shown += piece.shown;
    payload.remove_prefix(piece.written.size());
  }
  return shown;
}

std::string edited(std::string_view payload, const std::vector<ShownEdit>& edits) {
  std::string result;
  std::size_t at = 0;  // of the shown text
  auto edit = edits.begin();
  bool inserted = false;
  const auto insert_due = [&] {
    if (edit == edits.end() || inserted || at < edit->begin) return;
    append_escaped(edit->with, result);
    inserted = true;
  };
  while (!payload.empty()) {
    const Piece piece = next_piece(payload);
    payload.remove_prefix(piece.written.size());
    if (piece.shown.empty()) {
      result += piece.written;
      continue;
    }
    insert_due();
    while (edit != edits.end() && inserted && at >= edit->end) {
      ++edit;
      inserted = false;
      insert_due();
    }
    if (edit == edits.end() || at < edit->begin || at >= edit->end) result += piece.written;
    at += piece.shown.size();
  }
  for (; edit != edits.end(); ++edit, inserted = false)
    if (!inserted) append_escaped(edit->with, result);
  return result;
}

}  // namespace integrart
