#include "pipeline/engine/child.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <thread>

#include "pipeline/engine/sandbox.h"
#include "pipeline/engine/unit.h"
#include "pipeline/media/decode_pass.h"

namespace integrart {

namespace {

/// One step of the unit with everything it needs, inside the child.
struct PreparedStep {
  UnitStep planned;
  const StepKind* kind = nullptr;
  std::vector<StepInput> inputs;
  std::filesystem::path folder;  // its own below the work folder
};

Json json_of(const StepOutput& output, const std::filesystem::path& folder) {
  Json files = Json::empty_array();
  for (const ProducedFile& file : output.files)
    files.push_back(Json::object({{"name", file.name}, {"path", (folder / file.path).string()}, {"type", file.type}}));
  Json notes = Json::empty_array();
  for (const Message& note : output.notes) notes.push_back(to_json(note));
  return Json::object({{"files", std::move(files)}, {"document", output.document}, {"notes", std::move(notes)}});
}

/// `cpu_seconds` is absent when the step has the child for itself.
Json json_of(const PreparedStep& step, const Result<StepOutput>& output, std::optional<double> cpu_seconds = {}) {
  Json json = output ? json_of(*output, step.folder) : Json::object({{"error", to_json(output.error())}});
  json["id"] = step.planned.id;
  if (cpu_seconds) json["cpu_seconds"] = *cpu_seconds;
  return json;
}

Result<> write_fully(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail(Errc::unavailable, "engine.write_failed", {{"file", "result"}});
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Result<std::string> read_request() {
  struct stat status {};
  if (fstat(ChildDescriptors::request, &status) != 0) return fail(Errc::internal, "engine.child_without_parent");
  return read_all({ChildDescriptors::request, static_cast<std::uint64_t>(status.st_size), "request"}, 64ULL << 20U);
}

class Child {
 public:
  Child(const Catalogue& catalogue, Unit unit) : m_catalogue(catalogue), m_unit(std::move(unit)) {}

  Result<Json> run() {
    TRY(prepare());
    TRY(enter_sandbox(std::filesystem::current_path()));
    Json steps = Json::empty_array();
    if (m_steps.front().kind->make_sink != nullptr) {
      TRY(decode_pass(steps));
    } else {
      for (PreparedStep& step : m_steps) steps.push_back(json_of(step, run_plain(step)));
    }
    Json notes = Json::empty_array();
    for (const Message& note : m_notes) notes.push_back(to_json(note));
    return Json::object({{"steps", std::move(steps)}, {"notes", std::move(notes)}});
  }

 private:
  Result<> prepare() {
    int next_descriptor = ChildDescriptors::first_input;
    for (UnitStep& planned : m_unit.steps) {
      PreparedStep step;
      step.kind = find_by_id(m_catalogue.steps, planned.kind);
      if (step.kind == nullptr) return fail(Errc::internal, "engine.step_unknown", {{"kind", planned.kind}});
      for (const UnitInput& input : planned.inputs) {
        StepInput opened;
        opened.role = input.role;
        opened.document = input.document;
        opened.file.name = input.name;
        if (input.artefact) {
          opened.file.descriptor = next_descriptor++;
          opened.file.bytes = input.artefact->bytes;
        }
        step.inputs.push_back(std::move(opened));
      }
      step.folder = fmt::format("{}", m_steps.size());
      std::filesystem::create_directory(step.folder);
      step.planned = std::move(planned);
      m_steps.push_back(std::move(step));
    }
    if (m_steps.empty()) return fail(Errc::internal, "engine.unit_empty");
    return {};
  }

  StepContext context_of(const PreparedStep& step) const {
    return {step.planned.parameters, step.inputs, step.folder, m_catalogue, report_progress, {}};
  }

  static void report_progress(double share) {
    const std::string line = fmt::format("{:.4f}\n", share);
    // A parent that no longer listens is no reason to stop.
    [[maybe_unused]] const ssize_t ignored = write(ChildDescriptors::progress, line.data(), line.size());
  }

  Result<StepOutput> run_plain(const PreparedStep& step) const {
    return guard([&]() -> Result<StepOutput> {
      StepContext context = context_of(step);
      return step.kind->run(context);
    });
  }

  static const StepInput* find_input(const PreparedStep& step, std::string_view role) {
    for (const StepInput& input : step.inputs)
      if (input.role == role) return &input;
    return nullptr;
  }

  /// All steps share the source, so the first step's inputs stand for all.
  Result<> decode_pass(Json& results) {
    const PreparedStep& first = m_steps.front();
    const StepInput* source = find_input(first, "source");
    const StepInput* facts_input = find_input(first, "facts");
    if (source == nullptr || facts_input == nullptr)
      return fail(Errc::internal, "engine.input_missing", {{"role", "source"}});
    TRY_ASSIGN(const SourceFacts facts, SourceFacts::from_json(facts_input->document));
    std::vector<std::unique_ptr<FrameSink>> sinks;
    std::vector<std::size_t> step_of_sink;
    std::vector<Result<StepOutput>> outputs(m_steps.size(), StepOutput{});
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
      StepContext context = context_of(m_steps[i]);
      auto sink = guard([&] { return m_steps[i].kind->make_sink(facts, context); });
      if (!sink) {
        outputs[i] = tl::unexpected<Error>(std::move(sink).error());
        continue;
      }
      step_of_sink.push_back(i);
      sinks.push_back(std::move(*sink));
    }
    TRY_ASSIGN(DecodePassResult passed, pass(*source, facts, std::move(sinks)));
    std::vector<double> cpu_seconds(m_steps.size(), 0);
    for (std::size_t i = 0; i < step_of_sink.size(); ++i) {
      outputs[step_of_sink[i]] = std::move(passed.sinks[i]);
      cpu_seconds[step_of_sink[i]] = passed.sink_cpu_seconds[i];
    }
    for (std::size_t i = 0; i < m_steps.size(); ++i) results.push_back(json_of(m_steps[i], outputs[i], cpu_seconds[i]));
    m_notes = std::move(passed.notes);
    return {};
  }

  Result<DecodePassResult> pass(const StepInput& source, const SourceFacts& facts,
                                std::vector<std::unique_ptr<FrameSink>> sinks) {
    DecodePassOptions options;
    options.sink_threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    options.scratch_folder = ".";
    options.progress = report_progress;
    if (const StepInput* masks = find_input(m_steps.front(), "masks")) {
      TRY_ASSIGN(options.masks, PictureMasks::from_json(masks->document));
    }
    if (const StepInput* softening = find_input(m_steps.front(), "softening")) {
      TRY_ASSIGN(options.softening, FlashSoftening::from_json(softening->document));
    }
    SlideshowSource slideshow{source.file, facts, {}};
    for (const StepInput& input : m_steps.front().inputs)
      if (input.role.starts_with("picture:")) slideshow.pictures.push_back(input.file);
    if (!slideshow.pictures.empty()) return run_slideshow_pass(slideshow, std::move(sinks), options);
    return run_decode_pass(source.file, facts, std::move(sinks), options);
  }

  const Catalogue& m_catalogue;
  Unit m_unit;
  std::vector<PreparedStep> m_steps;
  std::vector<Message> m_notes;
};

Result<Json> serve(const Catalogue& catalogue) {
  TRY_ASSIGN(const std::string request, read_request());
  TRY_ASSIGN(const Json json, parse_json(request));
  TRY_ASSIGN(Unit unit, Unit::from_json(json));
  return Child(catalogue, std::move(unit)).run();
}

}  // namespace

int run_child_steps(const Catalogue& catalogue) {
  const Result<Json> served = guard([&] { return serve(catalogue); });
  const Json answer = served ? *served : Json::object({{"error", to_json(served.error())}});
  return write_fully(ChildDescriptors::result, answer.dump()) ? 0 : 1;
}

}  // namespace integrart
