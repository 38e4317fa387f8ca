/** What the page shows, all of it in the fragment of its address, so that it can be sent as a link. */
export interface View {
  /** Name of the picture. */
  readonly system: string;
  /** `to:<item>`, `from:<item>`, `node:<item>`, `claim:<id>`, `all`, or `changes`. */
  readonly show: string;
  /** `answerKey` of the answer that is unfolded, or `line:` and a line's name. */
  readonly focus?: string | undefined;
}

/** @param fragment with or without its `#` */
export function readView(fragment: string): Partial<View> {
  const given = new URLSearchParams(fragment.replace(/^#/, ''));
  const system = given.get('system');
  const show = given.get('show');
  const focus = given.get('focus');
  return {
    ...(system === null ? {} : { system }),
    ...(show === null ? {} : { show }),
    ...(focus === null ? {} : { focus }),
  };
}

export function writeView({ system, show, focus }: View): string {
  const words = new URLSearchParams({ system, show });
  if (focus !== undefined) words.set('focus', focus);
  return `#${words}`;
}
