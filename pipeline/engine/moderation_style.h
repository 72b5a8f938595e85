#pragma once
// The look of the moderation page, beside that of the run report.

#include <string_view>

namespace integrart {

inline constexpr std::string_view moderation_style = R"css(
.judgement{display:grid;gap:.3rem;border-inline-start:6px solid currentColor;padding:.7rem 1.1rem;margin:.8rem 0;background:var(--badge);border-radius:10px}
.judgement strong{font-size:1.5rem}.judgement p{margin:0;color:var(--ink)}
.lanes{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.35rem .8rem;align-items:center;margin:.6rem 0}
.lane{position:relative;height:1.1rem;background:var(--badge);border-radius:6px;overflow:hidden}
.lane a{position:absolute;inset-block:0;min-width:5px;border-radius:3px;background:var(--quiet)}
.lane a.high{background:var(--bad)}.lane a.medium{background:var(--warn)}.lane a.low{background:var(--fill)}
.axis{display:flex;justify-content:space-between;font-variant-numeric:tabular-nums}
.found{display:grid;grid-template-columns:minmax(0,17rem) minmax(0,1fr);gap:.4rem 1.2rem;padding:1rem 0;border-top:1px solid var(--line)}
.found:target{outline:3px solid var(--accent);outline-offset:4px;border-radius:6px}
.found>.what{grid-column:2}.found h4{margin:0 0 .2rem;font-size:1.02rem}.found p{margin:.25rem 0}
.sheet{position:absolute;width:0;height:0}.veil{margin:0}.veil .frame{position:relative;overflow:hidden;border-radius:8px;background:#777}
.veil .picture{display:block;width:100%;filter:blur(12px) grayscale(1)}
.veil .box{position:absolute;border:2px solid #fff;outline:1px solid #000}
.veil .sharp:checked~.frame .picture{filter:grayscale(1)}
.veil .colour:checked~.frame .picture{filter:blur(12px)}
.veil .sharp:checked~.colour:checked~.frame .picture{filter:none}
.veil label{display:inline-block;min-height:1.75rem;padding:.15rem .8rem .15rem .3rem}.veil input{width:1.15rem;height:1.15rem;vertical-align:middle;accent-color:var(--accent)}
.context{border-inline-start:3px solid var(--line);padding-inline-start:.7rem;color:var(--quiet)}
.context mark{background:#ffe08a;color:#22201d;border-radius:3px;padding:0 .15rem}
.sure{display:flex;gap:.6rem;align-items:center;max-width:22rem}.sure .bar{flex:1}
.unchecked{border-inline-start:4px solid var(--warn);padding:.4rem 1rem;background:var(--badge);border-radius:8px}
.unchecked ul{margin:.2rem 0}
.measured{white-space:pre-wrap;font-size:.8rem;max-height:22rem;overflow:auto}
@media (max-width:40rem){.found{grid-template-columns:minmax(0,1fr)}.found>.what{grid-column:1}.lanes{grid-template-columns:1fr}}
)css";

}  // namespace integrart
