import {
  CreateStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  type Tag,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { listServices } from '@private-lambda/packaging/list-services';
import { serverlessProgram } from '@private-lambda/packaging/serverless-program';
import { DEPLOYER, ECS_CALLER } from '../../../../config/names.js';
import { takeInventory } from '../aws/inventory.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { type Scene, type Service, services } from '../scene.ts';
import type { Act } from './act.ts';

/** Those that are there: the last two are optional. */
const everyService = [...services, ECS_CALLER, DEPLOYER].filter((service) =>
  listServices().includes(service),
);

export const foreign: Act = {
  name: 'foreign',
  title: 'stacks of another team that have our names are refused by name, and left as they are',
  needs: 'an empty account',
  async run(scene) {
    await Promise.all(everyService.map((service) => createForeignStack(scene, service)));
    const before = await snapshot(scene);
    const refusals = [
      refuses(scene, scene.runDeployTool('deploy'), services),
      refuses(scene, scene.runDeployTool('remove', '--yes'), services),
      ...everyService.flatMap((service) =>
        ['deploy', 'remove'].map((command) =>
          refuses(scene, runServerless(scene, command, service), [service]),
        ),
      ),
    ];
    await Promise.all(refusals);
    if ((await snapshot(scene)) !== before) {
      throw new BrokenClaimError('a stack that is not ours is not what it was');
    }
    return `${everyService.length} stacks with our names, refused by ${refusals.length} commands that name them, are byte for byte what they were`;
  },
};

/** What osls would empty and replace: a deployment bucket with something in it, and a table. */
const foreignTemplate = {
  Resources: {
    ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket' },
    Orders: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
  },
  Outputs: { ServerlessDeploymentBucketName: { Value: { Ref: 'ServerlessDeploymentBucket' } } },
};

async function createForeignStack(scene: Scene, service: Service): Promise<void> {
  const { cloudFormation: client, s3 } = scene.aws;
  const StackName = scene.stackName(service);
  await client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(foreignTemplate),
      Tags: tagsOf(scene, service),
    }),
  );
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1 }, { StackName });
  const Bucket = await bucketOf(scene, StackName);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'theirs', Body: 'theirs' }));
}

/** Those of another team that has a copy of this project, or none at all, as most stacks in an account. */
function tagsOf({ stage }: Scene, service: Service): Tag[] {
  if (service === DEPLOYER) return [];
  return [
    { Key: 'project', Value: 'another' },
    { Key: 'service', Value: service },
    { Key: 'stage', Value: stage },
  ];
}

async function bucketOf({ aws: { cloudFormation } }: Scene, StackName: string) {
  const { Stacks: [stack] = [] } = await cloudFormation.send(
    new DescribeStacksCommand({ StackName }),
  );
  return stack?.Outputs?.[0]?.OutputValue;
}

/** Everything that AWS says of these stacks, and what the account holds. */
async function snapshot(scene: Scene): Promise<string> {
  const { cloudFormation, s3 } = scene.aws;
  const stacks = everyService.map(async (service) => {
    const StackName = scene.stackName(service);
    const Bucket = await bucketOf(scene, StackName);
    const [described, template, resources, objects] = await Promise.all([
      cloudFormation.send(new DescribeStacksCommand({ StackName })),
      cloudFormation.send(new GetTemplateCommand({ StackName })),
      cloudFormation.send(new ListStackResourcesCommand({ StackName })),
      s3.send(new ListObjectsV2Command({ Bucket })),
    ]);
    return [
      described.Stacks,
      template.TemplateBody,
      resources.StackResourceSummaries,
      objects.Contents,
    ];
  });
  return JSON.stringify([await Promise.all(stacks), await takeInventory(scene.aws)]);
}

function runServerless(scene: Scene, command: string, service: Service) {
  return scene.run({
    script: serverlessProgram,
    args: [command, '--stage', scene.stage],
    directory: scene.path('services', service),
  });
}

async function refuses(
  scene: Scene,
  run: ReturnType<Scene['run']>,
  named: readonly Service[],
): Promise<void> {
  const { succeeded, output } = await run;
  const lines = output.split('\n').filter((line) => line.includes('is not ours'));
  const isNamed = named.every((service) => lines[0]?.includes(`Stack ${scene.stackName(service)}`));
  if (!succeeded && lines.length === 1 && isNamed) return;
  throw new BrokenClaimError(
    `expected one line that names ${named.map((service) => scene.stackName(service)).join(', ')} as not ours, found: ${output}`,
  );
}
