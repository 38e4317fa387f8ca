import { readPolicy } from '../../src/policy/policy-file.ts';
import { TemporaryFiles } from '../make-system.ts';

let files: TemporaryFiles;
beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

const claim = { id: 'a', says: 'b', only: { to: 'n/F', ports: 80, from: 'internet' } };
const policy = (changes: object) => ({
  version: 1,
  stacks: { n: 'n' },
  claims: [claim],
  ...changes,
});
const claimWith = (changes: object) => policy({ claims: [{ ...claim, ...changes }] });
const onlyWith = (changes: object) => claimWith({ only: { ...claim.only, ...changes } });

describe('readPolicy', () => {
  it('reads a policy', () => {
    expect(readPolicy(files.write('good.json', policy({}))).claims).toHaveLength(1);
  });

  it.each([
    [
      'a key of the file',
      policy({ claim: [] }),
      'the file: there is no key "claim"; did you mean claims?',
    ],
    [
      'a kind of claim',
      claimWith({ onli: {} }),
      'claims.0: there is no key "onli"; did you mean only?',
    ],
    [
      'a key of a claim',
      onlyWith({ port: 80 }),
      'claims.0.only: there is no key "port"; did you mean ports?',
    ],
    [
      'a key of an alternative',
      onlyWith({ from: { waering: 'n/G', in: 'n/S' } }),
      'claims.0.only.from: there is no key "waering"; did you mean wearing?',
    ],
    [
      'a key in a list',
      onlyWith({ from: ['internet', { wearing: 'n/G', on: 'n/S' }] }),
      'claims.0.only.from.1: there is no key "on"; did you mean in?',
    ],
    [
      'a key near to none',
      onlyWith({ destination: 'n/F' }),
      'claims.0.only: there is no key "destination"; expected one of from, ports, to',
    ],
    ['a missing key', claimWith({ says: undefined }), 'claims.0: the key "says" is missing'],
    [
      'the name of a stack',
      policy({ stacks: { '(a+)+$': 'n' } }),
      'stacks.(a+)+$: found "(a+)+$", expected a letter, then letters, digits, _ and -',
    ],
    [
      'an id',
      claimWith({ id: 'A b' }),
      'claims.0.id: found "A b", expected words joined by hyphens',
    ],
    ['a node', onlyWith({ to: 'nobody' }), /^claims\.0\.only\.to: found "nobody", expected /],
    [
      'no claim',
      policy({ claims: [{ id: 'a', says: 'b' }] }),
      /^claims\.0: found Object, expected exactly one of reachable, blocked/,
    ],
  ])('says the place, what it found and what is nearest: %s', (_, data, message) => {
    const file = files.write('bad.json', data);
    const expected = typeof message === 'string' ? `${file}: ${message}` : message;
    let said = '';
    try {
      readPolicy(file);
    } catch (error) {
      said = error instanceof Error ? error.message : '';
    }
    expect(typeof message === 'string' ? said : said.slice(file.length + 2)).toEqual(
      typeof message === 'string' ? expected : expect.stringMatching(message),
    );
  });

  it.each([
    ['a tag', 'version: !Ref A', /Unresolved tag: !Ref/],
    ['an alias to nothing', 'version: *a', /Unresolved alias|anchor/],
    ['broken YAML', 'version: [', /at line 1/],
  ])('refuses %s without a warning of Node', (_, text, reason) => {
    const warn = jest.spyOn(process, 'emitWarning');
    expect(() => readPolicy(files.write('bad.yml', text))).toThrow(reason);
    expect(warn).not.toHaveBeenCalled();
  });

  it('refuses what is no file', () => {
    expect(() => readPolicy('/dev/zero')).toThrow('/dev/zero: not a file; expected a policy');
  });
});
