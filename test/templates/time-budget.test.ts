import { MAX_PAUSE_MS } from '@private-lambda/shared/protected-client/call-upstream';
import { type Claim, describeClaim } from '../support/claim.ts';
import { propertiesOf, type System } from '../support/system.ts';
import { at, listOf } from '../support/template.ts';

/** Longest pause between two attempts, in seconds. */
const JITTER = MAX_PAUSE_MS / 1000;

const numberOf = (value: unknown) => Number(value);

/** The load balancer's idle time-out, among its other attributes. */
const idleAttribute = (system: System) =>
  listOf(propertiesOf(system, 'protected-api', 'ApiLoadBalancer')['LoadBalancerAttributes']).find(
    (attribute) => at(attribute, 'Key') === 'idle_timeout.timeout_seconds',
  );

/** Each inequality, in seconds, as it is deployed. */
const budgetHolds: Claim = (system) => {
  const caller = propertiesOf(system, 'public-caller', 'ApiLambdaFunction');
  const variables = at(caller, 'Environment', 'Variables');
  const httpApi =
    numberOf(propertiesOf(system, 'public-caller', 'HttpApiIntegrationApi')['TimeoutInMillis']) /
    1000;
  const callerFunction = numberOf(caller['Timeout']);
  const deadline = numberOf(at(variables, 'CALL_DEADLINE_SECONDS'));
  const attempt = numberOf(at(variables, 'CALL_ATTEMPT_SECONDS'));
  const protectedFunction = numberOf(
    propertiesOf(system, 'protected-api', 'ApiLambdaFunction')['Timeout'],
  );
  const albIdle = numberOf(at(idleAttribute(system), 'Value'));
  const holds: [string, boolean][] = [
    [`HTTP API ${httpApi} > caller function ${callerFunction}`, httpApi > callerFunction],
    [`caller function ${callerFunction} > deadline ${deadline}`, callerFunction > deadline],
    [
      `deadline ${deadline} >= two attempts of ${attempt} and jitter`,
      deadline >= 2 * attempt + JITTER,
    ],
    [`attempt ${attempt} > protected function ${protectedFunction}`, attempt > protectedFunction],
    [`ALB idle ${albIdle} > attempt ${attempt}`, albIdle > attempt],
  ];
  return holds.filter(([, held]) => !held).map(([what]) => what);
};

const setFunction = (service: string, id: string, seconds: number) => (system: System) =>
  Object.assign(propertiesOf(system, service, id), { Timeout: seconds });

describeClaim('the time budget of one call holds from the outside in', budgetHolds, [
  {
    mistake: 'the caller function may run as long as the HTTP API waits',
    make: setFunction('public-caller', 'ApiLambdaFunction', 30),
    named: 'HTTP API 30 > caller function 30',
  },
  {
    mistake: 'the caller function ends when the deadline of the call does',
    make: setFunction('public-caller', 'ApiLambdaFunction', 12),
    named: 'caller function 12 > deadline 12',
  },
  {
    mistake: 'the load balancer gives a connection up before an attempt ends',
    make: (system) => Object.assign(Object(idleAttribute(system)), { Value: 5 }),
    named: 'ALB idle 5 > attempt 5.5',
  },
  {
    mistake: 'the protected function may run longer than an attempt',
    make: setFunction('protected-api', 'ApiLambdaFunction', 6),
    named: 'attempt 5.5 > protected function 6',
  },
  {
    mistake: 'the deadline has no room for a second attempt',
    make: (system) => {
      const caller = propertiesOf(system, 'public-caller', 'ApiLambdaFunction');
      Object.assign(Object(at(caller, 'Environment', 'Variables')), {
        CALL_DEADLINE_SECONDS: '11',
      });
    },
    named: 'deadline 11 >= two attempts',
  },
]);
