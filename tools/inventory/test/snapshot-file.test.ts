import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSnapshotFile, writeSnapshotFile } from '../src/snapshot-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'inventory-test-'));
const head = { SnapshotVersion: 1, Region: 'eu-central-1', VpcId: 'vpc-1' } as const;

function write(content: string): string {
  const file = join(folder, 'snapshot.json');
  writeFileSync(file, content);
  return file;
}

describe('readSnapshotFile', () => {
  it('reads what was written, keys that nobody reads among it', () => {
    const file = join(folder, 'whole.json');
    const snapshot = {
      ...head,
      NotKnown: {},
      Subnets: [{ SubnetId: 'subnet-1', Ipv6Native: false }],
    };
    writeSnapshotFile(file, snapshot);
    expect(readSnapshotFile(file)).toEqual(snapshot);
  });

  it('reads answers of the AWS CLI that were put together by hand', () => {
    const answers = [{ Vpcs: [{ VpcId: 'vpc-1' }] }, { RouteTables: [] }];
    const file = write(JSON.stringify(Object.assign({}, head, ...answers)));
    expect(readSnapshotFile(file)).toMatchObject({ Vpcs: [{ VpcId: 'vpc-1' }], RouteTables: [] });
  });

  it('leaves out what answers without a filter say of other VPCs', () => {
    const here = { SubnetId: 'subnet-1', VpcId: 'vpc-1' };
    const file = write(
      JSON.stringify({
        ...head,
        Vpcs: [{ VpcId: 'vpc-2' }, { VpcId: 'vpc-1' }],
        Subnets: [here, { SubnetId: 'subnet-2', VpcId: 'vpc-2' }],
        InternetGateways: [
          { InternetGatewayId: 'igw-2', Attachments: [{ VpcId: 'vpc-2' }] },
          { InternetGatewayId: 'igw-0', Attachments: [] },
        ],
      }),
    );
    const { Vpcs, Subnets, InternetGateways } = readSnapshotFile(file);
    expect([Vpcs, Subnets, InternetGateways]).toEqual([[{ VpcId: 'vpc-1' }], [here], []]);
  });

  it('keeps the DHCP options that the VPC says it has', () => {
    const sets = ['dopt-2', 'dopt-1'].map((DhcpOptionsId) => ({ DhcpOptionsId }));
    const Vpcs = [{ VpcId: 'vpc-1', DhcpOptionsId: 'dopt-1' }];
    const read = (more: object) => readSnapshotFile(write(JSON.stringify({ ...head, ...more })));
    expect(read({ Vpcs, DhcpOptions: sets })).toMatchObject({ DhcpOptions: [sets[1]] });
    expect(read({ Vpcs: [{ VpcId: 'vpc-1' }], DhcpOptions: sets }).DhcpOptions).toBeUndefined();
  });

  it('reads the attributes of the VPC as the AWS CLI answers them', () => {
    const VpcAttributes = { EnableDnsSupport: { Value: true }, EnableDnsHostnames: false };
    expect(readSnapshotFile(write(JSON.stringify({ ...head, VpcAttributes })))).toMatchObject({
      VpcAttributes: { EnableDnsSupport: true, EnableDnsHostnames: false },
    });
  });

  it.each([
    [
      JSON.stringify({ ...head, Vpcs: [{ VpcId: 'vpc-2' }] }),
      /: Vpcs: found vpc-2, expected vpc-1 among them/,
    ],
    ['not json', /is not readable JSON: /],
    ['[1, 2]', /: \(top level\): found Array, expected Object$/],
    ['{}', /: SnapshotVersion: found undefined, expected "SnapshotVersion"$/],
    [JSON.stringify({ ...head, SnapshotVersion: 2 }), /: SnapshotVersion: found 2, expected 1$/],
    [
      JSON.stringify({ ...head, Subnets: [{ SubnetId: 7 }] }),
      /: Subnets\.0\.SubnetId: found 7, expected string$/,
    ],
  ])('refuses %s in one line that names file, key, found and expected', (content, line) => {
    const file = write(content);
    expect(() => readSnapshotFile(file)).toThrow(line);
    expect(() => readSnapshotFile(file)).toThrow(file);
  });

  it('refuses what is no file before it reads a byte', () => {
    for (const device of ['/dev/zero', folder]) {
      expect(() => readSnapshotFile(device)).toThrow(`--inventory ${device}: not a file`);
    }
  });

  it('writes names of others as text that acts on no terminal, and reads them as they were', () => {
    const file = join(folder, 'names.json');
    const Tags = [{ Key: 'Name', Value: 'red\u001b[31m\u009b\u202e##[error]' }];
    const snapshot = { ...head, NotKnown: {}, Subnets: [{ SubnetId: 'subnet-1', Tags }] };
    writeSnapshotFile(file, snapshot);

    expect(readFileSync(file, 'utf8')).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}|##\[/u);
    expect(readSnapshotFile(file)).toEqual(snapshot);
  });

  it('leaves the old file whole when the new one cannot be written', () => {
    expect(() => writeSnapshotFile('/dev/full', { ...head, NotKnown: {} })).toThrow(/ENOSPC/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('names a file that is not there', () => {
    expect(() => readSnapshotFile(join(folder, 'none.json'))).toThrow(/none\.json: no such file$/);
  });
});
