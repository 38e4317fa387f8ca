import { acts, byName, lanes, withNetwork } from '../src/acts/acts.ts';

describe('the acts', () => {
  it('are each played in one lane, or by name alone', () => {
    const played = [...lanes.flat(), ...byName].map(({ name }) => name);
    expect(played.sort()).toEqual(acts.map(({ name }) => name).sort());
  });

  it('of packets go around the deploy, and around the ECS caller where one is deployed', () => {
    const names = (hasEcsCaller: boolean) =>
      lanes.map((lane) =>
        withNetwork(lane, hasEcsCaller)
          .map(({ name }) => name)
          .join(' '),
      );
    expect(names(false)[0]).toMatch(/^deploy network network-claims network-faults call /);
    expect(names(true)[0]).toMatch(
      /^deploy network network-claims network-faults network-ecs call /,
    );
    expect(names(false)[2]).toBe('variants network-ecs ecs');
    expect(withNetwork(lanes[1] ?? [], true)).toEqual(lanes[1]);
  });

  it('begin a lane in an empty account, and go on with a deployed system', () => {
    for (const [first, ...others] of lanes) {
      expect(first?.needs).toBe('an empty account');
      expect(others.map(({ needs }) => needs)).toEqual(others.map(() => 'the deployed system'));
    }
  });
});
