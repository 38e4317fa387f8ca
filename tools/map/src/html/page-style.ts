import { DARK, declared, IN_THE_DARK, LIGHT } from '../drawing/palette.ts';

/** Everything around the picture. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${declared(LIGHT)}}
${IN_THE_DARK}{:root{${declared(DARK)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;display:grid;grid-template-columns:minmax(0,1fr) minmax(320px,30vw);grid-template-rows:auto minmax(0,1fr);height:100vh}
header{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:8px 14px;align-items:end;padding:8px 14px;border-bottom:1px solid var(--edge)}
h1{font-size:18px;margin:0 8px 0 0;align-self:center}
h2{font-size:17px;margin:0 0 6px;overflow-wrap:anywhere}
h3{font-size:14px;margin:14px 0 4px}
label{display:grid;grid-template-columns:minmax(0,1fr);font-size:12px;color:var(--soft);min-width:0}
select,input,button{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--edge);border-radius:5px;padding:4px 8px;max-width:100%}
#question{width:min(34em,80vw)}
.search{position:relative}
#found{position:absolute;top:100%;left:0;z-index:2;display:grid;min-width:100%;background:var(--paper);border-radius:5px;box-shadow:0 4px 16px #0006}
#found button{text-align:left;border-radius:0;white-space:nowrap}
button{cursor:pointer}
:focus-visible{outline:3px solid var(--open);outline-offset:1px}
main{margin:0;overflow:auto;min-width:0;min-height:0}
main svg{display:block;margin:0 auto}
aside{overflow:auto;border-left:1px solid var(--edge);padding:12px 14px;min-height:0}
ul,ol{list-style:none;margin:0;padding:0}
.answer{border:1px solid var(--edge);border-left-width:5px;border-radius:5px;margin:4px 0;background:var(--panel)}
.answer.reachable{border-left-color:var(--open)}.answer.unknown{border-left:5px dotted var(--unknown)}.answer.blocked{border-left:5px dashed var(--shut)}.answer.opened{border-left:5px double var(--opened)}.answer.closed{border-left:5px dashed var(--closed)}
summary{cursor:pointer;padding:5px 8px;overflow-wrap:anywhere}
.verdict{font-weight:700}.reachable>summary .verdict{color:var(--open)}.unknown>summary .verdict{color:var(--unknown)}.blocked>summary .verdict{color:var(--shut)}.opened>summary .verdict{color:var(--opened)}.closed>summary .verdict{color:var(--closed)}
.hops{padding:0 10px 4px;font-size:13px}.hops li{border-top:1px solid var(--edge);padding:5px 0;overflow-wrap:anywhere}
.hop-step{font-weight:600}.file{color:var(--soft);display:block;font-size:12px}
.remedy{margin:0;padding:6px 10px;border-top:1px solid var(--edge);overflow-wrap:anywhere}
.claims button{display:flex;gap:8px;width:100%;text-align:left;margin:3px 0}
.claims [aria-current]{border-color:var(--open);border-width:2px}
.sign{font-weight:700;flex:none;width:1.2em}
.satisfied .sign{color:var(--opened)}.violated .sign{color:var(--closed)}.undecided .sign{color:var(--unknown)}
.short{margin:0 0 10px}.short li{margin:6px 0;overflow-wrap:anywhere}.short strong{font-weight:600}.short button{padding:0 6px;font-size:13px}
.note{color:var(--soft);font-size:13px;margin:4px 0}
.item{cursor:pointer}.item:focus-visible,.arrow:focus-visible{outline:none}
.map .item:focus-visible rect,.map .item.chosen rect{stroke:var(--open);stroke-width:4}
.map .arrow{cursor:pointer}.map .arrow:focus-visible .reach{stroke:var(--open);stroke-opacity:.35}
.map .dim{opacity:.22}
body.wide{grid-template-columns:minmax(0,1fr);grid-template-rows:auto auto minmax(30vh,1fr)}
body.wide main{max-height:58vh}
body.wide aside{border-left:0;border-top:1px solid var(--edge)}
body.wide aside:has(.claims){display:grid;grid-template-columns:minmax(0,2fr) minmax(0,1fr);gap:0 24px;align-items:start;align-content:start}
@media (max-width:800px){body{display:block;height:auto}header{position:static}body.wide aside,body.wide aside:has(.claims),aside{display:block;border-left:0;border-top:1px solid var(--edge)}main,body.wide main{max-height:62vh;border-bottom:1px solid var(--edge)}#question{width:100%}label{width:100%}.system,.search{width:auto;flex:1}}
@media print{:root{--panel:#fff;color-scheme:light}body.wide aside:has(.claims),body.wide,body{display:block;height:auto}header,.claims,.zoom,.short button{display:none}body.wide main,main{max-height:none}main,aside{overflow:visible;border:0}h2,h3{break-after:avoid}main svg{width:100%!important;height:auto!important}.answer{break-inside:avoid}@page{size:landscape;margin:12mm}}
`;
