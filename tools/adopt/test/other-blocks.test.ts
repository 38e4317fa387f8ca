import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@private-lambda/packaging/repository-root';
import { blocksOfOtherStages } from '../src/other-blocks.ts';

const directory = mkdtempSync(join(tmpdir(), 'adopt-test-'));
beforeAll(() => {
  cpSync(join(repositoryRoot, 'test', 'fixture', 'config'), directory, { recursive: true });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function writeStage(stage: string, vpcId: string, more = ''): void {
  const text = `vpcCidr: 10.0.0.0/16
existingVpc: { id: ${vpcId}, cidrs: [10.0.0.0/16], internetGatewayId: igw-1${more} }
azNames: { A: us-east-1a, B: us-east-1b }
privateSubnetCidrs: { A: 10.0.2.0/24, B: 10.0.3.0/24 }
publicSubnetCidrs: { A: 10.0.0.0/24, B: 10.0.1.0/24 }
`;
  writeFileSync(join(directory, 'stages', `${stage}.yml`), text);
}

it('are those of the stages that stand in the same VPC and make their subnets', () => {
  writeStage('one', 'vpc-1');
  writeStage('two', 'vpc-1', ', publicSubnetIds: { A: subnet-1, B: subnet-2 }');
  writeStage('three', 'vpc-2');
  writeFileSync(join(directory, 'stages', 'guest.yml'), 'networkStage: two\n');
  const cidrs = blocksOfOtherStages('one', 'vpc-1', directory);
  expect(cidrs).toEqual([
    { stage: 'two', cidr: '10.0.2.0/24' },
    { stage: 'two', cidr: '10.0.3.0/24' },
  ]);
  expect(blocksOfOtherStages('two', 'vpc-1', directory)).toHaveLength(4);
});
