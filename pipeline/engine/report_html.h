#pragma once
// The run report as one page of HTML that needs nothing else: a person opens it after a build and sees what became of
// every work, what was found in it, what it weighs and where the time went.
//
// Document "report/1"; members that are null or absent are left out of the page, texts are plain (escaped here):
//   {"schema": "report/1",
//    "collection": {"id", "title"},
//    "started": text, "seconds": number,                             whole build, wall clock
//    "steps": {"run", "cached", "failed"},                           counts over all works
//    "works": [{
//      "id", "title", "kind": video|audio|image|text, "duration": seconds,
//      "verdict": {"verdict": clear|warn|review|block|inconclusive, "policy", "reviewers": number, "route": text|null,
//                  "reasons": [{"verdict", "text", "finding": index|null}], "missing": [filter id]} | null,
//      "findings": [{"kind", "start", "end": seconds|null, "box": [x, y, w, h]|null, "severity": info|low|medium|high,
//                    "score", "rule", "producer", "message": text, "text", "source": step id,
//                    "context": {"before", "after"}|null}],
//      "filters": [{"id", "version", "about": step id|"", "looked": bool, "evidence"}],
//      "poster": data URI | null,
//      "storyboard": {"image": data URI, "columns", "rows", "width", "height", "interval": seconds, "count"} | null,
//      "waveform": audiowaveform document | null,
//      "loudness": {"before", "after": {"integrated_lufs", "range_lu", "true_peak_dbtp"},
//                   "curve": [[second, LUFS|null], ...]} | null,
//      "renditions": [{"id", "role", "width", "height", "bytes", "bitrate": bits per second, "codec"}],
//      "steps": [{"id", "kind", "state": run|cached|failed|skipped, "seconds", "cpu_seconds", "bytes", "key",
//                 "shares_pass": bool}],  of a decode pass: its own processor time is measured, its part of what the
//                                         pass did for all and of the pass's time is reckoned (worker.cpp, times_of)
//      "left_out": [text],                                           why the work is in no pack, and what to do
//      "review": {"mark": text, "reviews": [{"by", "decision", "of", "date", "reason", "holds": bool}]},
//      "notes": [text], "errors": [text]}],
//    "packs": [{"format", "kind", "file", "bytes", "sha256"}],
//    "remarks": [{"format", "remarks": [text]}]                      what packs of a format do not hold
//    "problems": [text]}                                             of the build as a whole

#include <string>
#include <string_view>

#include "pipeline/base/json.h"

namespace integrart {

/// The page, in `language` (of the messages; unknown ones are English). Pure, deterministic, thread-safe. It holds no
/// script and asks for nothing outside itself.
std::string report_html(const Json& report, std::string_view language);

}  // namespace integrart
