// SPDX-License-Identifier: MIT
#include "output/html.hpp"

#include <catch2/catch.hpp>

using namespace harmspot;

TEST_CASE("text stays text in HTML", "[html]")
{
    CHECK(html_escaped("Fish & <b onclick='x'>\"Chips\"</b>") ==
          "Fish &amp; &lt;b onclick=&#39;x&#39;&gt;&quot;Chips&quot;&lt;/b&gt;");
    CHECK(html_escaped("</script><img onerror=alert(1)>") == "&lt;/script&gt;&lt;img onerror=alert(1)&gt;");
    CHECK(html_escaped("caf\xC3\xA9 \xE2\x82\xAC") == "caf\xC3\xA9 \xE2\x82\xAC");
}

TEST_CASE("bad bytes are shown as such and nothing turns the reading direction", "[html]")
{
    CHECK(html_escaped("a\xFF"
                       "b") == "a\xEF\xBF\xBD"
                               "b");
    CHECK(html_escaped("pay\xE2\x80\xAEgpj.exe") == "paygpj.exe");
    CHECK(html_escaped("\xE2\x81\xA6x\xE2\x81\xA9\xE2\x80\x8F") == "x");
    CHECK(html_escaped("dash \xE2\x80\x93") == "dash \xE2\x80\x93");
}

TEST_CASE("the policy's word is the base64 of the hash", "[html]")
{
    // echo -n "alert('Hello, world.');" | openssl sha256 -binary | openssl base64: the example of MDN's page on
    // script-src
    CHECK(csp_hash("alert('Hello, world.');") == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
}
