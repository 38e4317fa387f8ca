import { type ColourName, DARK, IN_THE_DARK, LIGHT } from './palette.ts';

/** Everything of the picture but its colours. */
const SHAPES = `
svg.map{font-family:system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.map text{font-size:11px}
.map .box.zone rect{stroke-dasharray:4 3}
.map .box.outside rect{fill:none;stroke-dasharray:2 4}
.map .item .name{font-size:13px;font-weight:600}
.map .item.protected rect{stroke-width:3}
.map .arrow path{fill:none;stroke-width:2}
.map .arrow .reach{stroke:transparent;stroke-width:16}
.map .arrow text{font-weight:600;stroke-width:4px;paint-order:stroke;stroke-linejoin:round}
.map .unknown .shaft{stroke-dasharray:2 5;stroke-linecap:round}
.map .blocked .shaft{stroke-dasharray:9 6}
.map .opened .shaft{stroke-width:4}
.map .closed .shaft{stroke-dasharray:12 4 2 4}
`;

/** The picture in a page, which declares the palette. */
export const PAGE_DRAWING_STYLE = `${SHAPES}${coloursOf((name) => `var(--${name})`)}`;

/** The picture as a file of its own: colours stand in each rule, as not every renderer knows variables. */
export const FILE_DRAWING_STYLE = `${SHAPES}${coloursOf((name) => LIGHT[name])}${IN_THE_DARK}{${coloursOf((name) => DARK[name])}}
`;

function coloursOf(colour: (name: ColourName) => string): string {
  return `
.map .paper{fill:${colour('paper')}}
.map text{fill:${colour('ink')}}
.map .box rect{fill:${colour('vpc')};stroke:${colour('edge')}}
.map .box.zone rect{fill:${colour('zone')}}
.map .box.subnet rect{fill:${colour('subnet')}}
.map .box text{fill:${colour('soft')}}
.map .item rect{fill:${colour('card')};stroke:${colour('soft')}}
.map .item .line{fill:${colour('soft')}}
.map .item.protected rect{stroke:${colour('open')}}
.map .arrow text{stroke:${colour('paper')}}
.map .reachable .shaft{stroke:${colour('open')}}
.map .reachable .head,.map .reachable text{fill:${colour('open')}}
.map .unknown .shaft{stroke:${colour('unknown')}}
.map .unknown .head,.map .unknown text{fill:${colour('unknown')}}
.map .blocked .shaft{stroke:${colour('shut')}}
.map .blocked .head,.map .blocked text{fill:${colour('shut')}}
.map .opened .shaft{stroke:${colour('opened')}}
.map .opened .head,.map .opened text{fill:${colour('opened')}}
.map .closed .shaft{stroke:${colour('closed')}}
.map .closed .head,.map .closed text{fill:${colour('closed')}}
`;
}
