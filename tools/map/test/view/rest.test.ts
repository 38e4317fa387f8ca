import { isRestBlocked } from '../../src/view/rest.ts';

const named = {
  label: '',
  name: '',
  stack: '',
  lines: [],
  doors: [],
  file: '',
  opens: true,
  answers: true,
  isBehindBalancer: false,
};
const large = {
  hasBlocked: false,
  items: [
    { ...named, id: 'internet', kind: 'internet' },
    { ...named, id: 'aws:s3', kind: 'aws-service' },
    { ...named, id: 'app/Client', kind: 'function' },
    { ...named, id: 'app/Database', kind: 'other', opens: false },
    { ...named, id: 'app/Gateway', kind: 'gateway', opens: false, answers: false },
  ],
} as const;

describe('what a large picture does not list', () => {
  it.each([
    'to:app/Client',
    'from:app/Client',
    'node:app/Client',
    'to:app/Database',
    'to:internet',
  ])('is blocked in %s', (show) => {
    expect(isRestBlocked(large, { show })).toBe(true);
    expect(isRestBlocked({ ...large, hasBlocked: true }, { show })).toBe(false);
    expect(isRestBlocked(large, { show, focus: 'line:one' })).toBe(false);
  });

  it.each([
    'claim:one',
    'changes',
    'from:internet',
    'node:internet',
    'to:aws:s3',
    'to:nobody',
    'from:app/Database',
    'node:app/Database',
    'to:app/Gateway',
    'from:app/Gateway',
    'node:app/Gateway',
  ])('may be anything in %s', (show) => {
    expect(isRestBlocked(large, { show })).toBe(false);
  });
});
