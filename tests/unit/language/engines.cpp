#include "pipeline/language/engine.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <functional>
#include <thread>

#include "pipeline/base/input_file.h"
#include "pipeline/base/json.h"
#include "pipeline/language/engines/batches.h"
#include "tests/missing_judge.h"
#include "tests/temporary_folder.h"

using namespace integrart;

namespace {

LanguageTag language(std::string_view tag) {
  return LanguageTag::parse(tag).value().value;
}

/// A program that behaves like `apertium` as far as its body says.
std::string program(const TemporaryFolder& folder, const std::string& body) {
  const std::string path = (folder.path() / "apertium").string();
  std::ofstream(path) << "#!/bin/sh\nif [ \"$1\" = -l ]; then echo nob-nno; exit 0; fi\n" << body;
  ::chmod(path.c_str(), 0755);
  return path;
}

/// Answers each of so many requests, on a port of this machine. An empty answer: it keeps silent until the other hangs
/// up.
class LocalServer {
 public:
  using Answering = std::function<std::string(const std::string& request)>;
  explicit LocalServer(std::string answer)
      : LocalServer([answer = std::move(answer)](const std::string&) { return answer; }, 1) {}
  LocalServer(Answering answering, int times) : m_socket(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(m_socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    ::listen(m_socket.get(), 4);
    socklen_t length = sizeof address;
    ::getsockname(m_socket.get(), reinterpret_cast<sockaddr*>(&address), &length);
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this, answering = std::move(answering), times] {
      for (int i = 0; i < times; ++i) serve(answering);
    });
  }
  ~LocalServer() { m_thread.join(); }
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
  const std::string& request() const { return m_request; }

 private:
  void serve(const Answering& answering) {
    const FileDescriptor connection(::accept(m_socket.get(), nullptr, nullptr));
    std::string request;
    char bytes[4096];
    std::size_t wanted = std::string::npos;
    while (request.size() < wanted) {
      const ssize_t count = ::read(connection.get(), bytes, sizeof bytes);
      if (count <= 0) break;
      request.append(bytes, static_cast<std::size_t>(count));
      const std::size_t head = request.find("\r\n\r\n");
      const std::size_t length = request.find("Content-Length: ");
      if (head != std::string::npos && length != std::string::npos)
        wanted = head + 4 + std::stoul(request.substr(length + 16));
    }
    m_request = request;
    const std::string answer = answering(request);
    while (answer.empty() && ::read(connection.get(), bytes, sizeof bytes) > 0) {
    }
    std::size_t sent = 0;
    while (sent < answer.size()) {
      const ssize_t count = ::send(connection.get(), answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) break;
      sent += static_cast<std::size_t>(count);
    }
  }

  FileDescriptor m_socket;
  int m_port = 0;
  std::string m_request;
  std::thread m_thread;
};

std::string http(int status, const std::string& body) {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

}  // namespace

TEST_CASE("marks divide an answer; a lost mark loses the lines next to it only") {
  const std::vector<std::string> lines{"a", "b", "c"};
  const std::string text = joined_with_marks(lines);
  CHECK(divided_by_marks(text, 3) == std::vector<std::optional<std::string>>{"a", "b", "c"});
  std::string damaged = text;
  damaged.replace(damaged.find("@@2@@"), 5, "");
  CHECK(divided_by_marks(damaged, 3) == std::vector<std::optional<std::string>>{"a", std::nullopt, std::nullopt});
  CHECK(divided_by_marks("", 2) == std::vector<std::optional<std::string>>{std::nullopt, std::nullopt});
}

TEST_CASE("a program that crashes, is silent, hangs or is absent gives no suggestion") {
  const TemporaryFolder folder;
  EngineLimits limits;
  limits.batch_time = std::chrono::milliseconds(700);
  const auto ask = [&](const std::string& body) {
    auto engine = make_apertium_engine(program(folder, body), limits);
    REQUIRE(engine);
    auto answer = (*engine)->translate({"Hei", "Ha det"}, language("nb"), language("nn"), {});
    REQUIRE(answer);
    REQUIRE(answer->lines.size() == 2);
    return *answer;
  };
  for (const std::string body :
       {"kill -SEGV $$\n", "cat > /dev/null; exit 0\n", "exit 1\n", "sleep 30\n", "cat /dev/zero\n"}) {
    INFO(body);
    const EngineAnswer answer = ask(body);
    CHECK_FALSE(answer.lines[0]);
    CHECK_FALSE(answer.lines[1]);
    CHECK_FALSE(answer.notes.empty());
  }
  // It chokes on one line: the other still gets its translation.
  const EngineAnswer half =
      ask("text=$(cat); case \"$text\" in *det*) kill -SEGV $$;; esac; echo \"$text\" | sed 's/Hei/Hallo/'\n");
  CHECK(half.lines[0] == "Hallo");
  CHECK_FALSE(half.lines[1]);
  // Unknown words come back marked; a line of nothing else was not translated.
  const EngineAnswer unknown = ask("sed -e 's/^Hei/*Hei/' -e 's/^Ha det/#Ha *det @bra/'\n");
  CHECK_FALSE(unknown.lines[0]);
  CHECK(unknown.lines[1] == "Ha det bra");
  const auto absent = make_apertium_engine((folder.path() / "nothing").string());
  REQUIRE_FALSE(absent);
  CHECK(absent.error().code == Errc::unavailable);
}

