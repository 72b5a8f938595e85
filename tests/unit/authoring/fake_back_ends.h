#pragma once
// Back ends that can be broken at will.

#include "pipeline/store/artefact_store.h"
#include "pipeline/store/database.h"

namespace integrart {

inline tl::unexpected<Error> out_of_reach() {
  return fail(Errc::unavailable, "test.secret");
}

class FakeQueue : public JobQueue {
 public:
  explicit FakeQueue(bool is_broken) : m_is_broken(is_broken) {}
  Result<> offer(const Ticket&) override { return out_of_reach(); }
  Result<std::optional<Lease>> take(bool, std::chrono::milliseconds, std::stop_token) override {
    return out_of_reach();
  }
  Result<> extend(const Lease&) override { return out_of_reach(); }
  Result<> done(const Lease&, const Json&) override { return out_of_reach(); }
  Result<> again(const Lease&, std::chrono::milliseconds, const Error&) override { return out_of_reach(); }
  Result<> bury(const Lease&, const Error&) override { return out_of_reach(); }
  Result<std::optional<JobStatus>> status(const std::string&) override {
    if (m_is_broken) return out_of_reach();
    return std::optional<JobStatus>{};
  }
  Result<> withdraw(const std::string&) override { return out_of_reach(); }
  Result<> withdraw_abandoned() override { return out_of_reach(); }
  Result<> renew_offers() override { return out_of_reach(); }
  std::chrono::milliseconds lease_time() const override { return usual_lease_time; }

 private:
  bool m_is_broken;
};

class FakeDatabase : public Database {
 public:
  bool is_broken = false;
  std::unique_ptr<Ledger> ledger() override { return nullptr; }
  std::unique_ptr<JobQueue> queue(std::chrono::milliseconds) override { return std::make_unique<FakeQueue>(is_broken); }
  std::unique_ptr<MemoryStore> memory() override { return nullptr; }
  int schema_version() const override { return 1; }
};

class FakeStore : public ArtefactStore {
 public:
  bool is_broken = false;
  int writers = 0;
  int commits = 0;

  Result<std::unique_ptr<ArtefactWriter>> create(const MediaType&) override {
    if (is_broken) return out_of_reach();
    ++writers;
    return std::make_unique<Writer>(*this);
  }
  Result<ArtefactRef> make(const MediaType&, const std::function<Result<>(int)>&,
                           const std::function<Result<>(std::string_view)>&) override {
    return out_of_reach();
  }
  Result<ArtefactRef> import_file(const InputFile&, const MediaType&) override { return out_of_reach(); }
  Result<std::pair<FileDescriptor, InputFile>> open(const Digest&) const override { return out_of_reach(); }
  Result<bool> contains(const Digest&) const override { return false; }
  Result<std::vector<Digest>> list() const override { return std::vector<Digest>{}; }
  Result<std::vector<StoreProblem>> verify(const std::function<void(double)>&) const override { return out_of_reach(); }
  Result<std::string> set_aside(const Digest&) override { return out_of_reach(); }
  Result<SweepReport> sweep(const std::set<Digest>&, std::chrono::seconds) override { return out_of_reach(); }

 private:
  class Writer : public ArtefactWriter {
   public:
    explicit Writer(FakeStore& store) : m_store(store) {}
    Result<> write(std::span<const std::byte>) override { return {}; }
    Result<ArtefactRef> commit() override {
      ++m_store.commits;
      return ArtefactRef{};
    }

   private:
    FakeStore& m_store;
  };
};

}  // namespace integrart
