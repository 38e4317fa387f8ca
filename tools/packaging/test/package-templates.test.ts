import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listServices } from '../src/list-services.ts';
import { packageTemplates } from '../src/package-templates.ts';

const service = (name: string, rest: string) =>
  `service: ${name}\nconfigValidationMode: error\nprovider:\n  name: aws\n  region: \${env:AWS_REGION, 'us-east-1'}\n${rest}`;

const withParameter = `  stackParameters:
    - { ParameterKey: Mode, ParameterValue: '\${sls:stage}-mode' }
resources:
  Parameters:
    Mode: { Type: String }
  Outputs:
    Region: { Value: '\${self:provider.region}' }
`;

describe('packageTemplates', () => {
  let root: string;
  let outputDirectory: string;

  const addService = (name: string, content: string) => {
    mkdirSync(join(root, 'services', name), { recursive: true });
    writeFileSync(join(root, 'services', name, 'serverless.yml'), content);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'packaging-'));
    outputDirectory = join(root, 'out');
    mkdirSync(join(root, 'services', 'not-a-service'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('packages each service on each stage, and tells what a deploy would send', async () => {
    process.env['AWS_REGION'] = 'eu-central-1';
    addService('one', service('one', withParameter));
    addService('two', service('two', ''));

    const packaged = await packageTemplates({ stages: ['dev', 'prod'], outputDirectory, root });

    delete process.env['AWS_REGION'];
    expect(packaged.map(({ stackName, parameters }) => [stackName, parameters])).toEqual([
      ['one-dev', { Mode: 'dev-mode' }],
      ['one-prod', { Mode: 'prod-mode' }],
      ['two-dev', {}],
      ['two-prod', {}],
    ]);
    const [first] = packaged;
    expect(first?.templateFile.startsWith(join(outputDirectory, 'dev', 'one'))).toBe(true);
    const template = JSON.parse(readFileSync(first?.templateFile ?? '', 'utf8'));
    expect(template.Outputs.Region.Value).toBe('us-east-1');
  }, 60_000);

  it("fails with osls's own reason", async () => {
    addService('broken', service('broken', 'functions: 7\n'));

    await expect(
      packageTemplates({ stages: ['dev'], outputDirectory, root }),
    ).rejects.toMatchObject({
      code: 'PACKAGING_FAILED',
      message: expect.stringMatching(
        / --stage dev failed in .*broken: Unexpected "functions" .* received: 7$/,
      ),
    });
  }, 60_000);

  it('refuses a service without serverless.yml, with those there are', async () => {
    addService('one', service('one', ''));

    await expect(
      packageTemplates({ stages: ['dev'], services: ['not-a-service'], outputDirectory, root }),
    ).rejects.toMatchObject({
      code: 'PACKAGING_SERVICE_UNKNOWN',
      message: expect.stringContaining('there are: one'),
    });
  });

  it('takes the folders with a serverless.yml for services', () => {
    addService('two', service('two', ''));
    addService('one', service('one', ''));

    expect(listServices(root)).toEqual(['one', 'two']);
  });
});
