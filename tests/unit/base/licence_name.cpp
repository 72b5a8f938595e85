#include "pipeline/base/licence_name.h"

#include <catch2/catch.hpp>

#include "pipeline/base/text.h"

using namespace integrart;

TEST_CASE("licences are read as people write them") {
  for (const char* written : {"CC-BY-NC-ND-4.0", "cc by-nc-nd 4.0", "CC BY NC ND 4.0", "CC_BY_NC_ND_4.0",
                              " CC BY–NC–ND 4.0 ", "https://creativecommons.org/licenses/by-nc-nd/4.0/",
                              "http://creativecommons.org/licenses/by-nc-nd/4.0/deed.uk",
                              "https://creativecommons.org/licenses/by-nc-nd/4.0/legalcode.en"}) {
    CAPTURE(written);
    CHECK(licence_in_spdx_spelling(written) == "cc-by-nc-nd-4.0");
  }
  for (const char* written :
       {"CC0-1.0", "CC0 1.0", "cc0_1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.pl"}) {
    CAPTURE(written);
    CHECK(licence_in_spdx_spelling(written) == "cc0-1.0");
  }
}

TEST_CASE("what is no licence of Creative Commons stays what it is") {
  CHECK(licence_in_spdx_spelling("All rights reserved") == "all-rights-reserved");
  CHECK(licence_in_spdx_spelling("MIT") == "mit");
  CHECK(licence_in_spdx_spelling("https://creativecommons.org/about") == "https:-creativecommons.org-about");
  CHECK(licence_in_spdx_spelling("").empty());
  CHECK(licence_in_spdx_spelling("- - ").empty());
  CHECK(is_valid_utf8(licence_in_spdx_spelling("CC \xE2\x80")));
}
