#pragma once
// Quizzes in the profile of QTI 1.2.1 that Common Cartridge has. Private to Common Cartridge.
// Source: https://www.imsglobal.org/cc/ccv1p1/imscc_profilev1p1-Implementation.html section 4.10

#include <string>

#include "formats/pack/quiz/quiz.h"

namespace integrart::cartridge {

/// An assessment document. `ident` is its identifier in the cartridge.
std::string assessment(const quiz::Quiz& quiz, const std::string& ident);

}  // namespace integrart::cartridge
