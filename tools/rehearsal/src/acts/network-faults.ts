import {
  GetFunctionConfigurationCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Host, LabNetwork } from '@private-lambda/packet-lab/model';
import { type PlannedRoute, readRoutes } from '@private-lambda/system/read-routes';
import { CutStack } from '../aws/cut-stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { Claims } from '../claims/claims.ts';
import { askClaims } from '../network/ask-claims.ts';
import { buildDeployed, type Change } from '../network/build-deployed.ts';
import { names } from '../network/compare-with-reach.ts';
import { connectClaims } from '../network/connect-claims.ts';
import { FreeAddresses } from '../network/free-addresses.ts';
import { hostIdOf } from '../network/host-id-of.ts';
import type { Scene } from '../scene.ts';
import { call } from '../system/call.ts';
import { anybody } from '../system/credentials.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import type { Theatre } from '../theatre.ts';
import type { Act } from './act.ts';

export const networkFaults: Act = {
  name: 'network-faults',
  title:
    'what only a network shows: a closed group, a zone without a link, other addresses, no NAT',
  needs: 'the deployed system',
  async run(scene, theatre) {
    const system = await scene.system();
    const stack = await CutStack.of(scene.aws.cloudFormation, system.network);
    const faults = new Faults(scene, theatre, system, await readRoutes('public'), stack);
    await faults.withoutRule();
    await faults.withoutKey();
    await faults.withoutZone();
    await faults.withOtherAddresses();
    await faults.withoutAnswer();
    const nat = await faults.withoutNat();
    return `without ${RULE}, and without ${KEY}: 504, and the claims say so; one zone's link down, and other addresses: calls go on; an answer lost after the POST: 504, sent once; ${nat}`;
  },
};

const TIME_OUT = 504;
/** Of the network's stack, which lets API clients in to the load balancer on `apiPort`. */
const RULE = 'ApiLoadBalancerIngressFromApiClient';
/** What the caller wears, and what it breaks in reach.yml without it. */
const KEY = 'ApiClientSecurityGroup';
const KEY_CLAIM = 'the-public-caller-reaches-the-protected-function';

class Faults {
  readonly #scene: Scene;
  readonly #theatre: Theatre;
  readonly #system: DeployedSystem;
  readonly #routes: readonly PlannedRoute[];
  readonly #stack: CutStack;
  readonly #claims = new Claims();

  constructor(
    scene: Scene,
    theatre: Theatre,
    system: DeployedSystem,
    routes: readonly PlannedRoute[],
    stack: CutStack,
  ) {
    this.#scene = scene;
    this.#theatre = theatre;
    this.#system = system;
    this.#routes = routes;
    this.#stack = stack;
  }

