import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readProject, stackNameOf } from '../src/stack-name.ts';

function rootWith(project: string): string {
  const root = mkdtempSync(join(tmpdir(), 'project-'));
  mkdirSync(join(root, 'config'));
  writeFileSync(join(root, 'config', 'project.yml'), project);
  return root;
}

describe('stackNameOf', () => {
  it('begins with the prefix of the project', () => {
    expect(stackNameOf('network', 'dev')).toBe(`${readProject().prefix}-network-dev`);
    expect(stackNameOf('network', 'dev', rootWith('name: shop'))).toBe('shop-network-dev');
  });

  it('refuses a wrong project in one line, as bad input', () => {
    expect(() => stackNameOf('network', 'dev', rootWith('name: Shop'))).toThrow(
      expect.objectContaining({ name: 'InputError', code: 'PROJECT_VALUE_INVALID' }),
    );
  });
});
