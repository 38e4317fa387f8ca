import type { Picture } from '../picture/picture.ts';
import { questionsOf, titleOf } from '../view/questions.ts';
import type { View } from '../view/view.ts';
import { byId, element } from './make-elements.ts';

const FOUND = 8;

/** The choices above the picture: system, question, and the search by name. */
export class Controls {
  private readonly system = element('select', { id: 'system' });
  private readonly question = element('select', { id: 'question' });
  private readonly found = element('div', { id: 'found' });
  private picture: Picture | undefined;

  constructor(
    pictures: readonly Picture[],
    private readonly go: (change: Partial<View>) => void,
  ) {
    byId('system').replaceWith(this.system);
    byId('question').replaceWith(this.question);
    this.system.append(...pictures.map(({ name }) => element('option', { value: name }, name)));
    this.system.addEventListener('change', () => {
      const chosen = pictures.find(({ name }) => name === this.system.value);
      if (chosen) go({ system: chosen.name, show: questionsOf(chosen)[0]?.show ?? '' });
    });
    this.question.addEventListener('change', () => go({ show: this.question.value }));
    this.search(byId('search'));
  }

  show(picture: Picture, { system, show }: View) {
    this.picture = picture;
    const questions = questionsOf(picture);
    const listed = questions.some((question) => question.show === show)
      ? questions
      : [{ show, title: titleOf(picture, show) }, ...questions];
    this.system.value = system;
    this.question.replaceChildren(
      ...listed.map((each) => element('option', { value: each.show }, each.title)),
    );
    this.question.value = show;
  }

  private search(input: HTMLElement) {
    if (!(input instanceof HTMLInputElement)) return;
    input.after(this.found);
    const close = () => {
      input.value = '';
      this.found.replaceChildren();
    };
    const choose = (id: string) => {
      close();
      this.go({ show: `node:${id}` });
    };
    input.addEventListener('input', () => {
      const names = this.named(input.value);
      this.found.replaceChildren(
        ...names.map((id) => {
          const button = element('button', { type: 'button' }, id);
          button.addEventListener('click', () => choose(id));
          return button;
        }),
      );
    });
    input.addEventListener('keydown', ({ key }) => {
      const [first] = this.named(input.value);
      if (key === 'Enter' && first !== undefined) choose(first);
    });
    input.parentElement?.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
      input.focus();
    });
  }

  private named(text: string): string[] {
    const wanted = text.trim().toLowerCase();
    if (wanted === '') return [];
    const ids = this.picture?.items.map(({ id }) => id) ?? [];
    return ids.filter((id) => id.toLowerCase().includes(wanted)).slice(0, FOUND);
  }
}
