import type { Claim } from '../../support/claim.ts';
import type { System } from '../../support/system.ts';
import { at, listOf } from '../../support/template.ts';
import {
  attributesOf,
  change,
  changeContainer,
  container,
  describeOwnClaim,
  variable,
} from './describe-own-claim.ts';

const seconds = (system: System, name: string) => Number(variable(system, name));

/** Each inequality as it is deployed, in seconds. */
const drainFits: Claim = (system) => {
  const idle = Number(
    attributesOf(system, 'CallerLoadBalancer', 'LoadBalancerAttributes')[
      'idle_timeout.timeout_seconds'
    ],
  );
  const delay = Number(
    attributesOf(system, 'CallerTargetGroup', 'TargetGroupAttributes')[
      'deregistration_delay.timeout_seconds'
    ],
  );
  const [keepAlive, request, call, attempt, grace, drain] = [
    'KEEP_ALIVE_SECONDS',
    'REQUEST_SECONDS',
    'CALL_DEADLINE_SECONDS',
    'CALL_ATTEMPT_SECONDS',
    'DRAIN_GRACE_SECONDS',
    'DRAIN_DEADLINE_SECONDS',
  ].map((name) => seconds(system, name));
  const [k = 0, r = 0, c = 0, a = 0, g = 0, d = 0] = [
    keepAlive,
    request,
    call,
    attempt,
    grace,
    drain,
  ];
  const stop = Number(container(system)['StopTimeout']);
  const holds: [string, boolean][] = [
    [`container's keep-alive ${k} > load balancer's idle ${idle}`, k > idle],
    [`load balancer's idle ${idle} > request ${r} + call ${c}`, idle > r + c],
    [`call ${c} >= two attempts of ${a}`, c >= 2 * a],
    [`leaving target's delay ${delay} >= request ${r} + call ${c}`, delay >= r + c],
    [`drain ${d} > grace ${g} + request ${r} + call ${c}`, d > g + r + c],
    [`stop time-out ${stop} > drain ${d}`, stop > d],
    [`120 >= stop time-out ${stop}`, stop <= 120],
  ];
  return holds.filter(([, held]) => !held).map(([what]) => what);
};

describeOwnClaim('the last request has its time, from the inside out', drainFits, [
  {
    mistake: 'the container closes idle connections before its load balancer does',
    make: (system) => {
      for (const one of listOf(container(system)['Environment'])) {
        if (at(one, 'Name') === 'KEEP_ALIVE_SECONDS') Object.assign(Object(one), { Value: '5' });
      }
    },
    named: "keep-alive 5 > load balancer's idle 60",
  },
  {
    mistake: 'the task is killed while it drains',
    make: changeContainer({ StopTimeout: 30 }),
    named: 'stop time-out 30 > drain 40',
  },
  {
    mistake: 'the load balancer cuts what is under way',
    make: change('CallerTargetGroup', { TargetGroupAttributes: [] }),
    named: "leaving target's delay",
  },
]);
