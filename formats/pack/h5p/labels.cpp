#include "formats/pack/h5p/labels.h"

#include <array>
#include <span>

#include "pipeline/base/message.h"

namespace integrart::h5p {
namespace {

struct Label {
  std::string_view key;      // in the semantics of the library
  std::string_view message;  // id
};

constexpr auto blanks_labels = std::to_array<Label>({{"checkAnswer", "h5p.check"},
                                                     {"submitAnswer", "h5p.submit"},
                                                     {"tryAgain", "h5p.retry"},
                                                     {"showSolutions", "h5p.solution"},
                                                     {"notFilledOut", "h5p.not_filled"},
                                                     {"answerIsCorrect", "h5p.correct_answer"},
                                                     {"answerIsWrong", "h5p.wrong_answer"},
                                                     {"answeredCorrectly", "h5p.correct"},
                                                     {"answeredIncorrectly", "h5p.wrong"},
                                                     {"solutionLabel", "h5p.solution_label"},
                                                     {"inputLabel", "h5p.blank"},
                                                     {"inputHasTipLabel", "h5p.has_tip"},
                                                     {"tipLabel", "h5p.tip"},
                                                     {"scoreBarLabel", "h5p.score"},
                                                     {"a11yCheck", "h5p.check"},
                                                     {"a11yShowSolution", "h5p.solution"},
                                                     {"a11yRetry", "h5p.retry"}});
constexpr auto drag_text_labels = std::to_array<Label>({{"checkAnswer", "h5p.check"},
                                                        {"submitAnswer", "h5p.submit"},
                                                        {"tryAgain", "h5p.retry"},
                                                        {"showSolution", "h5p.solution"},
                                                        {"dropZoneIndex", "h5p.drop_zone"},
                                                        {"empty", "h5p.drop_empty"},
                                                        {"contains", "h5p.drop_contains"},
                                                        {"ariaDraggableIndex", "h5p.draggable"},
                                                        {"tipLabel", "h5p.tip"},
                                                        {"correctText", "h5p.correct"},
                                                        {"incorrectText", "h5p.wrong"},
                                                        {"correctAnswer", "h5p.solution_label"},
                                                        {"scoreBarLabel", "h5p.score"},
                                                        {"a11yCheck", "h5p.check"},
                                                        {"a11yShowSolution", "h5p.solution"},
                                                        {"a11yRetry", "h5p.retry"}});
constexpr auto dialog_cards_labels = std::to_array<Label>({{"answer", "h5p.turn"},
                                                           {"next", "h5p.next"},
                                                           {"prev", "h5p.previous"},
                                                           {"retry", "h5p.retry"},
                                                           {"correctAnswer", "h5p.knew"},
                                                           {"incorrectAnswer", "h5p.did_not_know"},
                                                           {"startOver", "h5p.start_over"},
                                                           {"progressText", "h5p.card"},
                                                           {"cardFrontLabel", "h5p.card_front"},
                                                           {"cardBackLabel", "h5p.card_back"},
                                                           {"tipButtonLabel", "h5p.tip"}});
constexpr auto video_player_labels = std::to_array<Label>({{"interaction", "h5p.interaction"},
                                                           {"play", "web.play"},
                                                           {"pause", "web.pause"},
                                                           {"mute", "web.mute"},
                                                           {"unmute", "web.unmute"},
                                                           {"quality", "web.quality"},
                                                           {"captions", "web.subtitles"},
                                                           {"close", "web.close"},
                                                           {"fullscreen", "web.full"},
                                                           {"exitFullscreen", "web.leave_full"},
                                                           {"playbackRate", "web.speed"},
                                                           {"continueWithVideo", "web.continue"},
                                                           {"back", "h5p.previous"}});

void add(Json& json, std::span<const Label> labels, const std::string& language) {
  for (const Label& label : labels) json[label.key] = render({std::string(label.message), {}}, language);
}

}  // namespace

void add_labels(Json& content, const Library& library, const std::string& language) {
  if (library.name == blanks.name) add(content, blanks_labels, language);
  if (library.name == drag_text.name) add(content, drag_text_labels, language);
  if (library.name == dialog_cards.name) add(content, dialog_cards_labels, language);
}

Json video_labels(const std::string& language) {
  Json labels = Json::empty_object();
  add(labels, video_player_labels, language);
  return labels;
}

Json whole_range() {
  return Json::array({Json::object({{"from", 0}, {"to", 100}})});
}

}  // namespace integrart::h5p
