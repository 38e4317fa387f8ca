import { InputError } from '@private-lambda/command-line/input-error';
import { visibleJson } from '@private-lambda/command-line/visible-text';
import type { PolicyResult } from '../policy/check-policy.ts';
import { formatCheckMarkdown } from './check-markdown.ts';
import { formatCheckSarif } from './check-sarif.ts';
import { formatCheck } from './check-text.ts';

/** @param results of one check, or of one for each stage */
type Format = (results: readonly PolicyResult[], headings?: readonly string[]) => string;

export const CHECK_FORMATS: Readonly<Record<string, Format>> = {
  text: sections((heading) => `== ${heading}`, formatCheck),
  json: (results) => visibleJson({ claims: results.flatMap(({ claims }) => claims) }),
  markdown: sections((heading) => `## ${heading}\n`, formatCheckMarkdown),
  sarif: (results) => formatCheckSarif(...results),
};

/** @throws InputError `REACH_FORMAT` */
export function checkFormat(name: string): Format {
  const format = Object.hasOwn(CHECK_FORMATS, name) ? CHECK_FORMATS[name] : undefined;
  if (format) return format;
  const expected = Object.keys(CHECK_FORMATS).join(', ');
  throw new InputError('REACH_FORMAT', `--format ${name}: expected ${expected}`);
}

/** One result after the other, each under its heading where there are any. */
function sections(
  head: (heading: string) => string,
  format: (result: PolicyResult) => string,
): Format {
  return (results, headings = []) =>
    results
      .map((result, index) => {
        const heading = headings[index];
        return heading === undefined ? format(result) : `${head(heading)}\n${format(result)}`;
      })
      .join('\n');
}
