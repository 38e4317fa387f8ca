import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { type PlannedRoute, readRoutes } from '@private-lambda/system/read-routes';
import { CutStack } from '../aws/cut-stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { Claims } from '../claims/claims.ts';
import { type AskedClaims, askClaims } from '../network/ask-claims.ts';
import { comparePairs } from '../network/compare-pairs.ts';
import { type Difference, describeDifference, names } from '../network/compare-with-reach.ts';
import { connectClaims } from '../network/connect-claims.ts';
import { EcsInside } from '../network/ecs-inside.ts';
import { claimNoIntruders, withStrangers } from '../network/strangers.ts';
import type { Scene } from '../scene.ts';
import { untilLogged } from '../system/call-system.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import { joinEcsCaller } from '../system/join-ecs-caller.ts';
import type { Theatre } from '../theatre.ts';
import type { Act } from './act.ts';

export const networkEcs: Act = {
  name: 'network-ecs',
  title:
    'the task of the ECS caller runs in its subnet, behind the load balancer that faces the internet',
  needs: 'the deployed system',
  async run(scene, theatre) {
    const system = await joinEcsCaller(scene);
    const inside = await EcsInside.open(scene, theatre, system);
    const act = new EcsClaims(scene, theatre, system, inside, await readRoutes('public'));
    const called = await act.reachTheTask();
    const pairs = await act.admitNobodyElse();
    await act.withoutRules();
    await act.withoutKey();
    return `${called} by packets; ${pairs}; without ${RULES.join(', ')}: no connection, and the claims name each; without the key: 504, ${TIME_OUT}; SIGTERM ends the task with 0`;
  },
};

/** Code of the problem that a caller answers when the protected API is not reached in time. */
const TIME_OUT = 'UPSTREAM_TIMEOUT';

const PROBLEM = 'application/problem+json';

/** Answered by the emulator itself, whatever the host. */
const EMULATORS_OWN = '/health';

/** Of the network's stack, from the internet to the task. */
const RULES = [
  'EcsCallerLoadBalancerIngressFromInternetOn443',
  'EcsCallerLoadBalancerEgressToEcsCaller',
  'EcsCallerIngressFromEcsCallerLoadBalancer',
] as const;

/** Of reach.yml: what a task without ApiClientSecurityGroup breaks. */
const KEY_CLAIM = 'the-ecs-caller-reaches-the-protected-function';

class EcsClaims {
  readonly #scene: Scene;
  readonly #theatre: Theatre;
  readonly #system: DeployedSystem;
  readonly #inside: EcsInside;
  readonly #routes: readonly PlannedRoute[];
  readonly #claims = new Claims();

  constructor(
    scene: Scene,
    theatre: Theatre,
    system: DeployedSystem,
    inside: EcsInside,
    routes: readonly PlannedRoute[],
  ) {
    this.#scene = scene;
    this.#theatre = theatre;
    this.#system = system;
    this.#inside = inside;
    this.#routes = routes;
  }

