#pragma once
// The lesson of the web pack as one unit of a learning platform: a single work, without its own way of going offline.

#include <string>
#include <string_view>

namespace integrart {

/// A script for the page: the texts that platforms need, in every language of the interface, the function
/// `show_single_work(app, id)`, and after them `own_script`, which calls it. Pure.
std::string single_work_script(std::string_view own_script);

}  // namespace integrart
