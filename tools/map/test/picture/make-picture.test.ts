import { join } from 'node:path';
import { Analysis } from 'cfn-reach/src/analysis/analysis.ts';
import type { Answer } from 'cfn-reach/src/analysis/answer.ts';
import { loadSystem } from 'cfn-reach/src/loading/load-system.ts';
import { representativePorts } from 'cfn-reach/src/model/representative-ports.ts';
import { checkClaims } from 'cfn-reach/src/policy/check-policy.ts';
import type { World } from 'cfn-reach/src/policy/world.ts';
import { changed, loadStacks } from '../../../reach/test/change-system.ts';
import { SMALL_TEMPLATE, TemporaryFiles } from '../../../reach/test/make-system.ts';
import { makePicture } from '../../src/picture/make-picture.ts';
import type { Picture, ShownAnswer } from '../../src/picture/picture.ts';
import type { Subject } from '../../src/subject/subject.ts';
import { answersTo } from '../../src/view/questions.ts';
import { frozenSubject, listTopologies, topologySubject } from '../make-pictures.ts';

jest.setTimeout(120_000);

const files = new TemporaryFiles();
afterAll(() => files.remove());

const SNAPSHOTS = join(__dirname, '..', '..', '..', 'reach', 'test', 'inventory', 'snapshots');

/** A function in a VPC that no template has. */
async function inventorySubject(): Promise<Subject> {
  const file = files.write('inside.json', {
    Resources: {
      Client: {
        Type: 'AWS::Lambda::Function',
        Properties: { VpcConfig: { SubnetIds: ['subnet-3'], SecurityGroupIds: ['sg-app'] } },
      },
    },
  });
  const inventory = join(SNAPSHOTS, 'nat-and-balancer.json');
  const stacks = [{ name: 'app', file }];
  return { name: 'inside', system: await loadSystem({ stacks, inventory }) };
}

const SUBJECTS: readonly [name: string, make: () => Promise<Subject>][] = [
  ['dev', () => frozenSubject('dev')],
  ['a stack in a VPC of an inventory', inventorySubject],
  ['dev with the ECS caller', () => frozenSubject('dev', true)],
  ['prod with the ECS caller', () => frozenSubject('prod', true)],
  ...listTopologies().map((name): [string, () => Promise<Subject>] => [
    name,
    () => topologySubject(name),
  ]),
];

/** What both say of an answer, without the words. */
const shortly = ({ verdict, blockedBy, hops }: Answer) => ({
  verdict,
  blockedBy,
  hops: hops.map(({ at, step, allowed, rule, unknown }) => ({ at, step, allowed, rule, unknown })),
});

const shownShortly = ({ verdict, blockedBy, hops }: ShownAnswer, picture: Picture) => ({
  verdict,
  blockedBy,
  hops: hops.map((index) => {
    const { at, step, allowed, rule, unknown } = picture.hops[index] ?? {};
    return { at, step, allowed, rule, unknown };
  }),
});

describe.each(SUBJECTS)('the picture of %s', (_, make) => {
  it('says of every pair, at every port that rules tell apart, what explain says', async () => {
    const subject = await make();
    const picture = await makePicture(subject);
    const analysis = new Analysis(subject.system);
    const networks = (analysis.cases ?? []).map(({ result }) => result.reachability.network);
    const ports = representativePorts(networks);
    const own = picture.answers.filter(({ supposed }) => !supposed);
    const asked: unknown[] = [];
    const shown: unknown[] = [];
    for (const { id: from } of picture.items.filter(({ opens }) => opens)) {
      for (const { id: to } of picture.items.filter(({ answers }) => answers)) {
        if (from === to || (from === 'internet' && to.startsWith('aws:'))) continue;
        const pair = own.filter((answer) => answer.from === from && answer.to === to);
        for (const protocol of ['tcp', 'udp'] as const) {
          for (const port of ports) {
            asked.push(shortly(analysis.explain({ from, to, protocol, port })));
            const covering = pair.filter(
              ({ protocol: its, ports: [first, last] }) =>
                its === protocol && first <= port && port <= last,
            );
            shown.push(...covering.map((answer) => shownShortly(answer, picture)));
          }
        }
      }
    }
    expect(asked.length).toBeGreaterThan(0);
    expect(shown).toEqual(asked);
  });

  it('has a way for each answer that is open, or may be, through what is drawn', async () => {
    const { answers, items, layout } = await makePicture(await make());
    const drawn = new Set(items.map(({ id }) => id));
    for (const { from, via, to, supposed } of answers) {
      const ends = supposed ? [] : [from, to];
      expect([...ends, ...via].filter((id) => !drawn.has(id) || !layout.items[id])).toEqual([]);
    }
  });
});

