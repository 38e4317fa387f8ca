import { diffSystems } from 'cfn-reach/src/diff/diff-systems.ts';
import { Side } from 'cfn-reach/src/diff/side.ts';
import { changed, loadStacks } from '../../../reach/test/change-system.ts';
import { SMALL_TEMPLATE, TemporaryFiles } from '../../../reach/test/make-system.ts';
import { makeDrawing, makePicture } from '../../src/picture/make-picture.ts';
import { answersTo, questionsOf } from '../../src/view/questions.ts';
import { frozenSubject } from '../make-pictures.ts';

jest.setTimeout(60_000);

const files = new TemporaryFiles();
afterAll(() => files.remove());

const RULE = 'private-lambda-network-dev/ApiLoadBalancerIngressFromApiClient';
const BALANCER = 'private-lambda-protected-api-dev/ApiLoadBalancer';

/** The rule that admits the caller is taken away, or comes. */
async function subjects() {
  const { name, system } = await frozenSubject('dev');
  const without = changed(system, { remove: RULE });
  return {
    closing: { name, system: without, before: system },
    opening: { name, system, before: without },
  };
}

describe.each(['closing', 'opening'] as const)('the picture of a %s change', (which) => {
  it('has what reach diff says, and asks about it first', async () => {
    const subject = (await subjects())[which];
    const picture = await makePicture(subject);
    const [first] = questionsOf(picture);
    const shown = answersTo(picture, first?.show ?? '').map(
      ({ change, from, to, protocol, ports: [low, high] }) => ({
        change,
        from,
        to,
        protocol,
        ports: { from: low, to: high },
      }),
    );
    const { changes } = diffSystems(
      new Side('before', subject.before),
      new Side('after', subject.system),
    );
    expect(first?.show).toBe('changes');
    expect(shown.length).toBeGreaterThan(1);
    expect(shown).toEqual(
      changes.map(({ change, from, to, protocol, ports }) => ({
        change,
        from,
        to,
        protocol,
        ports,
      })),
    );
  });
});

describe('the picture of a change', () => {
  it('shows what is closed with the way that it had', async () => {
    const { answers, hops } = (await makeDrawing((await subjects()).closing)).picture;
    const closed = answers.find(({ change, to }) => change === 'closed' && to === BALANCER);
    expect(closed?.verdict).toBe('reachable');
    expect(closed?.hops.map((index) => hops[index]?.rule)).toContain(RULE);
  });

  it('answers every other question as it is after the change', async () => {
    const picture = await makePicture((await subjects()).closing);
    const verdicts = answersTo(picture, `to:${BALANCER}`).map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(['blocked']));
  });

  it('has what is there no more', async () => {
    const { name, system } = await frozenSubject('dev');
    const endpoint = 'private-lambda-network-dev/LogsEndpoint';
    const { items, layout } = await makePicture({
      name,
      system: changed(system, { remove: endpoint }),
      before: system,
    });
    expect(items.map(({ id }) => id)).toContain(endpoint);
    expect(layout.items[endpoint]).toBeDefined();
  });

  it('says that nothing changed where nothing did', async () => {
    const { name, system } = await frozenSubject('dev');
    const picture = await makePicture({ name, system, before: system });
    expect(questionsOf(picture)[0]?.show).toBe('changes');
    expect(answersTo(picture, 'changes')).toEqual([]);
  });

  it('shows the ports that two rules open apart, each with its own rule', async () => {
    const { Group, ...resources } = SMALL_TEMPLATE.Resources;
    const group = { ...Group, Properties: { ...Group.Properties, SecurityGroupIngress: [] } };
    const load = (name: string, rules: object) =>
      loadStacks([
        ['app', files.write(name, { Resources: { ...resources, Group: group, ...rules } })],
      ]);
    const rule = (port: number) => ({
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: { Ref: 'Group' },
        IpProtocol: 'tcp',
        FromPort: port,
        ToPort: port,
        CidrIp: '10.0.0.0/16',
      },
    });
    const before = await load('before.json', {});
    const system = await load('after.json', { RuleA: rule(80), RuleB: rule(81) });
    const { answers, hops } = await makePicture({ name: 'app', system, before });
    const opened = answers.filter(({ change, to }) => change === 'opened' && to === 'app/Server');
    expect(
      opened.map(({ ports, hops: own }) => [
        ports,
        own.flatMap((index) => hops[index]?.rule ?? []).filter((id) => id.includes('Rule')),
      ]),
    ).toEqual([
      [[80, 80], ['app/RuleA']],
      [[81, 81], ['app/RuleB']],
    ]);
  });
});
