import { isFrozen, readTemplate, testedStages } from '../../support/packaged-template.ts';
import { resolveTemplate } from '../../support/resolve-template.ts';
import type { Template } from '../../support/template.ts';

/** What of an existing VPC the stage file names: `existingVpc` as the parameters of the network. */
export const VPC = { ExistingVpcId: 'vpc-1' };
export const GATEWAY = { ExistingInternetGatewayId: 'igw-1' };
const subnets = (tier: 'Public' | 'Private') =>
  Object.fromEntries(
    ['A', 'B', 'C'].map((letter) => [
      `Existing${tier}Subnet${letter}`,
      `subnet-${tier}${letter}`.toLowerCase(),
    ]),
  );
const LOGS = { ExistingLogsEndpointId: 'vpce-1', ExistingLogsEndpointSecurityGroupId: 'sg-1' };
const NOTHING_MADE = {
  NatMode: 'none',
  WithLogsEndpoint: 'false',
  WithContainerEndpoints: 'false',
};

const MADE = { WithLogsEndpoint: 'true', WithContainerEndpoints: 'false' };

/** The values that name something that is there, as they are in a VPC of its own. */
export const unset = (parameters: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.keys(parameters)
      .filter((name) => name.startsWith('Existing'))
      .map((name) => [name, '']),
  );

/** Each is a way to stand in an existing VPC. */
const WAYS = [
  { way: 'between its public subnets', given: { ...VPC, ...GATEWAY, ...subnets('Public') } },
  { way: 'with own public subnets', given: { ...VPC, ...GATEWAY } },
  { way: 'without a way out', given: { ...VPC, NatMode: 'none' } },
  { way: 'with its logs endpoint', given: { ...VPC, ...GATEWAY, ...subnets('Public'), ...LOGS } },
  { way: 'in its private subnets', given: { ...VPC, ...subnets('Private'), ...NOTHING_MADE } },
] as const;
type Way = (typeof WAYS)[number]['way'];

export interface Adopted {
  readonly title: string;
  readonly stage: string;
  readonly way: Way;
  readonly parameters: Readonly<Record<string, string>>;
  readonly template: Template;
}

const NAT_MODES = ['single', 'per-az', 'none', 'regional'];

/** The packaged network in an existing VPC, each way, in two zones and three, with each kind of way out. */
export function adopted(only?: Way): Adopted[] {
  return testedStages.flatMap((stage) => {
    const { template, parameters: sent } = readTemplate('network', stage);
    return WAYS.filter(({ way }) => only === undefined || way === only).flatMap(({ way, given }) =>
      ['AB', 'ABC'].flatMap((Azs) =>
        NAT_MODES.map((NatMode) => {
          const parameters = { ...sent, ...unset(sent), ...MADE, Azs, NatMode, ...given };
          const title = `${stage} ${way}, ${Azs}, ${parameters['NatMode']}`;
          return { title, stage, way, parameters, template: resolveTemplate(template, parameters) };
        }),
      ),
    );
  });
}

export type Claim = (adopted: Adopted) => string[];

interface Twin {
  readonly mistake: string;
  readonly way: Way;
  /** Without which the mistake cannot be made; else those with a gateway of a zone, where the way has one. */
  readonly natMode?: string;
  readonly make: (template: Template) => void;
  readonly named: string;
}

/** Holds a claim on every way, and holds that it fails when one of the mistakes is made. */
export function describeClaim(title: string, claim: Claim, twins: readonly Twin[]): void {
  describe(title, () => {
    it('holds each way', () => {
      const all = adopted();
      expect(all).toHaveLength(testedStages.length * WAYS.length * 2 * NAT_MODES.length);
      const problems = all.map((each) => ({ title: each.title, problems: claim(each) }));
      expect(problems.filter((each) => each.problems.length > 0)).toEqual([]);
    });

    if (!isFrozen) return;
    it.each(twins)('fails when $mistake', ({ way, natMode, make, named }) => {
      const wanted = natMode === undefined ? ['single', 'per-az'] : [natMode];
      const concerned = adopted(way).filter(({ parameters }) =>
        wanted.includes(parameters['NatMode'] ?? ''),
      );
      const cases = concerned.length > 0 ? concerned : adopted(way);
      for (const each of cases) {
        make(each.template);
        expect(claim(each).join('\n')).toContain(named);
      }
    });
  });
}