describe('an answer', () => {
  it('is in the words of explain, for the first of its ports', async () => {
    const subject = await frozenSubject('dev');
    const { answers, hops } = await makePicture(subject);
    const analysis = new Analysis(subject.system);
    for (const { from, to, protocol, ports, hops: own, supposed } of answers) {
      if (supposed) continue;
      const said = analysis.explain({ from, to, protocol, port: ports[0] });
      expect(own.map((index) => hops[index]?.because)).toEqual(
        said.hops.map(({ because }) => because),
      );
    }
  });

  it('follows its hops: caller, load balancer, function', async () => {
    const { answers, items } = await makePicture(await frozenSubject('dev'));
    const named = (id: string) => items.find((item) => item.id === id)?.name ?? id;
    const ways = answers
      .filter(({ verdict, supposed }) => verdict === 'reachable' && !supposed)
      .map(({ from, via, to }) => [from, ...via, to].map(named));
    expect(ways).toContainEqual([
      'public-caller/ApiLambdaFunction',
      'protected-api/ApiLoadBalancer',
      'protected-api/ApiLambdaFunction',
    ]);
  });

  it('that is reachable says what would close it', async () => {
    const { answers } = await makePicture(await frozenSubject('dev'));
    const way = answers.find(
      ({ to, verdict, ports }) =>
        to.endsWith('protected-api-dev/ApiLambdaFunction') &&
        verdict === 'reachable' &&
        ports[0] === 80,
    );
    expect(way?.remedy).toMatch(/remove or narrow \S+\/ApiLoadBalancerIngressFromApiClient/);
  });
});

