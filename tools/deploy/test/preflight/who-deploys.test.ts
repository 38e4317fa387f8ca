import { CreateOpenIDConnectProviderCommand, CreatePolicyCommand } from '@aws-sdk/client-iam';
import type { Stage } from '../../../../config/stage.js';
import type { PlannedStack } from '../../src/preflight/deployment.ts';

import {
  asDeployRole,
  assumed,
  check,
  deployed,
  nothing,
  planned,
  resources,
  useEmulatedAccount,
} from './emulated-account.ts';

const here = useEmulatedAccount();

const PolicyDocument = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: '*' }],
});

describe('what the deployer makes', () => {
  const Url = 'https://token.actions.githubusercontent.com';
  const provider = {
    GitHubProvider: {
      Type: 'AWS::IAM::OIDCProvider',
      Condition: 'MakesProvider',
      Properties: { Url, ClientIdList: ['sts.amazonaws.com'] },
    },
  };
  const repository = { repository: 'owner/name', branch: 'main' };
  const settings: Partial<Stage> = { deployer: repository };

  it('has a policy of a name that is free', async () => {
    const named = (ManagedPolicyName: string) => ({
      Boundary: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName } },
    });
    await here.account.iam.send(new CreatePolicyCommand({ PolicyName: 'taken', PolicyDocument }));
    const stack = planned('deployer', named('taken'));

    expect((await check([stack], settings)).failures).toEqual([
      `deployer: there is a managed policy taken already, which is not of stack ${stack.name}; remove or rename it`,
    ]);
    expect(await check([planned('deployer', named('free'))], settings)).toEqual(nothing);
    const Boundary = {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { ManagedPolicyName: 'own', PolicyDocument: JSON.parse(PolicyDocument) },
    };
    const own = await deployed(planned('deployer', named('own')), { Resources: { Boundary } });
    expect(await check([own], settings)).toEqual(nothing);
  });

  it('is no second provider for GitHub', async () => {
    const stack = planned('deployer', provider);
    expect(await check([stack], settings)).toEqual(nothing);
    await here.account.iam.send(
      new CreateOpenIDConnectProviderCommand({ Url, ThumbprintList: ['0'.repeat(40)] }),
    );

    const arn = `arn:aws:iam::${here.account.id}:oidc-provider/token.actions.githubusercontent.com`;
    expect((await check([stack], settings)).failures).toEqual([
      `deployer: the account has a provider for token.actions.githubusercontent.com already; set deployer.oidcProviderArn: ${arn} in config/stages/dev.yml`,
    ]);
    const named = { deployer: { ...repository, oidcProviderArn: arn } };
    expect(await check([stack], named)).toEqual(nothing);
    const deployedBefore = await deployed(stack, {
      Resources: { GitHubProvider: { Type: 'AWS::S3::Bucket' } },
    });
    expect(await check([deployedBefore], settings)).toEqual(nothing);
    const withoutIt = {
      ...deployedBefore,
      resources: resources({ Another: provider.GitHubProvider }),
    };
    expect((await check([withoutIt], settings)).failures).toHaveLength(1);
  });
});

describe('the boundary of every role', () => {
  const bounded = { permissionsBoundary: true };
  const stack = planned('protected-api', { Role: { Type: 'AWS::IAM::Role' } });
  const makeBoundary = (PolicyName: string) =>
    here.account.iam.send(
      new CreatePolicyCommand({
        PolicyName,
        PolicyDocument,
      }),
    );

  it('is there before a role is made', async () => {
    expect((await check([stack], bounded)).failures).toEqual([
      'There is no policy private-lambda-deployer-dev-boundary, the boundary of every role; expected it to be there: an administrator makes it with npm run deploy -- --stage dev --service deployer (docs/deploy-rights.md)',
    ]);
    await makeBoundary('private-lambda-deployer-dev-boundary');
    expect(await check([stack], bounded)).toEqual(nothing);
  });

  it('may be another policy of the account, by its name', async () => {
    await makeBoundary('team-boundary');
    expect(await check([stack], { permissionsBoundary: 'team-boundary' })).toEqual(nothing);
  });

  it('is asked of no stage without one, of no stack without roles, and not of the deployer', async () => {
    const deployer = planned('deployer', { Role: { Type: 'AWS::IAM::Role' } });
    expect(await check([stack], { permissionsBoundary: false })).toEqual(nothing);
    expect(await check([planned('network')], bounded)).toEqual(nothing);
    expect(await check([deployer], bounded)).toEqual(nothing);
  });
});

