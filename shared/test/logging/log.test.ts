import { Writable } from 'node:stream';
import fc from 'fast-check';
import { createLog } from '../../src/logging/log.ts';
import { anyText } from '../support/any-text.ts';
import { recordLog } from '../support/recorded-log.ts';

describe('createLog', () => {
  it('writes one JSON value a line: level, time, service, message, fields', () => {
    const { log, lines, entries } = recordLog();
    log.info('a', { x: 1, left: undefined });
    log.warn('b');
    log.error('c');
    expect(entries()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        service: 'test',
        message: 'a',
        x: 1,
      },
      expect.objectContaining({ level: 'warn', message: 'b' }),
      expect.objectContaining({ level: 'error', message: 'c' }),
    ]);
    expect(lines.every((line) => /^[^\n]+\n$/.test(line))).toBe(true);
  });

  it.each([
    '\n',
    '\r',
    '\u0000',
    '\u001b[31m',
    '\u007f',
    '\u0085',
    '\u009b',
    '\u2028',
    '\u2029',
    '\ud800',
    '"}\n{"level":"info',
  ])('escapes %j, and the value is still the same', (text) => {
    const { log, lines, entries } = recordLog();
    log.info(text, { [text]: text });
    expect(lines).toHaveLength(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a line
    expect(lines[0]).toMatch(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]+\n$/);
    expect(entries()).toEqual([expect.objectContaining({ message: text, [text]: text })]);
  });

  it('writes any fields so that they are read back', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          anyText.filter((key) => key !== '__proto__'),
          fc.jsonValue(),
        ),
        (fields) => {
          const { log, lines, entries } = recordLog();
          log.info('x', { fields });
          expect(lines).toHaveLength(1);
          expect(entries()[0]?.['fields']).toEqual(JSON.parse(JSON.stringify(fields)));
        },
      ),
    );
  });

  it.each([
    ['a BigInt', 1n],
    ['a circle', Object.assign([], { 0: null, toJSON: () => circle() })],
    [
      'a toJSON that throws',
      {
        toJSON: () => {
          throw new Error('no');
        },
      },
    ],
  ])('loses the fields rather than the line over %s', (_what, value) => {
    const { log, entries } = recordLog();
    log.error('x', { value });
    expect(entries()).toEqual([expect.objectContaining({ message: 'x', unloggable: true })]);
  });

  it('writes to standard output by default', () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    createLog('s').info('x');
    expect(write).toHaveBeenCalledTimes(1);
    expect(write).toHaveBeenCalledWith(expect.stringMatching(/^\{.*"service":"s".*\}\n$/));
  });
});

function circle(): unknown {
  const self: Record<string, unknown> = {};
  self['self'] = self;
  return self;
}

describe('While nobody reads the lines', () => {
  it('no more than 4 MB of them are kept, and the next that is read says how many were lost', () => {
    let taken: () => void = () => {};
    const written: string[] = [];
    const output = new Writable({
      decodeStrings: false,
      write: (line, _encoding, done) => {
        written.push(line);
        taken = done;
      },
    });
    const log = createLog('test', output);
    for (let line = 0; line < 100; line++) log.info('x'.repeat(100_000));
    const kept = output.writableLength;
    while (output.writableLength > 0) taken();
    const before = written.length;
    log.info('read');
    taken();
    taken();
    log.info('read, too');

    expect(kept).toBeGreaterThan(3_900_000);
    expect(kept).toBeLessThan(4_200_000);
    expect(written.slice(before).map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', service: 'test', message: 'lines lost', lines: 100 - before },
      { message: 'read' },
      { message: 'read, too' },
    ]);
  });
});
