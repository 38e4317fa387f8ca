import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePolicy } from '@private-lambda/deployer-policy/make-policy';
import { frozenSubject } from '../../deployer-policy/test/frozen-subject.ts';
import { repositoryRoot } from '../../packaging/src/repository-root.ts';

/** Client of the SDK → prefix of its actions, where it is another one. */
const PREFIXES: Readonly<Record<string, string>> = {
  'cloudwatch-logs': 'logs',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  'route-53': 'route53',
};

/** An administrator deploys services/deployer, and looks for its provider. */
const OF_ADMINISTRATOR = 'iam:GetOpenIDConnectProvider';

const allowed = new Set(
  makePolicy(frozenSubject()).policies.flatMap(({ Statement }) =>
    Statement.flatMap(({ Action }) => Action),
  ),
);

describe.each(['inventory', 'deploy', 'aws'])(
  'the deploy role, of what tools/%s asks AWS',
  (tool) => {
    const asked = actionsOf(tool);

    it('may make every call', () => {
      expect(asked.filter((action) => !allowed.has(action))).toEqual([]);
      expect(asked.length).toBeGreaterThan(0);
    });
  },
);

describe('the calls that a tool imports', () => {
  it('are found as clients name them: commands and paginators', () => {
    expect(actionsOf('inventory')).toEqual(
      expect.arrayContaining([
        'ec2:DescribeVpcs',
        'ec2:GetManagedPrefixListEntries',
        'elasticloadbalancing:DescribeTargetHealth',
        'lambda:ListFunctions',
      ]),
    );
  });
});

/** The actions behind the commands and paginators that the sources of a tool import. */
function actionsOf(tool: string): readonly string[] {
  const directory = join(repositoryRoot, 'tools', tool, 'src');
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const actions = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => importedCalls(readFileSync(join(directory, file), 'utf8')));
  return [...new Set(actions)].filter((action) => action !== OF_ADMINISTRATOR).sort();
}

function importedCalls(source: string): string[] {
  return [...source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)'/g)].flatMap(
    ([, names = '', client = '']) =>
      [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)].map(([, paged, single]) =>
        // HTTP APIs are allowed by the verb of the call.
        client === 'apigatewayv2'
          ? 'apigateway:GET'
          : `${PREFIXES[client] ?? client}:${paged ?? single}`,
      ),
  );
}
