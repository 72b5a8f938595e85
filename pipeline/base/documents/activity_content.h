#pragma once
// The items of activities as JSON, one shape a kind. (Part of "activity/2"; used by activity.cpp.)

#include <string_view>

#include "pipeline/base/documents/activity.h"

namespace integrart {

Json to_json(const ActivityContent& content);
/// The content of an item of an activity of `kind`; offsets and indices are checked.
Result<ActivityContent> content_from_json(const Json& json, std::string_view kind);

}  // namespace integrart
