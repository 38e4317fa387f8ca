import fc from 'fast-check';
import { readView, writeView } from '../../src/view/view.ts';

describe('the fragment of the address', () => {
  it('says the same when it is read, whatever the names are', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.option(fc.string(), { nil: undefined }),
        (system, show, focus) => {
          expect(readView(writeView({ system, show, focus }))).toEqual({
            system,
            show,
            ...(focus === undefined ? {} : { focus }),
          });
        },
      ),
    );
  });

  it('may leave everything open', () => {
    expect(readView('')).toEqual({});
  });
});
