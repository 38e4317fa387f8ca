import { unpackPictures } from '../picture/pack.ts';
import type { Picture } from '../picture/picture.ts';
import { NO_VIEW, viewsOf } from '../view/questions.ts';
import { readView, type View, writeView } from '../view/view.ts';
import { Controls } from './controls.ts';
import { answersOf } from './focus.ts';
import { keepingFocus } from './keeping-focus.ts';
import { byId } from './make-elements.ts';
import { Panel } from './panel.ts';
import { Stage } from './stage.ts';

const pictures = unpackPictures(byId('data').textContent ?? '');

/** The view that the address asks for, with the first of everything that it leaves open. */
function currentView(): { readonly view: View; readonly picture: Picture } | undefined {
  const asked = readView(location.hash);
  const named = pictures.find(({ name }) => inFragment(name) === asked.system);
  const picture = named ?? pictures[0];
  if (!picture) return undefined;
  // Of another system it would be another answer.
  const views = named || asked.system === undefined ? viewsOf(picture) : [];
  const show = views.find((each) => each === (asked.show ?? views[0])) ?? NO_VIEW;
  return { picture, view: { system: picture.name, show, focus: asked.focus } };
}

/** A fragment has no half of a surrogate pair. */
function inFragment(system: string): string | undefined {
  return readView(writeView({ system, show: NO_VIEW })).system;
}

/** Every change of what is shown goes through the address, so that it can be linked and gone back from. */
function go(change: Partial<View>) {
  const current = currentView();
  if (!current) return;
  const next = { ...current.view, focus: undefined, ...change };
  const fragment = writeView(next);
  if (fragment === location.hash) return;
  history.pushState(null, '', fragment);
  render();
}

const controls = new Controls(pictures, go);
const panel = new Panel(go);
const stage = new Stage(go);

function render() {
  const current = currentView();
  if (!current) return;
  const { picture, view } = current;
  const answers = answersOf(picture, view);
  keepingFocus(() => {
    controls.show(picture, view);
    stage.show(picture, view, answers);
    panel.show(picture, view, answers);
  });
}

addEventListener('hashchange', render);
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && currentView()?.view.focus !== undefined) go({});
});
render();
