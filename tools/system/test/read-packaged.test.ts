import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptResources } from '../src/kept-resources.ts';
import { readPackaged } from '../src/read-packaged.ts';
import { vpcFunctions } from '../src/vpc-functions.ts';

const templateFile = join(mkdtempSync(join(tmpdir(), 'packaged-')), 'template.json');
writeFileSync(
  templateFile,
  JSON.stringify({
    Resources: {
      Kept: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', Condition: 'HasLogs' },
      KeptOnceMade: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'RetainExceptOnCreate' },
      Gone: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Delete' },
      Inside: { Type: 'AWS::Lambda::Function', Properties: { VpcConfig: { SubnetIds: [] } } },
      Outside: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'outside' } },
    },
  }),
);
const resources = readPackaged({ templateFile });
const idsOf = (some: typeof resources) => some.map(({ logicalId }) => logicalId);

describe('readPackaged', () => {
  it('reads each resource as the template states it', () => {
    expect(resources[0]).toEqual({
      logicalId: 'Kept',
      type: 'AWS::S3::Bucket',
      condition: 'HasLogs',
      deletionPolicy: 'Retain',
      properties: {},
    });
  });

  it('gives what outlives its stack', () => {
    expect(idsOf(keptResources(resources))).toEqual(['Kept', 'KeptOnceMade']);
  });

  it('gives the functions in a VPC', () => {
    expect(idsOf(vpcFunctions(resources))).toEqual(['Inside']);
  });
});
