import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProject } from '../project.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'project-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function load(content: string) {
  writeFileSync(join(directory, 'project.yml'), content);
  return loadProject(directory);
}

describe('loadProject', () => {
  it('reads the project of this repository', () => {
    expect(loadProject()).toEqual({ name: 'private-lambda', prefix: 'private-lambda' });
  });

  it('takes the name for the prefix, cut to 20 characters', () => {
    expect(load('name: shop').prefix).toBe('shop');
    expect(load('name: sgx').prefix).toBe('sgx');
    expect(load('name: the-web-shop-of-the-company').prefix).toMatch(/^[a-z][a-z0-9-]{0,19}$/);
  });

  it('takes a prefix that is stated', () => {
    expect(load('name: the-web-shop-of-the-company\nprefix: shop')).toEqual({
      name: 'the-web-shop-of-the-company',
      prefix: 'shop',
    });
  });

  it.each([
    ['name: Shop', 'name: found "Shop", expected small letters'],
    ['name: bücher', 'name: found "bücher", expected small letters'],
    ['name: shop-', 'name: found "shop-", expected small letters'],
    ['name: my--shop', 'name: found "my--shop", expected small letters'],
    ['name: 7shops', 'name: found "7shops", expected small letters'],
    ['name: 7', 'name: found 7, expected string'],
    [`name: ${'a'.repeat(41)}`, 'name: found 41 characters, expected at most 40'],
    [`name: ${'a'.repeat(60)}`, 'name: found 60 characters, expected at most 40'],
    [
      'name: shop\nprefix: a-prefix-of-some-length',
      'prefix: found 23 characters, expected at most 20',
    ],
    ['name: sg', 'prefix: found "sg", expected another beginning than sg-, which AWS keeps'],
    ['name: internal-tools', 'prefix: found "internal-tools", expected another beginning than int'],
    ['name: shop\nprefix: sthree', 'prefix: found "sthree", expected another beginning than sth'],
    ['', 'name: found undefined, expected "name"'],
    ['name: shop\ncolour: red', 'colour: unknown key; there are: name, prefix'],
  ])('refuses %j in one line', (content, line) => {
    expect(() => load(content)).toThrow(new RegExp(`^config/project\\.yml: ${line}`));
  });

  it('refuses what is no map', () => {
    expect(() => load('- name')).toThrow(/project\.yml must hold a YAML map$/);
  });
});
