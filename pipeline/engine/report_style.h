#pragma once
// The look of the run report: light and dark by the reader's system, and fit for paper.

#include <string_view>

namespace integrart {

inline constexpr std::string_view report_style = R"css(
:root{color-scheme:light dark;--paper:#fbf8f3;--surface:#fff;--line:#e4dccf;--ink:#22201d;--quiet:#62594e;--accent:#0f5a5a;--fill:#7fb5ae;--good:#1f6b3a;--warn:#8a5a00;--bad:#a3301c;--badge:#f3ede3}
@media (prefers-color-scheme:dark){:root{--paper:#171513;--surface:#211e1b;--line:#3b352f;--ink:#f2ece3;--quiet:#b9afa2;--accent:#86d3c9;--fill:#3f807a;--good:#8fd6a5;--warn:#f0c070;--bad:#f5a08b;--badge:#2a2622}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1.5rem clamp(1rem,3vw,2.5rem) 4rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.2;margin:0 0 .5rem}h2{margin-top:1.6rem}.head h2{margin:0}summary{cursor:pointer;margin-top:1.4rem}summary h3{display:inline;margin:0}.scroll{margin-top:.4rem;overflow-x:auto}h1{font-size:clamp(1.6rem,5vw,2.4rem)}h3{font-size:1rem;margin-top:1.4rem}
a{color:var(--accent)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.quiet{color:var(--quiet)}.small{font-size:.88rem}
.totals{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.8rem;margin:1.2rem 0;padding:0;list-style:none}
.totals li{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:.8rem 1rem}
.totals strong{display:block;font-size:1.5rem;font-variant-numeric:tabular-nums}
.work{background:var(--surface);border:1px solid var(--line);border-radius:14px;padding:1.2rem;margin:1.2rem 0}
.head{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:baseline}
.badge{display:inline-block;padding:.1rem .7rem;border-radius:99px;background:var(--badge);font-weight:600;font-size:.9rem}
.clear{color:var(--good)}.warn,.review,.inconclusive{color:var(--warn)}.block,.failed{color:var(--bad)}
.pictures{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start;margin-top:.8rem}
.pictures figure{margin:0}.pictures img{display:block;max-width:100%;border-radius:8px}.poster img{max-height:12rem}

table{border-collapse:collapse;width:100%;min-width:34rem;font-variant-numeric:tabular-nums;font-size:.92rem}
th,td{overflow-wrap:normal;text-align:start;padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--quiet);font-weight:500}td.number,th.number{text-align:end;white-space:nowrap}
.chart{display:block;width:100%;height:5.5rem}.chart path{fill:none;stroke:var(--fill);stroke-width:2;vector-effect:non-scaling-stroke}
.chart .grid{stroke:var(--line);stroke-width:1}.chart .curve{stroke:var(--accent);stroke-width:1.5}
.chart .before{stroke:var(--warn);stroke-dasharray:6 5}.chart .after{stroke:var(--good)}
.chart .high{fill:var(--bad)}.chart .medium{fill:var(--warn)}.chart .low{fill:var(--fill)}.chart .info{fill:var(--quiet)}
.key::before{content:"";display:inline-block;width:1.4rem;height:.2rem;margin-inline-end:.4rem;vertical-align:middle;background:currentColor}
.key.before{color:var(--warn)}.key.after{color:var(--good);margin-inline-start:1.2rem}
.bar{display:block;width:100%;min-width:6rem;height:.7rem}.bar rect{fill:var(--fill)}.bar.cached rect{fill:var(--line)}.bar.failed rect{fill:var(--bad)}
.problems{list-style:none;margin:0;border-inline-start:4px solid var(--bad);padding:.4rem 1rem;background:var(--badge);border-radius:8px}
code{font-size:.85em}
@media print{body{max-width:none;padding:0;background:#fff;color:#000}.work{break-inside:avoid-page;border:0;padding:0}nav{display:none}}
)css";

}  // namespace integrart
