import { execFileSync } from 'node:child_process';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

/** Of each file: line ends in git (`i/…`), in the work tree (`w/…`), and what `.gitattributes` asks for. */
function lineEnds(): readonly string[] {
  const options = { cwd: repositoryRoot, encoding: 'utf8' } as const;
  try {
    return execFileSync('git', ['ls-files', '--eol'], options).trim().split('\n');
  } catch {
    return []; // no git: what was unpacked is what there is
  }
}

it('every text file is checked out with LF, on Windows too', () => {
  const isRight = /^i\/(lf|none|-text)\s+w\/\S*\s+attr\/text=auto eol=lf\s/;

  expect(lineEnds().filter((line) => !isRight.test(line))).toEqual([]);
  expect('i/crlf  w/crlf  attr/                 \t.ci/run').not.toMatch(isRight);
});
