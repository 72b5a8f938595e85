// The labels of H5P content: all that a content type knows, in the language of the lesson. What a file leaves out, H5P
// shows in English.
// Source of the keys: semantics.json of H5P.Blanks 1.14, H5P.DragText 1.10, H5P.Dialogcards 1.9, H5P.InteractiveVideo
// 1.26 and H5P.CoursePresentation 1.25 in the repositories of https://github.com/h5p

#include <algorithm>
#include <array>
#include <span>

#include "pipeline/base/message.h"
#include "tests/h5p_trial_pack.h"

using namespace integrart;
namespace h5p_trial = integrart::test::h5p_trial;

namespace {

struct KnownLabel {
  std::string_view key;              // a dot leads into a group
  std::string_view stands_for = "";  // what H5P puts in: the names in the text, separated by spaces
};

constexpr auto known_of_blanks = std::to_array<KnownLabel>({
    {"showSolutions"},
    {"tryAgain"},
    {"checkAnswer"},
    {"submitAnswer"},
    {"notFilledOut"},
    {"answerIsCorrect", ":ans"},
    {"answerIsWrong", ":ans"},
    {"answeredCorrectly"},
    {"answeredIncorrectly"},
    {"solutionLabel"},
    {"inputLabel", "@num @total"},
    {"inputHasTipLabel"},
    {"tipLabel"},
    {"confirmCheck.header"},
    {"confirmCheck.body"},
    {"confirmCheck.cancelLabel"},
    {"confirmCheck.confirmLabel"},
    {"confirmRetry.header"},
    {"confirmRetry.body"},
    {"confirmRetry.cancelLabel"},
    {"confirmRetry.confirmLabel"},
    {"scoreBarLabel", ":num :total"},
    {"a11yCheck"},
    {"a11yShowSolution"},
    {"a11yRetry"},
    {"a11yCheckingModeHeader"},
});

constexpr auto known_of_drag_text = std::to_array<KnownLabel>({
    {"checkAnswer"},
    {"submitAnswer"},
    {"tryAgain"},
    {"showSolution"},
    {"dropZoneIndex", "@index"},
    {"empty", "@index"},
    {"contains", "@index @draggable"},
    {"ariaDraggableIndex", "@index @count"},
    {"tipLabel"},
    {"correctText"},
    {"incorrectText"},
    {"resetDropTitle"},
    {"resetDropDescription"},
    {"grabbed"},
    {"cancelledDragging"},
    {"correctAnswer"},
    {"feedbackHeader"},
    {"scoreBarLabel", ":num :total"},
    {"a11yCheck"},
    {"a11yShowSolution"},
    {"a11yRetry"},
});

constexpr auto known_of_cards = std::to_array<KnownLabel>({
    {"answer"},
    {"next"},
    {"prev"},
    {"retry"},
    {"correctAnswer"},
    {"incorrectAnswer"},
    {"round", "@round"},
    {"cardsLeft", "@number"},
    {"nextRound", "@round"},
    {"startOver"},
    {"showSummary"},
    {"summary"},
    {"summaryCardsRight"},
    {"summaryCardsWrong"},
    {"summaryCardsNotShown"},
    {"summaryOverallScore"},
    {"summaryCardsCompleted"},
    {"summaryCompletedRounds"},
    {"summaryAllDone", "@cards @max"},
    {"progressText", "@card @total"},
    {"cardFrontLabel"},
    {"cardBackLabel"},
    {"tipButtonLabel"},
    {"audioNotSupported"},
    {"confirmStartingOver.header"},
    {"confirmStartingOver.body"},
    {"confirmStartingOver.cancelLabel"},
    {"confirmStartingOver.confirmLabel"},
});

constexpr auto known_of_video = std::to_array<KnownLabel>({
    {"l10n.interaction"},
    {"l10n.play"},
    {"l10n.pause"},
    {"l10n.mute"},
    {"l10n.unmute"},
    {"l10n.quality"},
    {"l10n.captions"},
    {"l10n.close"},
    {"l10n.fullscreen"},
    {"l10n.exitFullscreen"},
    {"l10n.summary"},
    {"l10n.bookmarks"},
    {"l10n.endscreen"},
    {"l10n.defaultAdaptivitySeekLabel"},
    {"l10n.continueWithVideo"},
    {"l10n.more"},
    {"l10n.playbackRate"},
    {"l10n.rewind10"},
    {"l10n.navDisabled"},
    {"l10n.navForwardDisabled"},
    {"l10n.sndDisabled"},
    {"l10n.requiresCompletionWarning"},
    {"l10n.back"},
    {"l10n.hours"},
    {"l10n.minutes"},
    {"l10n.seconds"},
    {"l10n.currentTime"},
    {"l10n.totalTime"},
    {"l10n.singleInteractionAnnouncement"},
    {"l10n.multipleInteractionsAnnouncement"},
    {"l10n.videoPausedAnnouncement"},
    {"l10n.content"},
    {"l10n.answered", "@answered"},
    {"l10n.endcardTitle", "@answered"},
    {"l10n.endcardInformation", "@answered"},
    {"l10n.endcardInformationOnSubmitButtonDisabled", "@answered"},
    {"l10n.endcardInformationNoAnswers"},
    {"l10n.endcardInformationMustHaveAnswer"},
    {"l10n.endcardSubmitButton"},
    {"l10n.endcardSubmitMessage"},
    {"l10n.endcardTableRowAnswered"},
    {"l10n.endcardTableRowScore"},
    {"l10n.endcardAnsweredScore"},
    {"l10n.endCardTableRowSummaryWithScore", "@score @total @question @minutes @seconds"},
    {"l10n.endCardTableRowSummaryWithoutScore", "@question @minutes @seconds"},
    {"l10n.videoProgressBar"},
    {"l10n.howToCreateInteractions"},
});

constexpr auto known_of_slides = std::to_array<KnownLabel>({
    {"l10n.slide"},
    {"l10n.score"},
    {"l10n.yourScore"},
    {"l10n.maxScore"},
    {"l10n.total"},
    {"l10n.totalScore"},
    {"l10n.showSolutions"},
    {"l10n.retry"},
    {"l10n.exportAnswers"},
    {"l10n.hideKeywords"},
    {"l10n.showKeywords"},
    {"l10n.fullscreen"},
    {"l10n.exitFullscreen"},
    {"l10n.prevSlide"},
    {"l10n.nextSlide"},
    {"l10n.currentSlide"},
    {"l10n.lastSlide"},
    {"l10n.solutionModeTitle"},
    {"l10n.solutionModeText"},
    {"l10n.summaryMultipleTaskText"},
    {"l10n.scoreMessage"},
    {"l10n.shareFacebook"},
    {"l10n.shareTwitter"},
    {"l10n.shareGoogle"},
    {"l10n.summary"},
    {"l10n.solutionsButtonTitle"},
    {"l10n.printTitle"},
    {"l10n.printIngress"},
    {"l10n.printAllSlides"},
    {"l10n.printCurrentSlide"},
    {"l10n.noTitle"},
    {"l10n.accessibilitySlideNavigationExplanation"},
    {"l10n.accessibilityCanvasLabel"},
    {"l10n.accessibilityProgressBarLabel"},
    {"l10n.containsNotCompleted", "@slideName"},
    {"l10n.containsCompleted", "@slideName"},
    {"l10n.slideCount", "@index @total"},
    {"l10n.containsOnlyCorrect", "@slideName"},
    {"l10n.containsIncorrectAnswers", "@slideName"},
    {"l10n.shareResult"},
    {"l10n.accessibilityTotalScore", "@score @maxScore"},
    {"l10n.accessibilityEnteredFullscreen"},
    {"l10n.accessibilityExitedFullscreen"},
    {"l10n.confirmDialogHeader"},
    {"l10n.confirmDialogText"},
    {"l10n.confirmDialogConfirmText"},
    {"l10n.slideshowNavigationLabel"},
    {"override.social.facebookShare.quote", "@score @maxScore @currentpageurl"},
    {"override.social.twitterShare.statement", "@score @maxScore @currentpageurl"},
});

struct LabelRow {
  std::string_view library;
  std::string_view package;
  std::span<const KnownLabel> labels;
};

constexpr auto label_rows = std::to_array<LabelRow>({
    {"H5P.Blanks", "film_gap_fill-2-1.h5p", known_of_blanks},
    {"H5P.DragText", "film_gap_fill-1-1.h5p", known_of_drag_text},
    {"H5P.Dialogcards", "film_flashcards-1.h5p", known_of_cards},
    {"H5P.InteractiveVideo", "film-film.h5p", known_of_video},
    {"H5P.CoursePresentation", "poem-slides.h5p", known_of_slides},
});

PackTree pack_in(const std::string& language) {
  PackWork film = h5p_trial::work("film", "video");
  for (Activity& activity : film.activities) {
    const std::string level = activity.level == 0 ? "" : "_" + std::to_string(activity.level);
    activity.title = {"learning.title_" + activity.kind + level, {}};
    activity.instructions = {"learning.instructions_" + activity.kind, {}};
  }
  film.renditions = {{"360p", "video", {digest_of("film"), 4, "video/mp4"}, "mp4", 640, 360, 10}};
  PackWork poem = h5p_trial::work("poem", "text");
  poem.texts = {h5p_trial::text("uk", "<p>Дім</p>")};
  return h5p_trial::written(h5p_trial::pack(language, {film, poem}));
}

bool has_cyrillic(std::string_view text) {
  return text.find('\xD0') != std::string_view::npos || text.find('\xD1') != std::string_view::npos;
}
bool has_arabic(std::string_view text) {
  return text.find('\xD8') != std::string_view::npos || text.find('\xD9') != std::string_view::npos;
}

/// All that messages exist in, and what only labels do.
std::vector<std::string> languages_of_labels() {
  std::vector<std::string> languages = message_languages();
  languages.insert(languages.end(), {"ru", "ar"});
  return languages;
}

/// The words of `text` that H5P replaces: "@num", ":total".
std::vector<std::string> replaced_in(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '@' && text[i] != ':') continue;
    std::size_t end = i + 1;
    while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z')))
      ++end;
    if (end > i + 1) names.emplace_back(text.substr(i, end - i));
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

TEST_CASE("H5P content says all its labels in the language of the lesson, with what H5P puts in") {
  for (const std::string& language : languages_of_labels()) {
    const PackTree pack = pack_in(language);
    for (const LabelRow& row : label_rows) {
      const Json metadata = h5p_trial::json_in(pack, row.package, "h5p.json");
      REQUIRE(metadata.at_or_null("mainLibrary").string_or("") == row.library);
      CHECK(metadata.at_or_null("language").string_or("") == language);
      const Json content = h5p_trial::json_in(pack, row.package, "content/content.json");
      for (const KnownLabel& label : row.labels) {
        const std::string text = h5p_trial::at(content, label.key).string_or("");
        INFO(row.library << " " << label.key << " in " << language << ": " << text);
        CHECK_FALSE(text.empty());
        CHECK(replaced_in(text) == replaced_in(label.stands_for));
        CHECK(text.find("h5p.") == std::string::npos);  // an identifier of a message that is missing
      }
    }
  }
}

TEST_CASE("no label of H5P content stays English in a lesson in another language") {
  const PackTree english = pack_in("en");
  for (const std::string language : {"uk", "pl", "nl", "nb", "nn", "ru", "ar"}) {
    const PackTree pack = pack_in(language);
    for (const LabelRow& row : label_rows) {
      const Json content = h5p_trial::json_in(pack, row.package, "content/content.json");
      const Json other = h5p_trial::json_in(english, row.package, "content/content.json");
      std::size_t same = 0;
      for (const KnownLabel& label : row.labels) {
        const std::string text = h5p_trial::at(content, label.key).string_or("");
        INFO(row.library << " " << label.key << " in " << language << ": " << text);
        if (language == "uk" || language == "ru") CHECK(has_cyrillic(text));
        if (language == "ar") CHECK(has_arabic(text));
        if (text == h5p_trial::at(other, label.key).string_or("")) ++same;
      }
      // Some words are the same in two languages that share letters: "Pause", "Score", "Hint".
      CHECK(same <= (language == "uk" || language == "ru" || language == "ar" ? 0U : 5U));
    }
  }
}

TEST_CASE("what H5P content tells the learner to do is in Russian and Arabic too, from right to left where that is") {
  for (const std::string language : {"ru", "ar"}) {
    const PackTree pack = pack_in(language);
    for (const auto& [package, key] :
         std::vector<std::pair<std::string, std::string>>{{"film_gap_fill-2-1.h5p", "text"},
                                                          {"film_gap_fill-1-1.h5p", "taskDescription"},
                                                          {"film_flashcards-1.h5p", "title"},
                                                          {"film_flashcards-1.h5p", "description"}}) {
      const std::string text =
          h5p_trial::at(h5p_trial::json_in(pack, package, "content/content.json"), key).string_or("");
      INFO(package << " " << key << " in " << language << ": " << text);
      CHECK((language == "ar" ? has_arabic(text) : has_cyrillic(text)));
      CHECK(text.starts_with(language == "ar" ? "<p dir=\"rtl\">" : "<p>"));
    }
    const std::string title =
        h5p_trial::json_in(pack, "film_gap_fill-2-1.h5p", "h5p.json").at_or_null("title").string_or("");
    INFO(title);
    CHECK((language == "ar" ? has_arabic(title) : has_cyrillic(title)));
  }
}
