/** An element of a picture as data: written as text for a file, and made of nodes by the page's script. */
export interface Shape {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly (Shape | string)[];
}

export function shape(
  tag: string,
  attributes: Shape['attributes'],
  ...children: readonly (Shape | string)[]
): Shape {
  return { tag, attributes, children };
}

/** As XML, in which no name of a template can be anything but text. */
export function toMarkup({ tag, attributes, children }: Shape): string {
  const words = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${escapeText(value)}"`,
  );
  const inner = children.map((child) =>
    typeof child === 'string' ? escapeText(child) : toMarkup(child),
  );
  return `<${tag}${words.join('')}>${inner.join('')}</${tag}>`;
}

/** Text between tags or in an attribute's double quotes. */
export function escapeText(text: string | number): string {
  return String(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
