import { entry, type Resource } from 'cfn-reach/src/template/resource.ts';
import { isList, Reference } from 'cfn-reach/src/template/value.ts';
import { toCents } from '../prices/money.ts';
import type { PriceList, PriceName } from '../prices/price-list.ts';
import type { StageResources } from '../stage/stage-resources.ts';

/** What a call is taken to be. Yours differs: measure, and give your own. */
export interface CallShape {
  /** Billed milliseconds of each function. */
  readonly ms: number;
  /** Kilobytes (1,000 bytes) of request and answer together, through the load balancer. */
  readonly kb: number;
  /** Kilobytes that each function and the HTTP API log. */
  readonly logKb: number;
}

export const DEFAULT_CALL: CallShape = { ms: 20, kb: 2, logKb: 1 };

/** One line of what a million calls cost. */
export interface CallPart {
  readonly label: string;
  readonly price: PriceName;
  readonly quantity: number;
  /** undefined where the list has no such price */
  readonly cents: number | undefined;
}

/** GB an hour of one capacity unit, through Lambda targets (Elastic Load Balancing pricing). */
const LCU_GB_LAMBDA = 0.4;
const GIB_MB = 1024;
const CALLS = 1_000_000;

/**
 * What a million calls of the public HTTP API cost, spread over the month, without free tiers: each function that the
 * API or a target group leads to runs once a call. Empty where the stage has no HTTP API.
 */
export function callCosts(
  { own, find }: StageResources,
  { prices }: PriceList,
  { ms, kb, logKb }: CallShape,
): CallPart[] {
  if (!own.some(({ type }) => type === 'AWS::ApiGatewayV2::Api')) return [];
  const functions = calledFunctions(own, find);
  const gb = (kilobytes: number) => (CALLS * kilobytes) / 1e6;
  const traced = functions.some((one) => one.get('TracingConfig', 'Mode') === 'Active');
  const amounts: [string, PriceName, number][] = [
    ['HTTP API requests', 'httpApiMillion', 1],
    [`requests of ${functions.length} functions`, 'lambdaMillion', functions.length],
    ...functions.map((one): [string, PriceName, number] => [
      `duration of ${one.logicalId}, ${ms} ms a call`,
      isArm(one) ? 'lambdaArmGbSecond' : 'lambdaX86GbSecond',
      (CALLS * ms * Number(one.get('MemorySize') ?? 128)) / GIB_MB / 1000,
    ]),
    [`capacity units of the load balancer, ${kb} kB a call`, 'lcuHour', gb(kb) / LCU_GB_LAMBDA],
    [`log lines, ${logKb} kB of each`, 'logsGb', gb(logKb) * (functions.length + 1)],
    [`sent to the internet, at most ${kb} kB a call`, 'internetGb', gb(kb)],
  ];
  // Below one call a second every call is traced, above it one in twenty (Lambda developer guide, "X-Ray").
  if (traced) amounts.push(['X-Ray traces, at most one a call', 'xrayMillion', 1]);
  return amounts.map(([label, price, quantity]) => {
    const usd = prices[price]?.usd;
    return {
      label,
      price,
      quantity,
      cents: usd === undefined ? undefined : toCents(quantity * usd),
    };
  });
}

function isArm(one: Resource): boolean {
  const architectures = one.get('Architectures');
  return isList(architectures) && architectures.includes('arm64');
}

/** The functions that an integration of the API or a target group names. */
function calledFunctions(own: readonly Resource[], find: StageResources['find']): Resource[] {
  const named = own.flatMap((resource) => {
    if (resource.type === 'AWS::ApiGatewayV2::Integration') return [resource.get('IntegrationUri')];
    if (resource.type !== 'AWS::ElasticLoadBalancingV2::TargetGroup') return [];
    const targets = resource.get('Targets');
    return isList(targets) ? targets.map((target) => entry(target, ['Id'])) : [];
  });
  const ids = new Set(
    named.flatMap((value) => (value instanceof Reference ? [value.resource] : [])),
  );
  return [...ids].flatMap((id) => {
    const found = find(id);
    return found?.type === 'AWS::Lambda::Function' ? [found] : [];
  });
}
