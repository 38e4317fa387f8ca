import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSystem } from 'cfn-reach/src/loading/load-system.ts';
import type { Subject } from '../src/subject/subject.ts';

/** What would act if any of it were taken as markup, as script, or as the end of one. */
export const HOSTILE =
  '</script><script>window.acted=1</script><img src=x onerror="window.acted=1">\'"&<b>';

/** What else would act, break the file, or lead a reader astray. */
export const HOSTILE_NAMES: readonly string[] = [
  '<svg onload=window.acted=1>',
  '"><script>window.acted=1</script>',
  "' onclick='window.acted=1' x='",
  '</title></style></svg><script>window.acted=1</script>',
  '<!-- <script>window.acted=1</script>',
  ']]><script>window.acted=1</script>',
  '&lt;script&gt;window.acted=1&lt;/script&gt;',
  '&#60;img src=x onerror=window.acted=1&#62;',
  '<a href="https://example.com/" target="_top">name</a>',
  '<image href="https://example.com/a.png"/>',
  'javascript:window.acted=1',
  'url(https://example.com/a.png)',
  '\u2028window.acted=1\u2029',
  '\u202etxet\u202c \u200fmarks\u200e',
  '\u0000\u0007\u001b[31m',
  '\ud800 half of a pair',
  '\r\n<script>window.acted=1</script>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a name that looks like a template
  '${window.acted=1}',
  '__proto__',
  'constructor',
  '#system=x&show=all&focus=y',
  'a > b',
  '"] , [data-key="',
  ' ',
  'long'.repeat(2500),
];

/**
 * A VPC in which everything that a template names freely has such a name: `reach` takes no logical id that is not
 * alphanumeric, but literal ids, zones, services, files and claims can be anything.
 * @param folder for its files
 */
export async function hostileSubject(folder: string, name = HOSTILE): Promise<Subject> {
  // A name of a file is not everything: it has no NUL, and 255 bytes.
  const fileName = `hostile ${name.replaceAll(/[/\0]/g, '').slice(0, 100)}.json`;
  const file = join(folder, fileName);
  const policyFile = join(folder, 'policy.json');
  const instance = (SubnetId: unknown, SecurityGroupIds: unknown) => ({
    Type: 'AWS::EC2::Instance',
    Properties: { SubnetId, SecurityGroupIds },
  });
  const template = {
    Description: name,
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Subnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: {
          VpcId: { Ref: 'Vpc' },
          CidrBlock: '10.0.0.0/24',
          AvailabilityZone: name,
          Tags: [{ Key: 'Name', Value: name }],
        },
      },
      OtherSubnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: name, CidrBlock: '10.1.0.0/24' },
      },
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          VpcId: { Ref: 'Vpc' },
          ServiceName: `com.amazonaws.us-east-1.${name}`,
          SubnetIds: [{ Ref: 'Subnet' }],
          SecurityGroupIds: [name],
        },
      },
      Client: instance({ Ref: 'Subnet' }, [name]),
      Server: instance({ Ref: 'OtherSubnet' }, [name]),
      Elsewhere: instance(name, [name]),
    },
  };
  const policy = {
    version: 1,
    stacks: { app: 'app' },
    claims: [
      {
        id: 'the-client-reaches-the-server',
        says: name,
        reachable: { from: 'app/Client', to: 'app/Server', ports: 443 },
      },
    ],
  };
  writeFileSync(file, JSON.stringify(template));
  writeFileSync(policyFile, JSON.stringify(policy));
  const system = await loadSystem({ stacks: [{ name: 'app', file }] });
  return { name, system, policy: { policyFile } };
}
