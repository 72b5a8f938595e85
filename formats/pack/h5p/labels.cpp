#include "formats/pack/h5p/labels.h"

#include <array>
#include <span>

#include "formats/pack/shared/languages.h"
#include "pipeline/base/message.h"

namespace integrart::h5p {
namespace {

struct Label {
  std::string_view key;      // in the semantics of the library; a dot leads into a group
  std::string_view message;  // id
};

// Sources: semantics.json of the versions named in package.h, in the repositories of https://github.com/h5p
constexpr auto blanks_labels = std::to_array<Label>({
    {"checkAnswer", "h5p.check"},
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
    {"confirmCheck.header", "h5p.finish_ask"},
    {"confirmCheck.body", "h5p.finish_sure"},
    {"confirmCheck.cancelLabel", "h5p.cancel"},
    {"confirmCheck.confirmLabel", "h5p.finish"},
    {"confirmRetry.header", "h5p.retry_ask"},
    {"confirmRetry.body", "h5p.retry_sure"},
    {"confirmRetry.cancelLabel", "h5p.cancel"},
    {"confirmRetry.confirmLabel", "h5p.retry"},
    {"scoreBarLabel", "h5p.score"},
    {"a11yCheck", "h5p.check"},
    {"a11yShowSolution", "h5p.solution"},
    {"a11yRetry", "h5p.retry"},
    {"a11yCheckingModeHeader", "h5p.checking"},
});
constexpr auto drag_text_labels = std::to_array<Label>({
    {"checkAnswer", "h5p.check"},
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
    {"resetDropTitle", "h5p.drop_reset"},
    {"resetDropDescription", "h5p.drop_reset_sure"},
    {"grabbed", "h5p.grabbed"},
    {"cancelledDragging", "h5p.drag_cancelled"},
    {"correctAnswer", "h5p.solution_label"},
    {"feedbackHeader", "h5p.feedback"},
    {"scoreBarLabel", "h5p.score"},
    {"a11yCheck", "h5p.check"},
    {"a11yShowSolution", "h5p.solution"},
    {"a11yRetry", "h5p.retry"},
});
constexpr auto dialog_cards_labels = std::to_array<Label>({
    {"answer", "h5p.turn"},
    {"next", "h5p.next"},
    {"prev", "h5p.previous"},
    {"retry", "h5p.retry"},
    {"correctAnswer", "h5p.knew"},
    {"incorrectAnswer", "h5p.did_not_know"},
    {"round", "h5p.round"},
    {"cardsLeft", "h5p.cards_left"},
    {"nextRound", "h5p.next_round"},
    {"startOver", "h5p.start_over"},
    {"showSummary", "h5p.to_summary"},
    {"summary", "h5p.summary"},
    {"summaryCardsRight", "h5p.cards_right"},
    {"summaryCardsWrong", "h5p.cards_wrong"},
    {"summaryCardsNotShown", "h5p.cards_unseen"},
    {"summaryOverallScore", "h5p.overall_score"},
    {"summaryCardsCompleted", "h5p.cards_learnt"},
    {"summaryCompletedRounds", "h5p.rounds_done"},
    {"summaryAllDone", "h5p.all_learnt"},
    {"progressText", "h5p.card"},
    {"cardFrontLabel", "h5p.card_front"},
    {"cardBackLabel", "h5p.card_back"},
    {"tipButtonLabel", "h5p.tip"},
    {"audioNotSupported", "h5p.no_audio"},
    {"confirmStartingOver.header", "h5p.start_over_ask"},
    {"confirmStartingOver.body", "h5p.start_over_sure"},
    {"confirmStartingOver.cancelLabel", "h5p.cancel"},
    {"confirmStartingOver.confirmLabel", "h5p.start_over"},
});
constexpr auto video_labels = std::to_array<Label>({
    {"l10n.interaction", "h5p.interaction"},
    {"l10n.play", "web.play"},
    {"l10n.pause", "web.pause"},
    {"l10n.mute", "web.mute"},
    {"l10n.unmute", "web.unmute"},
    {"l10n.quality", "web.quality"},
    {"l10n.captions", "web.subtitles"},
    {"l10n.close", "web.close"},
    {"l10n.fullscreen", "web.full"},
    {"l10n.exitFullscreen", "web.leave_full"},
    {"l10n.summary", "h5p.to_summary"},
    {"l10n.bookmarks", "h5p.bookmarks"},
    {"l10n.endscreen", "h5p.endscreen"},
    {"l10n.defaultAdaptivitySeekLabel", "web.continue"},
    {"l10n.continueWithVideo", "h5p.continue_film"},
    {"l10n.more", "h5p.more"},
    {"l10n.playbackRate", "web.speed"},
    {"l10n.rewind10", "h5p.rewind10"},
    {"l10n.navDisabled", "h5p.nav_disabled"},
    {"l10n.navForwardDisabled", "h5p.nav_forward_disabled"},
    {"l10n.sndDisabled", "h5p.sound_disabled"},
    {"l10n.requiresCompletionWarning", "h5p.must_answer"},
    {"l10n.back", "h5p.previous"},
    {"l10n.hours", "h5p.hours"},
    {"l10n.minutes", "h5p.minutes"},
    {"l10n.seconds", "h5p.seconds"},
    {"l10n.currentTime", "h5p.current_time"},
    {"l10n.totalTime", "h5p.total_time"},
    {"l10n.singleInteractionAnnouncement", "h5p.one_interaction"},
    {"l10n.multipleInteractionsAnnouncement", "h5p.more_interactions"},
    {"l10n.videoPausedAnnouncement", "h5p.film_paused"},
    {"l10n.content", "h5p.content"},
    {"l10n.answered", "h5p.answered"},
    {"l10n.endcardTitle", "h5p.answered"},
    {"l10n.endcardInformation", "h5p.end_text"},
    {"l10n.endcardInformationOnSubmitButtonDisabled", "h5p.end_text_only"},
    {"l10n.endcardInformationNoAnswers", "h5p.end_none"},
    {"l10n.endcardInformationMustHaveAnswer", "h5p.end_one_needed"},
    {"l10n.endcardSubmitButton", "h5p.end_submit"},
    {"l10n.endcardSubmitMessage", "h5p.end_submitted"},
    {"l10n.endcardTableRowAnswered", "h5p.answered_questions"},
    {"l10n.endcardTableRowScore", "h5p.score_word"},
    {"l10n.endcardAnsweredScore", "h5p.answered_word"},
    {"l10n.endCardTableRowSummaryWithScore", "h5p.row_with_score"},
    {"l10n.endCardTableRowSummaryWithoutScore", "h5p.row_without_score"},
    {"l10n.videoProgressBar", "h5p.film_position"},
    {"l10n.howToCreateInteractions", "h5p.how_to_create"},
});
constexpr auto presentation_labels = std::to_array<Label>({
    {"l10n.slide", "h5p.slide"},
    {"l10n.score", "h5p.score_word"},
    {"l10n.yourScore", "h5p.your_score"},
    {"l10n.maxScore", "h5p.max_score"},
    {"l10n.total", "h5p.total"},
    {"l10n.totalScore", "h5p.overall_score"},
    {"l10n.showSolutions", "h5p.solutions"},
    {"l10n.retry", "h5p.retry"},
    {"l10n.exportAnswers", "h5p.export_text"},
    {"l10n.hideKeywords", "h5p.hide_menu"},
    {"l10n.showKeywords", "h5p.show_menu"},
    {"l10n.fullscreen", "web.full"},
    {"l10n.exitFullscreen", "web.leave_full"},
    {"l10n.prevSlide", "h5p.previous_slide"},
    {"l10n.nextSlide", "h5p.next_slide"},
    {"l10n.currentSlide", "h5p.current_slide"},
    {"l10n.lastSlide", "h5p.last_slide"},
    {"l10n.solutionModeTitle", "h5p.leave_solutions"},
    {"l10n.solutionModeText", "h5p.solutions_shown"},
    {"l10n.summaryMultipleTaskText", "h5p.many_tasks"},
    {"l10n.scoreMessage", "h5p.achieved"},
    {"l10n.shareFacebook", "h5p.share_facebook"},
    {"l10n.shareTwitter", "h5p.share_twitter"},
    {"l10n.shareGoogle", "h5p.share_google"},
    {"l10n.summary", "h5p.summary"},
    {"l10n.solutionsButtonTitle", "h5p.comments"},
    {"l10n.printTitle", "h5p.print"},
    {"l10n.printIngress", "h5p.print_how"},
    {"l10n.printAllSlides", "h5p.print_all"},
    {"l10n.printCurrentSlide", "h5p.print_current"},
    {"l10n.noTitle", "h5p.no_title"},
    {"l10n.accessibilitySlideNavigationExplanation", "h5p.arrows"},
    {"l10n.accessibilityCanvasLabel", "h5p.canvas"},
    {"l10n.accessibilityProgressBarLabel", "h5p.choose_slide"},
    {"l10n.containsNotCompleted", "h5p.slide_open"},
    {"l10n.containsCompleted", "h5p.slide_done"},
    {"l10n.slideCount", "h5p.slide_count"},
    {"l10n.containsOnlyCorrect", "h5p.slide_right"},
    {"l10n.containsIncorrectAnswers", "h5p.slide_wrong"},
    {"l10n.shareResult", "h5p.share_result"},
    {"l10n.accessibilityTotalScore", "h5p.total_points"},
    {"l10n.accessibilityEnteredFullscreen", "h5p.full_entered"},
    {"l10n.accessibilityExitedFullscreen", "h5p.full_left"},
    {"l10n.confirmDialogHeader", "h5p.submit_ask"},
    {"l10n.confirmDialogText", "h5p.submit_sure"},
    {"l10n.confirmDialogConfirmText", "h5p.submit_and_see"},
    {"l10n.slideshowNavigationLabel", "h5p.slide_navigation"},
    {"override.social.facebookShare.quote", "h5p.share_statement"},
    {"override.social.twitterShare.statement", "h5p.share_statement"},
});
constexpr auto image_labels = std::to_array<Label>({
    {"contentName", "h5p.picture"},
    {"expandImage", "h5p.expand"},
    {"minimizeImage", "h5p.minimise"},
});

/// Sets the member that `path` leads to: "confirmCheck.header".
void set_at(Json& json, std::string_view path, std::string text) {
  Json* place = &json;
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    place = &(*place)[path.substr(0, dot)];
    path.remove_prefix(dot + 1);
  }
  (*place)[path] = std::move(text);
}

std::span<const Label> labels_of(const Library& library) {
  if (library.name == blanks.name) return blanks_labels;
  if (library.name == drag_text.name) return drag_text_labels;
  if (library.name == dialog_cards.name) return dialog_cards_labels;
  if (library.name == interactive_video.name) return video_labels;
  if (library.name == course_presentation.name) return presentation_labels;
  if (library.name == still_image.name) return image_labels;
  return {};
}

}  // namespace

std::string paragraph(std::string_view html, std::string_view language) {
  return std::string(is_right_to_left(language) ? "<p dir=\"rtl\">" : "<p>").append(html).append("</p>");
}

void add_labels(Json& content, const Library& library, const std::string& language) {
  for (const Label& label : labels_of(library))
    set_at(content, label.key, render({std::string(label.message), {}}, language));
}

Json whole_range() {
  return Json::array({Json::object({{"from", 0}, {"to", 100}})});
}

}  // namespace integrart::h5p
