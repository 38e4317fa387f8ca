import { fillBlocks, readBlocks } from '../../src/docs/fill-blocks.ts';

const page = 'a\n<!-- costs: fixed -->\nold\n<!-- /costs -->\nb\n';

describe('the blocks of a page', () => {
  it('are replaced, and nothing else is', () => {
    const filled = fillBlocks('page.md', page, { fixed: 'new $1' });

    expect(filled).toBe('a\n<!-- costs: fixed -->\nnew $1\n<!-- /costs -->\nb\n');
    expect(readBlocks(filled)).toEqual({ fixed: 'new $1' });
  });

  it('must be there, and be known', () => {
    expect(() => fillBlocks('page.md', 'no block', {})).toThrow('page.md has no');
    expect(() => fillBlocks('page.md', page, { keys: '' })).toThrow(
      'no block fixed; there are keys',
    );
  });
});
