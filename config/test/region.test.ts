import { chooseRegion, partitionOf } from '../region.js';

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

  it('refuses what is no Region', () => {
    expect(chooseRegion(stage, option('Ireland'))).toEqual({
      problem: '--region: found "Ireland", expected a Region such as eu-west-1',
    });
  });

  it.each(['cn-north-1', 'eusc-de-east-1', 'us-iso-east-1'])(
    'refuses endpoints that %s has under other names',
    (region) => {
      expect(chooseRegion({ containerEndpoints: true }, option(region))).toEqual({
        problem: expect.stringContaining('expected containerEndpoints: false'),
      });
    },
  );

  it('refuses what is of another Region than the one that is named, or taken', () => {
    const topic = { ...stage, alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:on-call' };
    expect(chooseRegion(topic, option('eu-west-1'))).toEqual({ region: 'eu-west-1' });
    for (const said of [option('eu-west-3'), undefined]) {
      expect(chooseRegion(topic, said)).toEqual({
        problem: expect.stringMatching(
          /^alarmTopicArn is arn:.* and the Region is [eu]\S+; expected/,
        ),
      });
    }
  });

  it('knows which partition a Region is of', () => {
    expect(
      ['eu-west-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1', 'eu-isoe-west-1'].map(
        (region) => partitionOf(region).id,
      ),
    ).toEqual(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso-e']);
  });

  it('takes endpoints elsewhere', () => {
    expect(chooseRegion({ containerEndpoints: true }, option('us-gov-west-1'))).toEqual({
      region: 'us-gov-west-1',
    });
    expect(chooseRegion(stage, option('cn-north-1'))).toEqual({ region: 'cn-north-1' });
  });
});
