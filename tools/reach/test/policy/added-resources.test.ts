import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadSystem } from '../../src/loading/load-system.ts';
import { checkClaims } from '../../src/policy/check-policy.ts';
import { parseYamlTemplate } from '../../src/template/parse-yaml-template.ts';
import type { System } from '../../src/template/system.ts';
import { explain, setIn } from '../change-system.ts';
import { TemporaryFiles } from '../make-system.ts';

/** A case of `added-resources.yml`, which says what each of these is. */
interface Case {
  readonly name: string;
  readonly add?: object;
  readonly top?: object;
  readonly more?: object;
  readonly functionName?: unknown;
  readonly given?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly breaks?: Readonly<Record<string, string>>;
  readonly asks?: Readonly<Record<string, string>>;
}

const CLAIMS = {
  internet: { blocked: { from: 'internet', to: 'network/Function', ports: 80 } },
  only: {
    only: {
      from: { wearing: 'network/KeyGroup', in: ['network/Subnet'] },
      to: 'network/Function',
      ports: 80,
    },
  },
  doors: { doors: { of: 'network/Function', exactly: ['load-balancer network/TargetGroup'] } },
  addresses: { noPublicAddress: ['network/Balancer'] },
};

const NETWORK = join(__dirname, '../topologies/vpc-links/network.yml');

/** A YAML file with CloudFormation's short tags, as JSON. */
function readJson(file: string): string {
  return JSON.stringify(parseYamlTemplate(readFileSync(file, 'utf8')).data);
}

const cases: readonly Case[] = JSON.parse(readJson(join(__dirname, 'added-resources.yml')));

let files: TemporaryFiles;
let policy: string;

beforeAll(() => {
  files = new TemporaryFiles();
  const claims = Object.entries(CLAIMS).map(([id, claim]) => ({ id, says: 'x', ...claim }));
  policy = files.write(
    'policy.yml',
    stringify({ version: 1, stacks: { network: 'network' }, claims }),
  );
});
afterAll(() => files.remove());

/** The network with what a case adds to it. */
function systemOf({ add = {}, top = {}, more, functionName, given = {} }: Case): Promise<System> {
  const network: { readonly Resources: object } = JSON.parse(readJson(NETWORK));
  const template = { ...network, ...top, Resources: { ...network.Resources, ...add } };
  setIn(template.Resources, ['Function', 'Properties', 'FunctionName'], functionName);
  return loadSystem({
    stacks: [
      { name: 'network', file: files.write('network.json', template) },
      ...(more === undefined ? [] : [{ name: 'more', file: files.write('more.json', more) }]),
    ],
    parameters: new Map(
      Object.entries(given).map(([stack, values]) => [stack, new Map(Object.entries(values))]),
    ),
  });
}

describe('A network to which somebody adds', () => {
  it.each(cases)('$name', async ({ breaks = {}, asks = {}, ...added }) => {
    const system = await systemOf(added);
    const outcomes = checkClaims(policy, system).claims.map(({ id, outcome }) => [id, outcome]);
    const expected = Object.keys(CLAIMS).map((id) => [id, breaks[id] ?? 'satisfied']);
    if (Object.keys(asks).length === 0) expect(outcomes).toEqual(expected);
    const answers = Object.keys(asks).map((ask) => [ask, explain(system, ask).verdict]);
    expect(Object.fromEntries(answers)).toEqual(asks);
  });
});
