import { HOSTILE_TEXTS, refuseActing } from '../../../command-line/test/support/hostile-texts.ts';
import { Reporter } from '../../src/report/reporter.ts';

it.each(HOSTILE_TEXTS)(
  '%s in what an act says is one line that acts on nothing',
  async (_, text) => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    const reporter = new Reporter(process.stdout, { CI: 'true' });
    reporter.say(text);
    await reporter.during('one', async () => text);
    reporter.failure('two', text);
    reporter.close();
    const lines = write.mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      refuseActing(line);
      expect(line).toMatch(/^[^\n]+\n$/);
    }
  },
);
