#pragma once
// Questions as QTI items in a content package, versions 2.1 and 3.0, which differ in names. Private to QTI.
// Source: https://www.imsglobal.org/question/ (QTI 2.1, QTI 3.0)

#include "formats/pack/quiz/quiz.h"
#include "pipeline/base/pack_format.h"

namespace integrart::qti {

enum class Version { v21, v30 };

Result<std::vector<Message>> check(const PackManifest& manifest);
Result<Noted<PackTree>> write(const PackManifest& manifest, Version version);

/// One item document; `identifier` is an XML name.
std::string item_document(const quiz::Item& item, const std::string& identifier, const std::string& instructions,
                          Version version);

}  // namespace integrart::qti