  /** One rule less, taken away at the emulator: the claims name it, and the caller runs into a time-out. */
  async withoutRule(): Promise<void> {
    const asked = await askClaims(this.#scene.smokeAws, this.#system);
    await this.#stack.cut(RULE);
    const { lab } = await this.#build();
    await lab.restartFunctions();
    // Two who wait, for different reasons.
    const [{ differences }] = await Promise.all([
      connectClaims(this.#scene, this.#theatre, this.#system, asked),
      this.#answers('POST', TIME_OUT, `without ${RULE}`),
    ]);
    const isNamed = differences.some((difference) => names(difference, RULE));
    this.#claims.equal('claims of reach.yml', `a connection that ${RULE} allows`, isNamed, true);
    await this.#stack.restore();
    await this.#build();
    await lab.restartFunctions();
    await this.#answers('POST', undefined, `with ${RULE} again`);
  }

  /** The calling function wears its other groups alone. */
  async withoutKey(): Promise<void> {
    const asked = await askClaims(this.#scene.smokeAws, this.#system);
    const { lambda } = this.#scene.aws;
    const FunctionName = this.#hop().from;
    const { VpcConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const { SubnetIds = [], SecurityGroupIds = [] } = VpcConfig ?? {};
    const wear = async (groups: string[]) => {
      const Worn = { SubnetIds, SecurityGroupIds: groups };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, VpcConfig: Worn }));
      const { lab } = await this.#build();
      await lab.restartFunctions();
    };
    const key = physicalId(this.#system.network, KEY);
    await wear(SecurityGroupIds.filter((id) => id !== key));
    const [{ differences }] = await Promise.all([
      connectClaims(this.#scene, this.#theatre, this.#system, asked),
      this.#answers('POST', TIME_OUT, `without ${KEY}`),
    ]);
    const broken = differences.flatMap(({ claims }) => claims);
    this.#claims.equal(
      `${FunctionName} without ${KEY}`,
      KEY_CLAIM,
      broken.includes(KEY_CLAIM),
      true,
    );
    await wear(SecurityGroupIds);
    await this.#answers('POST', undefined, `with ${KEY} again`);
  }

  /** The load balancer has an address in each zone: one of them does not answer. */
  async withoutZone(): Promise<void> {
    const { lab, network } = await this.#build();
    const balancer = hostNamed(network, this.#hop().to);
    for (const own of balancer.interfaces) {
      const what = `${own.address} of the load balancer`;
      await lab.setLink(balancer, own, false);
      const [found] = await lab.tryConnect([this.#hop()]);
      this.#claims.equal(what, 'zones reached while its link is down', found, 'part');
      await lab.restartFunctions();
      await this.#answers('GET', undefined, `while ${what} is down`);
      await lab.setLink(balancer, own, true);
    }
    const [found] = await lab.tryConnect([this.#hop()]);
    this.#claims.equal(balancer.id, 'zones reached when all links are up again', found, 'yes');
  }

  /** "Application Load Balancers" scale, and their addresses change; the name leads to the new ones. */
  async withOtherAddresses(): Promise<void> {
    const to = this.#hop().to;
    const addressesIn = (network: LabNetwork) =>
      hostNamed(network, to).interfaces.map(({ address }) => address);
    const left = addressesIn((await this.#build()).network);
    const { lab, network: changed } = await this.#build((network) => {
      const free = FreeAddresses.beside(network);
      const moved = (host: Host): Host => ({
        ...host,
        interfaces: host.interfaces.map((own) => ({ ...own, address: free.takeIn(own.subnet) })),
      });
      return {
        ...network,
        hosts: network.hosts.map((each) => (each.id === to ? moved(each) : each)),
      };
    });
    const kept = addressesIn(changed).filter((address) => left.includes(address));
    this.#claims.equal(to, 'addresses that it has kept', kept, []);
    const before = lab.balancers.passed;
    await this.#answers('GET', undefined, 'after the addresses of the load balancer have changed');
    if (lab.balancers.passed === before)
      throw new BrokenClaimError('no call came by the new addresses');
    await this.#build();
  }

  /** The request has arrived, and its answer does not come back: whether it had its effect nobody knows. */
  async withoutAnswer(): Promise<void> {
    const { lab } = await this.#build();
    await lab.restartFunctions();
    const before = lab.balancers.posts;
    lab.balancers.losesAnswers = true;
    await this.#answers('POST', TIME_OUT, 'whose answer is lost');
    lab.balancers.losesAnswers = false;
    this.#claims.equal(
      'POST whose answer is lost',
      'times it arrived',
      lab.balancers.posts - before,
      this.#examples('POST').length,
    );
    await lab.restartFunctions();
  }

  /** Who wears InternetClientSecurityGroup has the NAT gateway, and no other way. */
  async withoutNat(): Promise<string> {
    const client = 'internet-client';
    const attempt = { from: client, to: 'internet', port: 443 };
    const wearing = physicalId(this.#system.network, 'InternetClientSecurityGroup');
    const withClient = (network: LabNetwork): LabNetwork => {
      const [own] = hostNamed(network, this.#hop().from).interfaces;
      if (!own) throw new Error('the caller has no interface');
      const address = FreeAddresses.beside(network).takeIn(own.subnet);
      const worn = { ...own, groups: [wearing], address };
      const host: Host = { id: client, kind: 'function', interfaces: [worn], listens: [] };
      return { ...network, hosts: [...network.hosts, host] };
    };
    const { settings } = this.#system;
    const expected = settings.natMode === 'none' ? 'no' : 'yes';
    const { lab } = await this.#build(withClient);
    const [through] = await lab.tryConnect([attempt]);
    this.#claims.equal(client, 'internet reached through NAT', through, expected);
    await this.#build();
    const caller = { ...attempt, from: this.#hop().from };
    const [own] = await lab.tryConnect([caller]);
    const wears = settings.callerInternetAccess ? expected : 'no';
    this.#claims.equal(caller.from, 'internet reached', own, wears);
    if (expected === 'no') return 'no NAT gateway, and no way to the internet';
    const routes = this.#stack.idsWhere(({ Properties }) => 'NatGatewayId' in Properties);
    await this.#stack.cut(...routes);
    await this.#build(withClient);
    const [without] = await lab.tryConnect([attempt]);
    this.#claims.equal(client, `internet reached without ${routes.join(', ')}`, without, 'no');
    await this.#stack.restore();
    await this.#build();
    return `the internet through the NAT gateway, and not without ${routes.join(', ')}; the caller: ${wears}`;
  }

  /** From the caller to the load balancer. */
  #hop() {
    const from = physicalId(this.#system.publicCaller, 'ApiLambdaFunction');
    const to = hostIdOf(physicalId(this.#system.protectedApi, 'ApiLoadBalancer'));
    return { from, to, port: this.#system.settings.apiPort };
  }

  #build(change?: Change) {
    return buildDeployed(this.#scene, this.#theatre, this.#system, change);
  }

  #examples(method: string) {
    return this.#routes.filter((each) => each.method === method && each.example !== undefined);
  }

  /** Every example of a method. @param status another than that of the example */
  async #answers(method: 'GET' | 'POST', status: number | undefined, when: string): Promise<void> {
    for (const { path, example } of this.#examples(method)) {
      const answer = await call(this.#system, method, path, anybody, example?.body);
      this.#claims.equal(
        `${answer.request} ${when}`,
        'status',
        answer.status,
        status ?? example?.status,
      );
    }
  }
}

function hostNamed({ hosts }: LabNetwork, id: string): Host {
  const host = hosts.find((each) => each.id === id);
  if (!host) throw new BrokenClaimError(`there is no ${id} in the network`);
  return host;
}