TEST_CASE("a pair that is not installed is said to be so") {
  const TemporaryFolder folder;
  auto engine = make_apertium_engine(program(folder, "cat\n"));
  REQUIRE(engine);
  const auto answer = (*engine)->translate({"Hei"}, language("nb"), language("uk"), {});
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == Errc::unsupported);
}

TEST_CASE("the real apertium translates Bokmål to Nynorsk") {
  auto engine = make_apertium_engine();
  const auto answer = engine ? (*engine)->translate({"Jeg heter Oksana.", "Hun bor i to hjem.", "12"}, language("nb"),
                                                    language("nn"), {})
                             : Result<EngineAnswer>(tl::unexpected<Error>(engine.error()));
  if (!answer) {
    return test::is_missing("apertium with nob-nno is not installed");
  }
  CHECK(answer->lines[0] == "Eg heiter Oksana.");
  CHECK(answer->lines[1] == "Ho bur i to heimar.");
  CHECK_FALSE(answer->lines[2]);  // nothing to translate
}

TEST_CASE("a LibreTranslate server is asked and believed only when it answers well") {
  {
    LocalServer server(http(200, R"({"translatedText":["Dwa domy","two homes"]})"));
    const auto engine = make_libretranslate_engine(server.url(), "key");
    const auto answer = engine->translate({"Two homes", "two homes"}, language("en"), language("pl"), {});
    REQUIRE(answer);
    CHECK(answer->lines[0] == "Dwa domy");
  }
  {
    LocalServer server(http(429, "{}"));
    const auto answer =
        make_libretranslate_engine(server.url())->translate({"Two homes"}, language("en"), language("pl"), {});
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == Errc::unavailable);
  }
  {
    LocalServer server(http(200, "no JSON"));
    const auto answer =
        make_libretranslate_engine(server.url())->translate({"Two homes"}, language("en"), language("pl"), {});
    REQUIRE(answer);
    CHECK_FALSE(answer->lines[0]);
  }
  {
    LocalServer server(http(200, std::string(10'000, ' ')));
    EngineLimits limits;
    limits.answer_bytes = 1000;
    const auto answer = make_libretranslate_engine(server.url(), {}, limits)
                            ->translate({"Two homes"}, language("en"), language("pl"), {});
    REQUIRE(answer);
    CHECK_FALSE(answer->lines[0]);
  }
  const auto nobody =
      make_libretranslate_engine("http://127.0.0.1:1")->translate({"Two homes"}, language("en"), language("pl"), {});
  REQUIRE_FALSE(nobody);
  CHECK(nobody.error().code == Errc::unavailable);
  CHECK_FALSE(make_engine("libretranslate:file:///etc/passwd"));
  CHECK_FALSE(make_engine("google"));
}

TEST_CASE("a server that takes one line at a time gets one line at a time") {
  std::vector<std::size_t> asked;
  LocalServer server(
      [&](const std::string& request) {
        const auto body = parse_json(request.substr(request.find("\r\n\r\n") + 4));
        const Json::Array& lines = body->at_or_null("q").items();
        asked.push_back(lines.size());
        if (lines.size() > 1) return http(400, R"({"error":"Batch size exceeds limit"})");
        return http(200, R"({"translatedText":["<)" + lines[0].string_or("") + R"(>"]})");
      },
      3);
  const auto answer =
      make_libretranslate_engine(server.url())->translate({"one", "two"}, language("en"), language("pl"), {});
  REQUIRE(answer);
  CHECK(asked == std::vector<std::size_t>{2, 1, 1});
  CHECK(answer->lines == std::vector<std::optional<std::string>>{"<one>", "<two>"});
  CHECK(answer->notes.empty());
}

TEST_CASE("a server that keeps silent is left after a while, one that refuses at once; nothing is made up") {
  EngineLimits limits;
  limits.batch_time = std::chrono::milliseconds(300);
  for (const bool is_apy : {false, true}) {
    INFO((is_apy ? "APy" : "LibreTranslate"));
    const auto ask = [&](const std::string& said) {
      LocalServer server(said);
      const auto engine =
          is_apy ? make_apy_engine(server.url(), limits) : make_libretranslate_engine(server.url(), {}, limits);
      return engine->translate({"Jeg heter Oksana"}, language("nb"), language("nn"), {});
    };
    const auto begin = std::chrono::steady_clock::now();
    const auto silent = ask("");
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
    REQUIRE(silent);
    CHECK_FALSE(silent->lines[0]);
    CHECK_FALSE(silent->notes.empty());
    const auto broken = ask(http(is_apy ? 503 : 400, R"({"error":"no"})"));
    REQUIRE(broken);
    CHECK_FALSE(broken->lines[0]);
    CHECK_FALSE(broken->notes.empty());
    const auto elsewhere = ask("HTTP/1.1 302 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    REQUIRE(elsewhere);
    CHECK_FALSE(elsewhere->lines[0]);
    const auto refused = ask(http(is_apy ? 400 : 403, R"({"error":"no"})"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == (is_apy ? Errc::unsupported : Errc::unavailable));
  }
}

TEST_CASE("an Apertium APy server is asked in its own way") {
  LocalServer server(http(
      200,
      R"({"responseData":{"translatedText":"Eg heiter *Oksana\n\n@@1@@\n\n"},"responseDetails":null,"responseStatus":200})"));
  const auto engine = make_apy_engine(server.url());
  const auto answer = engine->translate({"Jeg heter Oksana"}, language("nb"), language("nn"), {});
  REQUIRE(answer);
  CHECK(answer->lines[0] == "Eg heiter Oksana");
  CHECK(server.request().find("langpair=nob%7Cnno") != std::string::npos);
}
