import { collectHeaders, findHeader, hasMoreHeadersThan } from '../../src/http/header-lookup.ts';

describe('findHeader', () => {
  it('finds an exact name first, and one of another case otherwise', () => {
    expect(findHeader({ 'X-A': '1', 'x-a': '2' }, 'x-a')).toBe('2');
    expect(findHeader({ 'X-A': '1' }, 'x-a')).toBe('1');
  });

  it('joins repeated values and gives nothing for none', () => {
    expect(findHeader({ a: ['1', '2'] }, 'a')).toBe('1, 2');
    expect(findHeader({ a: ['1'] }, 'a')).toBe('1');
    expect(findHeader({ a: [] }, 'a')).toBeUndefined();
    expect(findHeader({ a: '' }, 'a')).toBe('');
    expect(findHeader({}, 'a')).toBeUndefined();
    expect(findHeader(undefined, 'a')).toBeUndefined();
  });

  it('finds nothing in the prototype', () => {
    expect(findHeader({}, 'constructor')).toBeUndefined();
    expect(findHeader({}, '__proto__')).toBeUndefined();
    expect(findHeader(JSON.parse('{"__proto__":"x"}'), '__proto__')).toBe('x');
  });
});

describe('collectHeaders', () => {
  it('makes a map without prototype, so that any name is a name', () => {
    const headers = collectHeaders(JSON.parse('{"__proto__":"x","Constructor":["y"]}'));
    expect(Object.getPrototypeOf(headers)).toBeNull();
    expect(Object.entries(headers)).toEqual([
      ['__proto__', ['x']],
      ['constructor', ['y']],
    ]);
    expect(Object.keys(collectHeaders(undefined))).toEqual([]);
  });
});

describe('hasMoreHeadersThan', () => {
  it.each([
    [{}, 0, false],
    [{ a: '1' }, 0, true],
    [{ a: '1', b: ['2'] }, 2, false],
    [{ a: ['1', '2'], b: '3' }, 2, true],
    [{ a: [] }, 0, false],
    [undefined, 0, false],
  ])('says of %j and %i: %s', (headers, limit, expected) => {
    expect(hasMoreHeadersThan(headers, limit)).toBe(expected);
  });
});
