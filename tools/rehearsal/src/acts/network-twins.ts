import {
  CreateNetworkAclEntryCommand,
  DeleteNatGatewayCommand,
  DeleteNetworkAclEntryCommand,
} from '@aws-sdk/client-ec2';
import { LAST_ACL_RULE } from '@private-lambda/inventory/snapshot';
import { listServices } from '@private-lambda/packaging/list-services';
import type { GroupRule, LabNetwork } from '@private-lambda/packet-lab/model';
import { ECS_CALLER } from '../../../../config/names.js';
import { CutStack } from '../aws/cut-stack.ts';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { Claims } from '../claims/claims.ts';
import { type AskedClaims, askClaims } from '../network/ask-claims.ts';
import { type Built, buildDeployed, type Change } from '../network/build-deployed.ts';
import { claimOpenings } from '../network/claim-openings.ts';
import { type Difference, describeDifference, names } from '../network/compare-with-reach.ts';
import { connectClaims } from '../network/connect-claims.ts';
import type { Scene } from '../scene.ts';
import { type DeployedSystem, physicalId } from '../system/deployed-system.ts';
import { joinEcsCaller } from '../system/join-ecs-caller.ts';
import type { Theatre } from '../theatre.ts';
import type { Act } from './act.ts';

export const networkTwins: Act = {
  name: 'network-twins',
  title:
    'each rule, route, endpoint and ACL entry taken away, each group opened, one at a time: a claim turns red; and callerInternetAccess both ways',
  needs: 'the deployed system',
  async run(scene, theatre) {
    const system = listServices().includes(ECS_CALLER)
      ? await joinEcsCaller(scene)
      : await scene.system();
    const asked = await askClaims(scene.smokeAws, system);
    const twins = new Twins(scene, theatre, system, asked);
    const named = await twins.withoutResources();
    const entries = await twins.withoutAclEntries();
    const idle = await twins.idleRules(named);
    const opened = await claimOpenings(scene, theatre, system, asked);
    await twins.requireAllBack();
    const internet = await twins.internetAccess();
    return `${named.length} taken away, and named by the claims: ${named.join(', ')}; ${entries} ACL entries taken away, and noticed; without effect: ${idle.join(', ')}; ${opened}; ${internet}`;
  },
};

/** What lets packets through. */
const TYPES = [
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::Route',
  'AWS::EC2::VPCEndpoint',
  'AWS::EC2::NetworkAclEntry',
];

class Twins {
  readonly #scene: Scene;
  readonly #theatre: Theatre;
  readonly #system: DeployedSystem;
  /** What the claims ask, and reach calls reachable: nothing else can change where something is taken away. */
  readonly #asked: AskedClaims;

  constructor(scene: Scene, theatre: Theatre, system: DeployedSystem, asked: AskedClaims) {
    this.#scene = scene;
    this.#theatre = theatre;
    this.#system = system;
    const questions = asked.questions.filter(({ answer }) => answer.verdict === 'reachable');
    this.#asked = { ...asked, questions };
  }

  /** @returns logical ids, each of which a claim has named when it was away */
  async withoutResources(): Promise<string[]> {
    const stack = await CutStack.of(this.#scene.aws.cloudFormation, this.#system.network);
    const endpoints = stack.idsWhere(({ Type }) => Type === 'AWS::EC2::VPCEndpoint');
    const ids = stack.idsWhere(({ Type }) => TYPES.includes(Type));
    for (const id of ids) {
      await stack.cut(id);
      // The services have public addresses, too: without NAT gateways their endpoints are the only way.
      const found = await this.#differences(endpoints.includes(id) ? withoutNat : undefined);
      if (found.some((difference) => names(difference, id))) continue;
      throw new BrokenClaimError(
        `without ${id} no claim names it; found: ${found.map(describeDifference)[0] ?? 'all hold'}`,
      );
    }
    await stack.restore();
    await this.requireAllBack();
    return ids;
  }

  async requireAllBack(): Promise<void> {
    const [difference] = await this.#differences();
    if (difference) throw new BrokenClaimError(`put back: ${describeDifference(difference)}`);
  }

  /** Those of ACLs that no stack has made, and no claim can name. @returns how many */
  async withoutAclEntries(): Promise<number> {
    const { ec2 } = this.#scene.aws;
    const entries = aclEntries(await this.#build());
    for (const entry of entries) {
      const { NetworkAclId, RuleNumber, Egress } = entry;
      await ec2.send(new DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber, Egress }));
      const found = await this.#differences();
      await ec2.send(new CreateNetworkAclEntryCommand(entry));
      if (found.length > 0) continue;
      throw new BrokenClaimError(`without entry ${RuleNumber} of ${NetworkAclId} all claims hold`);
    }
    await this.requireAllBack();
    return entries.length;
  }