describe('a claim', () => {
  it('has the answers that it was decided by', async () => {
    const { claims, answers } = await makePicture(await frozenSubject('dev'));
    const claim = claims.find(({ id }) => id === 'only-api-clients-reach-the-protected-function');
    const evidence = claim?.evidence?.map((index) => answers[index]);
    expect(claim).toMatchObject({ outcome: 'satisfied', findings: [] });
    expect(evidence?.length).toBeGreaterThan(5);
    expect(evidence?.every((answer) => answer?.verdict === 'blocked')).toBe(true);
  });

  it('shows at each port what was asked at it, and no port that was not asked about', async () => {
    const subject = await frozenSubject('dev', true);
    const picture = await makePicture(subject);
    const { policyFile = '', ...policy } = subject.policy ?? {};
    const worlds = new Map<string, World>();
    const asked = new Set<string>();
    const heard = (claim: string, answer: () => Answer, world: World) => {
      const { from, to, port } = answer();
      worlds.set(claim, world);
      asked.add([claim, from, to, port].join());
    };
    checkClaims(policyFile, subject.system, { ...policy, heard });
    const ports = representativePorts(
      (new Analysis(subject.system).cases ?? []).map(({ result }) => result.reachability.network),
    );
    let checked = 0;
    for (const { id, evidence = [] } of picture.claims) {
      for (const index of evidence) {
        const shown = picture.answers[index];
        if (!shown?.supposed) continue;
        const {
          from,
          to,
          ports: [first, last],
        } = shown;
        for (const port of new Set([
          first,
          ...ports.filter((each) => first < each && each <= last),
        ])) {
          const answers = worlds.get(id)?.ask(from, to, port) ?? [];
          expect(asked).toContain([id, from, to, port].join());
          expect(answers.map(({ answer }) => shortly(answer()))).toContainEqual(
            shownShortly(shown, picture),
          );
          checked += 1;
        }
      }
    }
    expect(checked).toBeGreaterThan(100);
  });

  it('that is about all ports but one leaves that one out', async () => {
    const { claims, answers } = await makePicture(await frozenSubject('dev'));
    const claim = claims.find(({ id }) => id === 'internet-clients-leave-on-https-only');
    const shown = claim?.evidence?.map((index) => answers[index]?.ports);
    expect(new Set(shown?.map((ports) => ports?.join('-')))).toEqual(
      new Set(['1-442', '444-65535']),
    );
  });

  it.each([
    ['drawn items', 'app/Client'],
    ['whom it supposes', { wearing: 'app/Group', in: ['app/Subnet'] }],
  ])('that is violated by %s has each answer once', async (_, from) => {
    const rule = { IpProtocol: 'tcp', CidrIp: '10.0.0.0/16' };
    const opened = changed(await loadStacks([['app', files.write('app.json', SMALL_TEMPLATE)]]), {
      put: 'app/Group.SecurityGroupIngress',
      value: [
        { ...rule, FromPort: 443, ToPort: 443 },
        { ...rule, FromPort: 8000, ToPort: 8100 },
      ],
    });
    const blocked = { from, to: 'app/Server', ports: 'any' };
    const policyFile = files.write('claims.json', {
      version: 1,
      stacks: { app: 'app' },
      claims: [{ id: 'one', says: 'It is not reached.', blocked }],
    });
    const picture = await makePicture({ name: 'app', system: opened, policy: { policyFile } });
    const open = answersTo(picture, 'claim:one').filter(({ verdict }) => verdict === 'reachable');
    expect(open.length).toBeGreaterThan(0);
    for (const source of new Set(open.map((answer) => answer.from))) {
      const own = open.filter((answer) => answer.from === source);
      expect(own.map(({ ports }) => ports)).toEqual([
        [443, 443],
        [8000, 8100],
      ]);
    }
    expect(picture.claims[0]?.findings.map(({ answer }) => picture.answers[answer ?? -1])).toEqual(
      expect.arrayContaining(open),
    );
  });

  it.each([
    ['one outcome', true, { 'Fn::Equals': ['a', 'a'] }],
    ['several outcomes', false, { 'Fn::Equals': [{ Ref: 'Given' }, 'a'] }],
  ])(
    'of a system whose conditions have %s: that its answers are kept is %s',
    async (_, kept, IsOn) => {
      const client = { ...SMALL_TEMPLATE.Resources.Client, Condition: 'IsOn' };
      const file = files.write('app.json', {
        Parameters: { Given: { Type: 'String' } },
        Conditions: { IsOn },
        Resources: { ...SMALL_TEMPLATE.Resources, Other: client },
      });
      const reachable = { from: 'app/Client', to: 'app/Server', ports: 443 };
      const policyFile = files.write('claims.json', {
        version: 1,
        stacks: { app: 'app' },
        claims: [{ id: 'one', says: 'It is reached.', reachable }],
      });
      const system = await loadStacks([['app', file]]);
      const { claims } = await makePicture({ name: 'app', system, policy: { policyFile } });
      expect(claims[0]?.outcome).toBe('satisfied');
      expect(claims[0]?.evidence?.length).toBe(kept ? 1 : undefined);
    },
  );
});

it('a load balancer of an inventory has the name that it has in the account', async () => {
  const { items } = await makePicture(await inventorySubject());
  expect(items.map(({ name }) => name)).toContain('vpc/shop/50dc6c495c0c9188');
});
