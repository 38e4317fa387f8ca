import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSystem } from 'cfn-reach/src/loading/load-system.ts';
import type { Subject } from '../src/subject/subject.ts';

/** What would act if any of it were taken as markup, as script, or as the end of one. */
export const HOSTILE =
  '</script><script>window.acted=1</script><img src=x onerror="window.acted=1">\'"&<b>';

/**
 * A VPC in which everything that a template names freely has such a name: `reach` takes no logical id that is not
 * alphanumeric, but literal ids, zones, services, files and claims can be anything.
 * @param folder for its files
 */
export async function hostileSubject(folder: string): Promise<Subject> {
  const file = join(folder, `hostile ${HOSTILE.replaceAll('/', '')}.json`);
  const policyFile = join(folder, 'policy.json');
  const instance = (SubnetId: unknown, SecurityGroupIds: unknown) => ({
    Type: 'AWS::EC2::Instance',
    Properties: { SubnetId, SecurityGroupIds },
  });
  const template = {
    Description: HOSTILE,
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Subnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: {
          VpcId: { Ref: 'Vpc' },
          CidrBlock: '10.0.0.0/24',
          AvailabilityZone: HOSTILE,
          Tags: [{ Key: 'Name', Value: HOSTILE }],
        },
      },
      OtherSubnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: HOSTILE, CidrBlock: '10.1.0.0/24' },
      },
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          VpcId: { Ref: 'Vpc' },
          ServiceName: `com.amazonaws.us-east-1.${HOSTILE}`,
          SubnetIds: [{ Ref: 'Subnet' }],
          SecurityGroupIds: [HOSTILE],
        },
      },
      Client: instance({ Ref: 'Subnet' }, [HOSTILE]),
      Server: instance({ Ref: 'OtherSubnet' }, [HOSTILE]),
      Elsewhere: instance(HOSTILE, [HOSTILE]),
    },
  };
  const policy = {
    version: 1,
    stacks: { app: 'app' },
    claims: [
      {
        id: 'the-client-reaches-the-server',
        says: HOSTILE,
        reachable: { from: 'app/Client', to: 'app/Server', ports: 443 },
      },
    ],
  };
  writeFileSync(file, JSON.stringify(template));
  writeFileSync(policyFile, JSON.stringify(policy));
  const system = await loadSystem({ stacks: [{ name: 'app', file }] });
  return { name: HOSTILE, system, policy: { policyFile } };
}
