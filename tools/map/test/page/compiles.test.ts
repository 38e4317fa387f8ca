import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';

jest.setTimeout(120_000);

// The rest of the repository is compiled without the names of a browser.
it('the script of the page compiles, with what a browser has', () => {
  const tsc = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const project = join(__dirname, '..', '..', 'src', 'page');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '-p', project], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
