import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { interfaceNamespace, plainNamespace } from '@private-lambda/packet-lab/compile/names';
import type { Host, LabNetwork } from '@private-lambda/packet-lab/model';
import { readEcsCaller } from '../aws/ecs-caller.ts';
import type { Stack } from '../aws/stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import type { Scene } from '../scene.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Theatre } from '../theatre.ts';
import { type Built, buildDeployed } from './build-deployed.ts';
import { EcsTask, type Image, readImage } from './ecs-task.ts';
import { hostIdOf } from './host-id-of.ts';
import { type Given, requestOver, type Sent } from './request-over.ts';

/** Milliseconds for a task to become healthy, and between two looks. */
const HEALTHY_MS = 20_000;
const POLL_MS = 100;
/** Milliseconds for a connection that should come about, on a busy machine. */
const CONNECT_MS = 5000;

/** The tasks of the ECS caller in the network of packets, and the load balancer before them. */
export class EcsInside {
  readonly #scene: Scene;
  readonly #theatre: Theatre;
  readonly #system: DeployedSystem;
  readonly #stack: Stack;
  readonly #image: Image;
  #tasks: readonly EcsTask[] = [];
  #built: Built | undefined;

  private constructor(
    scene: Scene,
    theatre: Theatre,
    system: DeployedSystem,
    stack: Stack,
    image: Image,
  ) {
    this.#scene = scene;
    this.#theatre = theatre;
    this.#system = system;
    this.#stack = stack;
    this.#image = image;
  }

  /** @throws BrokenClaimError where the ECS caller is not deployed, or its program cannot be built */
  static async open(scene: Scene, theatre: Theatre, system: DeployedSystem): Promise<EcsInside> {
    const { ecsCaller } = system;
    if (!ecsCaller) throw new BrokenClaimError('ecs-caller: there is no such stack');
    return new EcsInside(scene, theatre, system, ecsCaller, await readImage(scene));
  }

  get tasks(): readonly EcsTask[] {
    return this.#tasks;
  }

  /** Network and snapshot, as they were built last. */
  get built(): Built {
    if (!this.#built) throw new Error('no network is built');
    return this.#built;
  }

  /** What AWS says of it at this moment. */
  read() {
    return readEcsCaller(this.#scene.aws, this.#stack);
  }

  /**
   * Builds what the emulator has, and does what ECS would do there: starts a task at each of their interfaces that has
   * none yet, and ends those whose interface is gone.
   * @returns the tasks that have been told to end
   */
  async build(change?: (network: LabNetwork) => LabNetwork): Promise<readonly EcsTask[]> {
    this.#built = await buildDeployed(this.#scene, this.#theatre, this.#system, change);
    const { lab, network } = this.#built;
    const { taskDefinition } = await this.read();
    const [container] = taskDefinition?.containerDefinitions ?? [];
    if (!container) throw new BrokenClaimError('CallerTaskDefinition: there is no container');
    const hosts = network.hosts.filter(({ kind }) => kind === 'task');
    const isPlaced = (task: EcsTask) => hosts.some(({ id }) => id === task.host.id);
    const leaving = this.#tasks.filter((task) => !isPlaced(task));
    const staying = this.#tasks.filter(isPlaced);
    const started = hosts
      .filter(({ id }) => !staying.some((task) => task.host.id === id))
      .map((host) => new EcsTask(lab, host, this.#image, container));
    this.#tasks = [...staying, ...started];
    return leaving;
  }

  /** The load balancer before the tasks. */
  balancer(): Host {
    const id = hostIdOf(physicalId(this.#stack, 'CallerLoadBalancer'));
    const host = this.built.network.hosts.find((each) => each.id === id);
    if (!host) throw new BrokenClaimError(`there is no ${id} in the network`);
    return host;
  }

  /**
   * Checks every task from every node of the load balancer, as its target group says, until all are healthy.
   * @returns how many checks
   * @throws BrokenClaimError that names the first one that is not healthy in time
   */
  async untilHealthy(): Promise<number> {
    const { targetGroup: group } = await this.read();
    const { HealthCheckPath: path = '', Matcher, Port: port = 0 } = group ?? {};
    const balancer = this.balancer();
    const checks = balancer.interfaces.flatMap((node) =>
      this.#tasks.flatMap(({ host }) => host.interfaces.map((own) => ({ node, own }))),
    );
    const deadline = Date.now() + HEALTHY_MS;
    for (const { node, own } of checks) {
      const from = { namespace: interfaceNamespace(balancer, node), address: own.address, port };
      for (;;) {
        const found = await this.#health(from, path);
        if (found === Matcher?.HttpCode) break;
        if (Date.now() > deadline) {
          throw new BrokenClaimError(
            `health check of the task at ${own.address} from ${node.address} of the load balancer: ${found}, expected ${Matcher?.HttpCode}`,
          );
        }
        await sleep(POLL_MS);
      }
    }
    return checks.length;
  }

  async #health(from: Parameters<Built['lab']['dial']>[0], path: string): Promise<string> {
    try {
      const socket = await this.built.lab.dial(from, CONNECT_MS);
      const headers = { host: `${from.address}:${from.port}`, connection: 'close' };
      return String((await requestOver(socket, { path, headers })).status);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /**
   * A request of a client on the internet, by the load balancer's own name, whose certificate it verifies.
   * @throws DialError where no connection comes about
   */
  async request(
    scheme: 'http' | 'https',
    { headers, ...sent }: Partial<Sent> & Pick<Sent, 'path'>,
  ): Promise<Given> {
    const { lab, network, snapshot } = this.built;
    const balancer = this.balancer();
    const [own] = balancer.interfaces;
    const client = network.outside.find(({ kind }) => kind === 'internet');
    const name = snapshot.LoadBalancers?.find(
      ({ LoadBalancerName }) => LoadBalancerName === balancer.id,
    )?.DNSName;
    if (!own?.publicAddress || !client || !name) {
      throw new BrokenClaimError(`${balancer.id} has no name and address on the internet`);
    }
    const socket = await lab.dial(
      {
        namespace: plainNamespace(client.id),
        address: own.publicAddress,
        port: scheme === 'https' ? 443 : 80,
      },
      CONNECT_MS,
    );
    const whole = { ...sent, headers: { ...headers, host: name, connection: 'close' } };
    if (scheme === 'http') return requestOver(socket, whole);
    const secure = connectTls({ socket, servername: name, ca: this.#scene.tlsFront.authority });
    await once(secure, 'secureConnect');
    return requestOver(secure, whole);
  }
}
