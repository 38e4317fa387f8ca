import { join } from 'node:path';
import { Analysis } from '../../src/analysis/analysis.ts';
import { loadSystem } from '../../src/loading/load-system.ts';
import { TemporaryFiles } from '../make-system.ts';

/**
 * Small VPCs, each one file as somebody would put it together of the AWS CLI's answers, with answers worked out by hand
 * from AWS's pages. Nothing of a template is in the questions: who lives in the VPC is asked about by name.
 */
const empty = { Resources: {} };
const files = new TemporaryFiles();
afterAll(() => files.remove());

type Question = readonly [from: string, to: string, port: number, verdict: string, by?: string];

const ANSWERS: Readonly<Record<string, readonly Question[]>> = {
  'public-web': [
    ['internet', 'vpc/web', 443, 'reachable'],
    ['internet', 'vpc/i-1', 22, 'blocked'],
    ['internet', 'vpc/orders db', 5432, 'blocked'],
    ['vpc/web', 'vpc/orders db', 5432, 'reachable'],
    ['vpc/orders db', 'vpc/web', 443, 'reachable'],
    ['vpc/web', 'internet', 443, 'reachable'],
    // No public address, and a main table without a way out.
    ['vpc/orders db', 'internet', 443, 'blocked'],
  ],
  'nat-and-balancer': [
    ['internet', 'vpc/shop', 443, 'reachable'],
    ['internet', 'vpc/shop', 80, 'blocked'],
    ['internet', 'vpc/app-a', 8080, 'blocked'],
    ['vpc/shop', 'vpc/app-a', 8080, 'reachable'],
    ['vpc/shop', 'vpc/app-a', 8081, 'blocked'],
    ['vpc/app-a', 'internet', 443, 'reachable'],
    // Its NAT gateway is gone, and its route a black hole.
    ['vpc/app-b', 'internet', 443, 'blocked'],
    ['vpc/app-b', 'vpc/app-a', 8080, 'blocked'],
  ],
  'custom-acl': [
    // Nothing answers subnet-1: what leaves subnet-2 may go to subnet-3 alone, or to port 8080.
    ['vpc/one', 'vpc/two', 80, 'blocked', 'vpc/acl-2'],
    ['vpc/three', 'vpc/two', 80, 'reachable'],
    // Denied by the lower number.
    ['vpc/three', 'vpc/two', 8080, 'blocked', 'vpc/acl-2'],
    // Answers come from 8080 to ports that the ACL does not let in.
    ['vpc/two', 'vpc/one', 8080, 'blocked', 'vpc/acl-2'],
    ['vpc/one', 'vpc/three', 9000, 'reachable'],
  ],
  endpoints: [
    ['vpc/app', 'aws:logs', 443, 'reachable'],
    // The private name leads to the endpoint, whose group does not admit it.
    ['vpc/other', 'aws:logs', 443, 'blocked'],
    ['vpc/app', 'aws:s3', 443, 'reachable'],
    ['vpc/other', 'aws:s3', 443, 'blocked'],
    ['vpc/app', 'aws:dynamodb', 443, 'blocked'],
  ],
  peering: [
    // The route of the VPC's own block is narrower than that of the peering.
    ['vpc/one', 'vpc/two', 80, 'reachable'],
    ['vpc/one', 'vpc/two', 443, 'blocked'],
    ['vpc/free', 'vpc/two', 80, 'blocked'],
    // Its group lets nothing out there.
    ['vpc/one', 'internet', 443, 'blocked'],
    // Where a transit gateway leads, no snapshot of one VPC says.
    ['vpc/free', 'internet', 443, 'unknown'],
  ],
  functions: [
    ['vpc/orders-reader', 'vpc/eni-2', 5432, 'reachable'],
    ['vpc/orders-reader', 'vpc/eni-2', 443, 'blocked'],
    // A function has no public address, so an internet gateway is no way out.
    ['vpc/orders-reader', 'internet', 443, 'blocked'],
    ['vpc/elsewhere', 'vpc/eni-2', 5432, 'blocked'],
    ['vpc/elsewhere', 'internet', 443, 'reachable'],
    ['internet', 'vpc/eni-2', 5432, 'blocked'],
  ],
};

describe.each(Object.entries(ANSWERS))('the VPC %s', (name, questions) => {
  let analysis: Analysis;
  beforeAll(async () => {
    analysis = new Analysis(
      await loadSystem({
        stacks: [{ name: 'app', file: files.write('empty.json', empty) }],
        inventory: join(import.meta.dirname, 'snapshots', `${name}.json`),
      }),
    );
  });

  it.each(questions.map((each) => ({ name: each.slice(0, 4).join(' '), each })))(
    '$name',
    ({ each: [from, to, port, verdict, by] }) => {
      const answer = analysis.explain({ from, to, protocol: 'tcp', port });
      expect({ verdict: answer.verdict, hops: answer.hops }).toMatchObject({ verdict });
      if (by) expect(answer.hops.at(-1)?.at).toBe(by);
    },
  );
});
