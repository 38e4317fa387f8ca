import { join } from 'node:path';
import { InputError } from '@private-lambda/command-line/input-error';
import { say } from '@private-lambda/command-line/say';
import { writeBesideInput } from '@private-lambda/command-line/write-output-file';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { drawPage } from './html/draw-page.ts';
import { makeDrawing, makePicture } from './picture/make-picture.ts';
import type { Picture } from './picture/picture.ts';
import { readSubjects, type SubjectOptions } from './subject/read-subjects.ts';
import type { Subject } from './subject/subject.ts';
import { drawSvg } from './svg/draw-svg.ts';

export interface MapOptions extends SubjectOptions {
  readonly format: 'html' | 'svg';
  readonly show?: string;
  readonly out?: string;
}

/** `npm run map`: asks everybody about everybody, and writes the answers as one file. */
export async function map(options: MapOptions, script: () => string): Promise<void> {
  const { format, show, out = join(repositoryRoot, '.serverless', `map.${format}`) } = options;
  if (format === 'html' && show !== undefined) {
    const why = 'a page shows every question; expected --format svg with it';
    throw new InputError('MAP_SHOW', `--show ${show}: ${why}`);
  }
  const subjects = await readSubjects(options);
  const content =
    format === 'svg'
      ? drawSvg(await makeDrawing(onlyOne(subjects), show))
      : drawPage(await makeEach(subjects), script());
  writeBesideInput(out, content, 'MAP_OUT', '--out');
  say(`${out}: ${Math.ceil(content.length / 1000)} kB`);
}

/** One after another: each takes the whole processor. */
async function makeEach(subjects: readonly Subject[]): Promise<Picture[]> {
  const pictures: Picture[] = [];
  for (const subject of subjects) pictures.push(await makePicture(subject));
  return pictures;
}

function onlyOne(subjects: readonly Subject[]): Subject {
  const [subject, another] = subjects;
  if (subject && !another) return subject;
  const found = `found ${subjects.length} systems`;
  throw new InputError('MAP_SUBJECT', `--format svg: ${found}; expected one --stage`);
}
