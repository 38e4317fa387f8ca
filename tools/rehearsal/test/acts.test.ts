import { acts, byName, lanes } from '../src/acts/acts.ts';

describe('the acts', () => {
  it('are each played in one lane, or by name alone', () => {
    const played = [...lanes.flat(), ...byName].map(({ name }) => name);
    expect(played.sort()).toEqual(acts.map(({ name }) => name).sort());
  });

  it('begin a lane in an empty account, and go on with a deployed system', () => {
    for (const [first, ...others] of lanes) {
      expect(first?.needs).toBe('an empty account');
      expect(others.map(({ needs }) => needs)).toEqual(others.map(() => 'the deployed system'));
    }
  });
});
