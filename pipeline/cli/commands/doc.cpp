#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "pipeline/cli/registered.h"
#include "pipeline/cli/session.h"

namespace integrart {

namespace {

void print_documentation(const Session& session) {
  if (session.json) {
    Json list = Json::empty_array();
    for (const Registered& entry : registered(session.catalogue)) list.push_back(entry.to_json());
    session.print_json(Json::object({{"registered", std::move(list)}}));
    return;
  }
  std::string_view table;
  for (const Registered& entry : registered(session.catalogue)) {
    if (entry.table != table) session.print(fmt::format("# {}\n", entry.table));
    table = entry.table;
    session.print(fmt::format("## {}\n{}\n{}", entry.id, entry.doc->summary, entry.doc->details));
    if (!entry.doc->source.empty()) session.print(entry.doc->source);
    session.print("");
  }
}

}  // namespace

void add_doc(CLI::App& app, Session& session) {
  CLI::App* command = add_subcommand(app, session, "doc", "Print the documentation of all that is registered",
                                     "integrart doc > plug-ins.md");
  command->callback([&session] { print_documentation(session); });
}

}  // namespace integrart
