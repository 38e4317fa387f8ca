import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Files that a test makes; they go away with it. */
export class TemporaryFiles {
  private readonly folder = mkdtempSync(join(tmpdir(), 'reach-test-'));

  path(name: string): string {
    return join(this.folder, name);
  }

  /** @param content text, or data that is written as JSON */
  write(name: string, content: unknown): string {
    const file = this.path(name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One VPC with a client and a server, as small as a template can be. */
export const SMALL_TEMPLATE = {
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    Subnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' },
    },
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'everybody here',
        VpcId: { Ref: 'Vpc' },
        SecurityGroupIngress: [{ IpProtocol: '-1', CidrIp: '10.0.0.0/16' }],
      },
    },
    Client: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        VpcConfig: { SubnetIds: [{ Ref: 'Subnet' }], SecurityGroupIds: [{ Ref: 'Group' }] },
      },
    },
    Server: {
      Type: 'AWS::EC2::Instance',
      Properties: { SubnetId: { Ref: 'Subnet' }, SecurityGroupIds: [{ Ref: 'Group' }] },
    },
    Bucket: { Type: 'AWS::S3::Bucket' },
  },
};