describe('the domain name of the HTTP API', () => {
  const name = 'api.example.com';
  const template = {
    PublicDomain: {
      Type: 'AWS::ApiGatewayV2::DomainName',
      Properties: {
        DomainName: name,
        DomainNameConfigurations: [{ CertificateArn: 'arn:aws:acm:us-east-1:0:certificate/0' }],
      },
    },
  };
  const stack = planned('public-caller', template);
  const settings = { publicDomainName: name };

  it('is free, or that of the stack', async () => {
    expect(await check([stack], settings)).toEqual(nothing);
    expect(await check([await deployed(stack, { Resources: template })], settings)).toEqual(
      nothing,
    );
  });

  it('is refused when somebody else has it', async () => {
    await here.local.create('of-another-team', { Resources: template });
    expect((await check([stack], settings)).failures).toEqual([
      'public-caller: API Gateway has a domain name api.example.com already, which is not of stack private-lambda-public-caller-dev; remove it, or choose another publicDomainName',
    ]);
    expect(await check([stack], { publicDomainName: '' })).toEqual(nothing);
  });
});

describe('another domain name than the stack has', () => {
  const domain = (DomainName: string) => ({
    PublicDomain: {
      Type: 'AWS::ApiGatewayV2::DomainName',
      Properties: {
        DomainName,
        DomainNameConfigurations: [{ CertificateArn: 'arn:aws:acm:us-east-1:0:certificate/0' }],
      },
    },
  });
  const refused = {
    failures: [
      'public-caller: this deploy takes the domain name old.example.com away, which the deploy role may not; expected an administrator to deploy it (docs/deploy-rights.md)',
    ],
    notes: [],
  };
  let stack: PlannedStack;
  beforeEach(async () => {
    const planning = planned('public-caller', domain('new.example.com'));
    stack = await deployed(planning, { Resources: domain('old.example.com') });
  });

  it.each(['new.example.com', ''])('(%j) is refused to the deploy role', async (name) => {
    expect(await check([stack], { publicDomainName: name }, asDeployRole())).toEqual(refused);
  });

  it('is an administrator’s to deploy, and the same name the deploy role’s', async () => {
    const renamed = { publicDomainName: 'new.example.com' };
    expect(await check([stack], renamed)).toEqual(nothing);
    expect(await check([stack], renamed, assumed('Admin'))).toEqual(nothing);
    const same = { publicDomainName: 'old.example.com' };
    expect(await check([stack], same, asDeployRole())).toEqual(nothing);
  });
});

describe('the private zone of the inside name', () => {
  const zone = {
    ApiZone: { Type: 'AWS::Route53::HostedZone', Condition: 'MakesApiZone', Properties: {} },
  };
  const stack = planned('protected-api', zone);
  const named = (apiDomainName: string, apiHostedZone: string) => ({
    apiDomainName,
    apiHostedZone,
  });
  const standing = (ApiDomainName: string, ApiHostedZone: string) =>
    deployed(
      stack,
      { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } } },
      { ApiDomainName, ApiHostedZone },
    );
  const refused = (does: string) => ({
    failures: [
      `protected-api: this deploy ${does}, which the deploy role may not; expected an administrator to deploy this step (docs/deploy-rights.md)`,
    ],
    notes: [],
  });
  const made = named('a.internal', 'made');

  it('is not the deploy role’s to make: at the first deploy, and where the stack has none', async () => {
    const makes = refused('makes the private zone a.internal');
    expect(await check([stack], made, asDeployRole())).toEqual(makes);
    expect(await check([await standing('', '')], made, asDeployRole())).toEqual(makes);
  });

  it('is not the deploy role’s to take away, nor to make under another name', async () => {
    const has = await standing('a.internal', 'made');
    expect(await check([has], named('', ''), asDeployRole())).toEqual(
      refused('takes the private zone a.internal away'),
    );
    expect(await check([has], named('b.internal', 'made'), asDeployRole())).toEqual(
      refused('makes the private zone b.internal and takes the private zone a.internal away'),
    );
  });

  it('is left as it is by the deploy role, and an administrator’s to make', async () => {
    expect(await check([stack], made)).toEqual(nothing);
    expect(await check([stack], made, assumed('Admin'))).toEqual(nothing);
    expect(await check([stack], named('a.internal', ''), asDeployRole())).toEqual(nothing);
    const has = await standing('a.internal', 'made');
    expect(await check([has], made, asDeployRole())).toEqual(nothing);
  });
});
