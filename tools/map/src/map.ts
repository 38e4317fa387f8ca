import { join } from 'node:path';
import { say } from '@private-lambda/command-line/say';
import { writeOutputFile } from '@private-lambda/command-line/write-output-file';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { drawPage } from './html/draw-page.ts';
import { makePicture } from './picture/make-picture.ts';
import { readSubjects, type SubjectOptions } from './subject/read-subjects.ts';
import { drawSvg } from './svg/draw-svg.ts';

export interface MapOptions extends SubjectOptions {
  readonly format: 'html' | 'svg';
  readonly show?: string;
  readonly out?: string;
}

/** `npm run map`: asks everybody about everybody, and writes the answers as one file. */
export async function map(options: MapOptions, script: () => string): Promise<void> {
  const { format, show, out = join(repositoryRoot, '.serverless', `map.${format}`) } = options;
  const subjects = await readSubjects(options);
  const pictures = [];
  for (const subject of subjects) pictures.push(await makePicture(subject));
  const content = format === 'svg' ? drawSvg(pictures, show) : drawPage(pictures, script());
  writeOutputFile(out, content, 'MAP_OUT', '--out');
  say(`${out}: ${Math.ceil(content.length / 1000)} kB`);
}
