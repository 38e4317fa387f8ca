import { readProject, stackNameOf } from '@private-lambda/system/stack-name';
import { functionName, roleName, serviceName, targetGroupName } from '../../../../config/names.js';
/** A name that a template states, or that osls makes of service, stage and Region. It must be free in the account. */
export interface FixedName {
  readonly kind: 'role' | 'function' | 'log group' | 'target group';
  readonly name: string;
  /** Longest name that AWS takes. */
  readonly limit: number;
}

/** Service → its functions. */
const functions: Readonly<Record<string, readonly string[]>> = {
  'protected-api': ['pricing'],
  'public-caller': ['api'],
};

/** The limits of IAM, Lambda, CloudWatch Logs and ELB, in characters. */
const LIMITS = { role: 64, function: 64, 'log group': 512, 'target group': 32 } as const;

/**
 * Every fixed name of a service. A test holds this list against the packaged templates.
 * @param service a folder of `services/`
 */
export function fixedNames(service: string, stage: string, region: string): readonly FixedName[] {
  const named = (kind: FixedName['kind'], name: string) => ({ kind, name, limit: LIMITS[kind] });
  const stack = stackNameOf(service, stage);
  const names = (functions[service] ?? []).flatMap((each) => [
    named('function', functionName(stack, each)),
    named('log group', `/aws/lambda/${functionName(stack, each)}`),
  ]);
  if (service === 'network') {
    names.push(named('log group', `/aws/vpc-flow-logs/${stack}`));
    return names;
  }
  names.push(named('role', roleName(stack).replace(/\$\{.*\}/, region)));
  if (service === 'protected-api') {
    names.push(
      named(
        'target group',
        targetGroupName(serviceName(readProject().prefix, service), 'pricing', stage),
      ),
    );
  }
  if (service === 'public-caller') {
    names.push(named('log group', `/aws/http-api/${stack}`));
  }
  return names;
}
