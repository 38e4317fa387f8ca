import { Analysis } from '../../src/analysis/analysis.ts';
import { buildGraph } from '../../src/analysis/graph.ts';
import { checkClaims } from '../../src/policy/check-policy.ts';
import { SMALL_TEMPLATE, TemporaryFiles } from '../make-system.ts';
import { parseTemplateData } from '../make-template.ts';

let files: TemporaryFiles;
beforeAll(() => {
  files = new TemporaryFiles();
});
afterAll(() => files.remove());

const { Client, Server, Group, ...others } = SMALL_TEMPLATE.Resources;

/** So many clients and servers, of which each admits so many ports. */
function systemOf(nodes: number, ports: number) {
  const rules = Array.from({ length: ports }, (_, index) => ({
    IpProtocol: 'tcp',
    FromPort: index + 1,
    ToPort: index + 1,
    CidrIp: '10.0.0.0/16',
  }));
  const properties = { ...Group.Properties, SecurityGroupIngress: rules };
  return parseTemplateData({
    Resources: {
      ...others,
      Group: { ...Group, Properties: properties },
      ...Object.fromEntries(Array.from({ length: nodes }, (_, index) => [`S${index}`, Server])),
    },
  });
}

describe('The questions about a system', () => {
  it('end in one line where a graph would ask too many', () => {
    expect(() => buildGraph(new Analysis(systemOf(5, 10)))).not.toThrow();
    expect(() => buildGraph(new Analysis(systemOf(20, 24_000)))).toThrow(
      expect.objectContaining({
        code: 'REACH_TOO_LARGE',
        message: expect.stringMatching(/^21 nodes make \d+ questions, expected at most 10000000; /),
      }),
    );
  });

  it('end in one line where the claims have too many answers to write down', () => {
    const ports = Array.from({ length: 51_000 }, (_, index) => index + 1);
    const claims = ['one', 'two'].map((id) => ({
      id,
      says: 'nobody comes here',
      reachable: { from: 'internet', to: 'a/S0', ports },
    }));
    const check = (count: number) => () =>
      checkClaims(
        files.write('policy.json', {
          version: 1,
          stacks: { a: 'a' },
          claims: claims.slice(0, count),
        }),
        systemOf(1, 1),
      );
    expect(check(1)).not.toThrow();
    expect(check(2)).toThrow('the claims have more than 100000 answers to write down');
  });
});
