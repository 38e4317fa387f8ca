/** A code block of a page. */
export interface PageBlock {
  readonly language: string;
  /** What follows the language; empty where nothing does. */
  readonly file: string;
  readonly text: string;
}

/** The code blocks under a heading of the second level, in their order. */
export function readBlocks(page: string, heading: string): readonly PageBlock[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', file = '', text = '']) => ({ language, file, text }),
  );
}
