#include "pipeline/base/documents/review.h"

#include <fmt/format.h>

#include <algorithm>

#include "pipeline/base/date.h"
#include "pipeline/base/documents/reader.h"
#include "pipeline/base/limits.h"

namespace integrart {

namespace {

constexpr std::uint64_t most_reviews = CollectionLimits{}.reviews;

bool is_mark(std::string_view text) {
  if (!text.starts_with(review_mark_prefix)) return false;
  text.remove_prefix(review_mark_prefix.size());
  return text.size() == review_mark_digits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<Review> review_from(const Json& json, const std::string& path) {
  Review review;
  std::string decision;
  DocumentReader reader(json, path);
  reader.read("by", review.by)
      .read("decision", decision)
      .read("of", review.of)
      .read("date", review.date)
      .read("reason", review.reason);
  if (review.by.find_first_not_of(" \t\n") == std::string::npos) reader.refuse("by", "a name or a pseudonym");
  if (decision != "publish" && decision != "refuse") reader.refuse("decision", "publish or refuse");
  review.decision = decision == "publish" ? ReviewDecision::publish : ReviewDecision::refuse;
  const bool may_be_empty = review.decision == ReviewDecision::refuse;
  if (!is_mark(review.of) && !(may_be_empty && review.of.empty()))
    reader.refuse("of", "the mark that the report gives for what was looked at (seen-...)");
  if (!review.date.empty() && !is_date(review.date)) reader.refuse("date", "YYYY-MM-DD");
  TRY(reader.finish());
  return review;
}

}  // namespace

std::string_view name_of(ReviewDecision decision) {
  return decision == ReviewDecision::publish ? "publish" : "refuse";
}

Json to_json(const std::vector<Review>& reviews) {
  Json list = Json::empty_array();
  for (const Review& review : reviews)
    list.push_back(Json::object({{"by", review.by},
                                 {"decision", name_of(review.decision)},
                                 {"of", review.of},
                                 {"date", review.date},
                                 {"reason", review.reason}}));
  return list;
}

Result<std::vector<Review>> reviews_from_json(const Json& json, const std::string& path) {
  std::vector<Review> reviews;
  if (!json.is_null() && (!json.is_array() || json.items().size() > most_reviews))
    return fail(Errc::invalid_input, "base.document_member",
                {{"key", path}, {"expected", fmt::format("list of at most {} reviews", most_reviews)}});
  for (std::size_t i = 0; i < json.items().size(); ++i) {
    TRY_ASSIGN(Review review, review_from(json.items()[i], fmt::format("{}[{}]", path, i)));
    reviews.push_back(std::move(review));
  }
  return reviews;
}

}  // namespace integrart