  /**
   * Rules that no resource of their own states, with the reason why nothing changes without them.
   * @throws BrokenClaimError for one that has none
   */
  async idleRules(stated: readonly string[]): Promise<string[]> {
    const { network } = await this.#build();
    const stack = await CutStack.of(this.#scene.aws.cloudFormation, this.#system.network);
    const own = stack.idsWhere(({ Type }) => /SecurityGroup(In|E)gress$/.test(Type));
    const rules = network.groups.flatMap(({ id, inbound, outbound }) =>
      [...inbound, ...outbound].map((rule) => ({ group: id, rule })),
    );
    const idle = rules.flatMap(({ group, rule }) => {
      const name = this.#nameOf(group);
      const why = whyIdle(rule) ?? (name === undefined ? whyUnworn(network, group) : undefined);
      return why === undefined ? [] : [`${name ?? 'the default group'}: ${why}`];
    });
    const others = rules.length - idle.length;
    if (own.every((id) => stated.includes(id)) && others === own.length) return idle;
    throw new BrokenClaimError(
      `${others} rules of groups let packets through, and ${own.length} of them are resources of the stack`,
    );
  }

  /** The caller reaches the internet where its stage says so, and through the NAT gateway only. */
  async internetAccess(): Promise<string> {
    const claims = new Claims();
    const from = physicalId(this.#system.publicCaller, 'ApiLambdaFunction');
    const attempt = { from, to: 'internet', port: 443 };
    const { natMode } = this.#system.settings;
    let { callerInternetAccess } = this.#system.settings;
    for (const access of [false, true]) {
      if (access !== callerInternetAccess) {
        this.#scene.changeStage({ callerInternetAccess: access });
        await this.#scene.deploy('public-caller');
        callerInternetAccess = access;
      }
      const { lab } = await this.#build();
      const [found] = await lab.tryConnect([attempt]);
      const expected = access && natMode !== 'none' ? 'yes' : 'no';
      claims.equal(`callerInternetAccess: ${access}`, 'internet reached', found, expected);
    }
    const { NatGateways = [] } = (await this.#build()).snapshot;
    for (const { NatGatewayId } of NatGateways ?? []) {
      await this.#scene.aws.ec2.send(new DeleteNatGatewayCommand({ NatGatewayId }));
    }
    const { lab } = await this.#build();
    const [found] = await lab.tryConnect([attempt]);
    claims.equal('without NAT gateways', 'internet reached', found, 'no');
    if (natMode === 'none') return 'the caller reaches no internet, also with callerInternetAccess';
    return 'the caller reaches the internet with callerInternetAccess, and not without it, nor when the NAT gateways are deleted';
  }

  /** Its logical id; undefined for one that the stack did not make. */
  #nameOf(group: string): string | undefined {
    return [...this.#system.network.resources].find(([, id]) => id === group)?.[0];
  }

  async #differences(change?: Change): Promise<readonly Difference[]> {
    const { differences } = await connectClaims(
      this.#scene,
      this.#theatre,
      this.#system,
      this.#asked,
      change,
    );
    return differences;
  }

  #build(): Promise<Built> {
    return buildDeployed(this.#scene, this.#theatre, this.#system);
  }
}

const withoutNat: Change = (network) => ({
  ...network,
  hosts: network.hosts.filter(({ kind }) => kind !== 'nat-gateway'),
});

/** What the ACLs of the network's subnets allow, as a request that makes it. */
function aclEntries({ snapshot, network }: Built) {
  const used = new Set(network.subnets.map(({ acl }) => acl));
  return (snapshot.NetworkAcls ?? [])
    .filter(({ NetworkAclId }) => used.has(NetworkAclId))
    .flatMap(({ NetworkAclId, Entries = [] }) =>
      // Without what refuses nothing that a claim asks is lost.
      Entries.filter(
        ({ RuleNumber, RuleAction }) => RuleNumber !== LAST_ACL_RULE && RuleAction === 'allow',
      ).map(({ RuleNumber, Egress, Protocol, CidrBlock, PortRange }) => ({
        NetworkAclId,
        RuleNumber,
        Egress,
        Protocol,
        CidrBlock,
        PortRange,
        RuleAction: 'allow' as const,
      })),
    );
}

/** AWS's own way to say none: a group that states no egress would let everything out. */
const NOBODY = '127.0.0.1/32';

function whyIdle({ peer }: GroupRule): string | undefined {
  const isNobody = 'blocks' in peer && peer.blocks.every((block) => block === NOBODY);
  return isNobody ? `${NOBODY} is nobody` : undefined;
}

function whyUnworn({ hosts }: LabNetwork, group: string): string | undefined {
  const isWorn = hosts.some(({ interfaces }) =>
    interfaces.some(({ groups }) => groups?.includes(group)),
  );
  return isWorn ? undefined : 'nobody wears it';
}
