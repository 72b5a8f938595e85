#pragma once
// What fuzzers ask of a reader: no crash, and these promises kept. Each answers what is wrong with what comes of
// `bytes`; empty when all is well. `id` names the format in its table.

#include <string>
#include <string_view>

namespace integrart::test {

std::string problem_of_subtitles(std::string_view id, std::string_view bytes);
std::string problem_of_text(std::string_view id, std::string_view bytes);
std::string problem_of_exchange(std::string_view id, std::string_view bytes);
std::string problem_of_collection(std::string_view bytes);

}  // namespace integrart::test
