#pragma once
// From the lines of works to the activities of a pack. (Needs pipeline/base only; the engine calls it while a pack is
// put together.)

#include <string>
#include <vector>

#include "pipeline/base/documents/pack_manifest.h"

namespace integrart::learning {

/// Fills `activities` of all `works` with the kinds that `collection` asks for, work by work
/// (CollectionWork::activities) or for the whole pack (PackRequest::activities), with what the curator changed by hand
/// (CollectionWork::activity_edits: an activity takes the place of the derived one with its id, one without items takes
/// it out), and with her questions. Deterministic. The notes say which kinds are not known, and which works got none
/// because nobody allowed exercises to be made of them (their questions stay: those are the curator's own), and which
/// edited exercises were made from lines that are not in the work as they were. Errc of broken cue documents and of
/// broken edits.
Result<std::vector<Message>> add_activities(std::vector<PackWork>& works, const Collection& collection);

}  // namespace integrart::learning
