import { acts } from '../src/acts/acts.ts';
import { rehearse } from '../src/rehearse.ts';

describe('rehearse', () => {
  it('refuses an act that does not exist and lists those there are', async () => {
    await expect(rehearse({ only: 'delete' })).rejects.toMatchObject({
      code: 'REHEARSAL_ACT_UNKNOWN',
      message: `Act "delete" does not exist; there are: ${acts.map(({ name }) => name).join(', ')}`,
    });
  });
});
