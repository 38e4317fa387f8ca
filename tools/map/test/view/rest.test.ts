import { isRestBlocked } from '../../src/view/rest.ts';

const named = { label: '', name: '', stack: '', lines: [], file: '', opens: true, answers: true };
const large = {
  hasBlocked: false,
  items: [
    { ...named, id: 'internet', kind: 'internet', isBehindBalancer: false },
    { ...named, id: 'aws:s3', kind: 'aws-service', isBehindBalancer: false },
    { ...named, id: 'app/Client', kind: 'function', isBehindBalancer: false },
  ],
} as const;

describe('what a large picture does not list', () => {
  it.each(['to:app/Client', 'from:app/Client', 'node:app/Client', 'to:internet'])(
    'is blocked in %s',
    (show) => {
      expect(isRestBlocked(large, { show })).toBe(true);
      expect(isRestBlocked({ ...large, hasBlocked: true }, { show })).toBe(false);
      expect(isRestBlocked(large, { show, focus: 'line:one' })).toBe(false);
    },
  );

  it.each(['claim:one', 'changes', 'from:internet', 'node:internet', 'to:aws:s3', 'to:nobody'])(
    'may be anything in %s',
    (show) => {
      expect(isRestBlocked(large, { show })).toBe(false);
    },
  );
});
