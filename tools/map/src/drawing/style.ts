/** Colours of the picture, light and dark; of the palette of Okabe and Ito, which people tell apart who are colour-blind. */
export const DRAWING_STYLE = `
svg.map{--paper:#fff;--ink:#1b2430;--soft:#5b6775;--edge:#b4bfca;--vpc:#f3f7fb;--zone:#ffffff;--subnet:#eef3ee;--card:#fff;--open:#0064a8;--unknown:#9a5a00;--shut:#6a7480;--opened:#007a5c;--closed:#b8341b;--protected:#0064a8;color-scheme:light;font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;background:var(--paper)}
@media (prefers-color-scheme:dark){svg.map{--paper:#12171d;--ink:#e8edf2;--soft:#a3b0bd;--edge:#4b5866;--vpc:#182029;--zone:#12171d;--subnet:#1a251f;--card:#222c36;--open:#6cbcf2;--unknown:#f0b45a;--shut:#8e9aa6;--opened:#4fd0a8;--closed:#ff8f73;--protected:#6cbcf2;color-scheme:dark}}
@media print{svg.map{--paper:#fff;--ink:#1b2430;--soft:#5b6775;--edge:#b4bfca;--vpc:#f3f7fb;--zone:#ffffff;--subnet:#eef3ee;--card:#fff;--open:#0064a8;--unknown:#9a5a00;--shut:#6a7480;--opened:#007a5c;--closed:#b8341b;--protected:#0064a8;color-scheme:light}}
.map .paper{fill:var(--paper)}
.map text{fill:var(--ink);font-size:11px}
.map .box rect{fill:var(--vpc);stroke:var(--edge)}
.map .box.zone rect{fill:var(--zone);stroke-dasharray:4 3}
.map .box.subnet rect{fill:var(--subnet)}
.map .box.outside rect{fill:none;stroke-dasharray:2 4}
.map .box text{fill:var(--soft)}
.map .item rect{fill:var(--card);stroke:var(--soft)}
.map .item .name{font-size:13px;font-weight:600}
.map .item .line{fill:var(--soft)}
.map .item.protected rect{stroke:var(--protected);stroke-width:3}
.map .arrow path{fill:none;stroke-width:2}
.map .arrow .reach{stroke:transparent;stroke-width:16}
.map .arrow text{font-weight:600;stroke:var(--paper);stroke-width:4px;paint-order:stroke;stroke-linejoin:round}
.map .reachable .shaft{stroke:var(--open)}.map .reachable .head,.map .reachable text{fill:var(--open)}
.map .unknown .shaft{stroke:var(--unknown);stroke-dasharray:2 5;stroke-linecap:round}.map .unknown .head,.map .unknown text{fill:var(--unknown)}
.map .blocked .shaft{stroke:var(--shut);stroke-dasharray:9 6}.map .blocked .head,.map .blocked text{fill:var(--shut)}
.map .opened .shaft{stroke:var(--opened);stroke-width:4}.map .opened .head,.map .opened text{fill:var(--opened)}
.map .closed .shaft{stroke:var(--closed);stroke-dasharray:12 4 2 4}.map .closed .head,.map .closed text{fill:var(--closed)}
`;
