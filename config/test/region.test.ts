import { chooseRegion } from '../region.js';

const stage = { containerEndpoints: false };
const option = (name: string) => ({ name, from: '--region' });

describe('chooseRegion', () => {
  it('takes the Region that somebody names, else us-east-1', () => {
    expect(chooseRegion(stage, option('eu-west-1'))).toEqual({ region: 'eu-west-1' });
    expect(chooseRegion(stage, undefined)).toEqual({ region: 'us-east-1' });
  });

  it('takes that of the stage where it has one', () => {
    const pinned = { ...stage, region: 'eu-central-1' };
    expect(chooseRegion(pinned, undefined)).toEqual({ region: 'eu-central-1' });
    expect(chooseRegion(pinned, option('eu-central-1'))).toEqual({ region: 'eu-central-1' });
  });

  it('refuses another than that of the stage, and says where it stands', () => {
    expect(chooseRegion({ ...stage, region: 'eu-central-1' }, option('eu-west-1'))).toEqual({
      problem:
        '--region is eu-west-1, and the stage is for eu-central-1 only (region in its file); expected the same, or none',
    });
  });

  it('refuses endpoints that the Region has not', () => {
    expect(chooseRegion({ containerEndpoints: true }, option('cn-north-1'))).toEqual({
      problem: expect.stringContaining('expected containerEndpoints: false'),
    });
    expect(chooseRegion(stage, option('cn-north-1'))).toEqual({ region: 'cn-north-1' });
  });
});
