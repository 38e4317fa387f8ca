import { arrowsOf } from '../drawing/arrows-of.ts';
import { drawArrows } from '../drawing/draw-arrows.ts';
import type { Picture, Rectangle, ShownAnswer } from '../picture/picture.ts';
import { hasArrow, wayOf } from '../picture/way.ts';
import { answerKey, partsOf } from '../view/questions.ts';
import type { View } from '../view/view.ts';
import { isLine, type ViewAnswers } from './focus.ts';
import { byId, toNode } from './make-elements.ts';

/** Smaller, and the words can no longer be read. */
const SMALLEST = 0.66;

/** A small picture is no poster. */
const LARGEST = 1.4;

/** Pixels that are seen around what is asked about. */
const MARGIN = 12;

/** Wider than this for its height, and a picture has more room above the answers than beside them. */
const WIDE = 2;

/** The pictures; one of them is seen. */
export class Stage {
  private readonly figure = byId('picture');
  private readonly drawings = [...document.querySelectorAll<SVGSVGElement>('svg.map')];
  private scale: number | undefined;
  private shown: SVGSVGElement | undefined;

  constructor(private readonly go: (change: Partial<View>) => void) {
    for (const item of document.querySelectorAll<SVGGElement>('.item')) {
      const id = item.dataset['item'] ?? '';
      this.makeButton(item, { show: `node:${id}` });
    }
    byId('smaller').addEventListener('click', () => this.zoom(0.8));
    byId('larger').addEventListener('click', () => this.zoom(1.25));
    byId('fit').addEventListener('click', () => this.zoomTo(this.wholeScale()));
    addEventListener('resize', () => this.resize());
  }

  show(picture: Picture, view: View, answers: ViewAnswers) {
    this.shown = this.drawings.find(({ dataset }) => dataset['system'] === picture.name);
    for (const drawing of this.drawings)
      drawing.style.display = drawing === this.shown ? '' : 'none';
    const drawing = this.shown;
    if (!drawing) return;
    const { width, height } = picture.layout;
    document.body.classList.toggle('wide', width > WIDE * height);
    this.resize();
    const { focused } = answers;
    const drawn = drawnAnswers(view, answers);
    const way = new Set(focused?.flatMap(wayOf));
    const [kind, chosen] = partsOf(view.show);
    for (const item of drawing.querySelectorAll<SVGGElement>('.item')) {
      const id = item.dataset['item'] ?? '';
      item.classList.toggle('chosen', kind !== 'claim' && id === chosen);
      item.classList.toggle('dim', focused !== undefined && !way.has(id));
    }
    this.drawArrows(drawing, picture, view, drawn, focused);
    this.bringIntoSight(picture, [...(way.size > 0 ? way : drawn.flatMap(wayOf)), chosen], chosen);
  }

  /** Where not everything can be seen: the middle of some items in the middle, and the one that is asked about. */
  private bringIntoSight({ layout }: Picture, ids: readonly string[], chosen: string) {
    const places = ids.flatMap((id) => layout.items[id] ?? []);
    if (places.length === 0) return;
    const own = layout.items[chosen];
    const scale = this.currentScale();
    const { clientWidth, clientHeight } = this.figure;
    const levels = (place: Rectangle) =>
      [place.x * scale, (place.x + place.width) * scale] as const;
    const heights = (place: Rectangle) =>
      [place.y * scale, (place.y + place.height) * scale] as const;
    this.figure.scrollTo({
      left: scrolled(places.map(levels), own && levels(own), clientWidth),
      top: scrolled(places.map(heights), own && heights(own), clientHeight),
    });
  }

  private drawArrows(
    drawing: SVGSVGElement,
    picture: Picture,
    view: View,
    answers: readonly ShownAnswer[],
    focused: readonly ShownAnswer[] | undefined,
  ) {
    const lit = new Set(arrowsOf(focused ?? answers).map(({ name }) => name));
    const nodes = drawArrows(arrowsOf(answers), picture.layout).map(({ arrow, drawn }) => {
      const node = toNode(drawn);
      node.dataset['key'] = `arrow ${arrow.name}`;
      node.classList.toggle('dim', !lit.has(arrow.name));
      const [only, another] = arrow.answers;
      const focus = only && !another ? answerKey(only) : `line:${arrow.name}`;
      node.setAttribute(
        'aria-label',
        `${arrow.label}, ${arrow.state}: ${arrow.from} to ${arrow.to}`,
      );
      this.makeButton(node, { show: view.show, focus });
      return node;
    });
    drawing.querySelector('.arrows')?.replaceChildren(...nodes);
  }

  private makeButton(node: SVGElement, change: Partial<View>) {
    node.setAttribute('role', 'button');
    node.setAttribute('tabindex', '0');
    node.addEventListener('click', () => this.go(change));
    node.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      this.go(change);
    });
  }

  private zoom(factor: number) {
    this.zoomTo(this.currentScale() * factor);
  }

  private zoomTo(scale: number) {
    this.scale = scale;
    this.resize();
  }

  /** Until somebody chooses another size: the whole, as far as its words can be read. */
  private currentScale(): number {
    return this.scale ?? Math.max(SMALLEST, this.wholeScale());
  }

  private wholeScale(): number {
    const { width, height } = this.shown?.viewBox.baseVal ?? { width: 1, height: 1 };
    // Where the figure is as high as its picture, it has a height that it may have.
    const most = Number.parseFloat(getComputedStyle(this.figure).maxHeight);
    const room = Number.isNaN(most) ? this.figure.clientHeight : most;
    return Math.min(LARGEST, this.figure.clientWidth / width, room / height);
  }

  private resize() {
    if (!this.shown) return;
    const { width, height } = this.shown.viewBox.baseVal;
    this.shown.style.width = `${Math.floor(width * this.currentScale())}px`;
    this.shown.style.height = `${Math.floor(height * this.currentScale())}px`;
  }
}

type Span = readonly [from: number, to: number];

/** What lies before the part that is seen. @param own is seen in any case */
function scrolled(spans: readonly Span[], own: Span | undefined, room: number): number {
  const first = Math.min(...spans.map(([from]) => from));
  const last = Math.max(...spans.map(([, to]) => to));
  const middle = (first + last - room) / 2;
  return own ? Math.min(Math.max(middle, own[1] + MARGIN - room), own[0] - MARGIN) : middle;
}

/** Of what is blocked, only the one that is looked at is drawn. */
function drawnAnswers(view: View, { all, focused }: ViewAnswers): readonly ShownAnswer[] {
  const open = all.filter(hasArrow);
  if (!focused || isLine(view)) return open;
  return [...open, ...focused.filter((answer) => !open.includes(answer))];
}