  /** Health checks, and calls from the internet. Where they fail, the claims of reach.yml say which rule is missing. */
  async reachTheTask(): Promise<string> {
    await this.#inside.build(withStrangers);
    try {
      const checks = await this.#inside.untilHealthy();
      return `${checks} health checks and ${await this.#call()}`;
    } catch (cause) {
      const [difference] = await askClaims(this.#scene.smokeAws, this.#system)
        .then((asked) => this.#differences(asked))
        .then((differences) => differences.map(describeDifference))
        .catch((broken: unknown) => [messageOf(broken)]);
      const reasons = [messageOf(cause), difference].filter(Boolean);
      throw new BrokenClaimError(reasons.join('; '), { cause });
    }
  }

  /** Each example over HTTPS, seen in the logs of both ends; over HTTP a redirect. */
  async #call(): Promise<string> {
    const since = Date.now();
    const examples = this.#routes.filter(
      ({ path, example }) => path !== EMULATORS_OWN && example !== undefined,
    );
    for (const { route, method, path, example } of examples) {
      const { status } = await this.#inside.request('https', post(method, path, example?.body));
      this.#claims.equal(route, 'status through the ECS caller', status, example?.status);
      const redirected = await this.#inside.request('http', { path });
      this.#claims.equal(`${path} over HTTP`, 'status', redirected.status, 301);
      const { protocol, pathname } = new URL(redirected.location ?? '', 'http://nowhere.invalid');
      this.#claims.equal(`${path} over HTTP`, 'redirect', [protocol, pathname], ['https:', path]);
    }
    const ids = this.#inside.tasks
      .flatMap((task) => task.log('"requestId"'))
      .flatMap((line) => /"requestId":"([^"]+)"/.exec(line)?.[1] ?? []);
    const protectedFunction = physicalId(this.#system.protectedApi, 'ApiLambdaFunction');
    const seen = await untilLogged(this.#scene.smokeAws.logs, [protectedFunction], ids, since);
    return `${examples.length} routes and redirects (request id ${seen} in both logs)`;
  }

  async admitNobodyElse(): Promise<string> {
    const { built } = this.#inside;
    const { figures, ports } = await comparePairs(built);
    const strangers = await claimNoIntruders(built.lab, built.network, ports);
    return `${figures}, and packets say the same; ${strangers}`;
  }

  /** What the claims of reach.yml say of the templates, and packets do not. */
  async #differences(asked: AskedClaims): Promise<readonly Difference[]> {
    const { differences } = await connectClaims(this.#scene, this.#theatre, this.#system, asked);
    return differences;
  }

  /** Without each rule from the internet to the task the claims of reach.yml name it, and no others are broken. */
  async withoutRules(): Promise<void> {
    const asked = await askClaims(this.#scene.smokeAws, this.#system);
    const stack = await CutStack.of(this.#scene.aws.cloudFormation, this.#system.network);
    for (const rule of RULES) {
      await stack.cut(rule);
      const found = await this.#differences(asked);
      const others = found.filter((difference) => !names(difference, rule));
      this.#claims.equal(
        `without ${rule}`,
        'claims that name it',
        found.length > others.length,
        true,
      );
      this.#claims.equal(`without ${rule}`, 'others', others.map(describeDifference), []);
    }
    await stack.cut(...RULES);
    await this.#inside.build();
    const balancer = this.#inside.balancer().id;
    const attempts = [
      { from: 'internet', to: balancer, port: 443 },
      ...this.#inside.tasks.map(({ host }) => ({
        from: balancer,
        to: host.id,
        port: this.#system.settings.container.port,
      })),
    ];
    const reached = await this.#inside.built.lab.tryConnect(attempts);
    this.#claims.equal(
      RULES.join(', '),
      'reached without',
      reached,
      attempts.map(() => 'no'),
    );
    await stack.restore();
  }

  /** A new version of the service does not wear ApiClientSecurityGroup; its tasks replace those that do. */
  async withoutKey(): Promise<void> {
    const { service } = await this.#inside.read();
    const place = service?.networkConfiguration?.awsvpcConfiguration;
    const key = physicalId(this.#system.network, 'ApiClientSecurityGroup');
    const keyless = place?.securityGroups?.filter((id) => id !== key);
    const asked = await askClaims(this.#scene.smokeAws, this.#system);
    const leaving = await this.#wear(keyless);
    const exits = Promise.all(leaving.map((task) => task.stop()));
    const found = (await this.#differences(asked)).flatMap((difference) => difference.claims);
    this.#claims.equal('tasks without the key', KEY_CLAIM, found.includes(KEY_CLAIM), true);
    const posts = this.#routes.filter(({ method, example }) => method === 'POST' && example);
    for (const { route, method, path, example } of posts) {
      const answer = await this.#inside.request('https', post(method, path, example?.body));
      this.#claims.equal(`${route} without the key`, 'status', answer.status, 504);
      const { contentType } = answer;
      this.#claims.equal(`${route} without the key`, 'type', contentType, PROBLEM);
      const { code }: { code?: unknown } = JSON.parse(answer.body);
      this.#claims.equal(`${route} without the key`, 'code', code, TIME_OUT);
    }
    const codes = await exits;
    this.#claims.equal(
      'tasks after SIGTERM',
      'exit codes',
      codes,
      leaving.map(() => 0),
    );
    const returning = await this.#wear(place?.securityGroups);
    // How a task ends is claimed above.
    const ended = Promise.allSettled(returning.map((task) => task.stop()));
    const [first] = posts;
    if (first) {
      const { method, path, example } = first;
      const { status } = await this.#inside.request('https', post(method, path, example?.body));
      this.#claims.equal(`${first.route} with the key again`, 'status', status, example?.status);
    }
    await ended;
  }

  async #wear(securityGroups: string[] | undefined) {
    const { service } = await this.#inside.read();
    const awsvpcConfiguration = service?.networkConfiguration?.awsvpcConfiguration;
    await this.#scene.aws.ecs.send(
      new UpdateServiceCommand({
        cluster: service?.clusterArn,
        service: service?.serviceName,
        networkConfiguration: {
          awsvpcConfiguration: { subnets: [], ...awsvpcConfiguration, securityGroups },
        },
      }),
    );
    const leaving = await this.#inside.build();
    await this.#inside.untilHealthy();
    return leaving;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const post = (method: string, path: string, body: unknown) => ({
  method,
  path,
  ...(body !== undefined && { body: JSON.stringify(body) }),
  headers: body === undefined ? {} : { 'content-type': 'application/json' },
});
