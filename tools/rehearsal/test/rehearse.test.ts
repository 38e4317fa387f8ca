import { acts } from '../src/acts/acts.ts';
import { rehearse } from '../src/rehearse.ts';

describe('rehearse', () => {
  it('refuses an act of packets where none can be sent, and says why', async () => {
    const path = process.env['PATH'];
    process.env['PATH'] = '/nowhere';
    const played = rehearse({ only: 'network' });
    process.env['PATH'] = path;
    await expect(played).rejects.toMatchObject({
      code: 'REHEARSAL_NO_PACKETS',
      message: expect.stringContaining('there is no program'),
    });
  });

  it('refuses an act that does not exist and lists those there are', async () => {
    await expect(rehearse({ only: 'delete' })).rejects.toMatchObject({
      code: 'REHEARSAL_ACT_UNKNOWN',
      message: `Act "delete" does not exist; there are: ${acts.map(({ name }) => name).join(', ')}`,
    });
  });
});
