import type { Answer } from '../analysis/answer.ts';
import { toAnswer } from '../analysis/answer.ts';
import { refuseAnswers, refuseQuestions } from '../analysis/question-limit.ts';
import { ALL_ADDRESSES } from '../model/address-range.ts';
import {
  ALL_PORTS,
  type Group,
  type Id,
  type Interface,
  type Network,
  type Node,
  type NodeKind,
  type Rule,
} from '../model/network.ts';
import { representativePorts } from '../model/representative-ports.ts';
import type { Path } from '../reachability/path.ts';
import { Reachability } from '../reachability/reachability.ts';
import type { StackSet } from '../template/system.ts';

/**
 * The network plus hypothetical clients and servers, which a claim supposes. A client is a function and a server an
 * instance; each has one interface.
 */
export class World {
  private readonly nodes: Map<Id, Node>;
  private readonly groups: Map<Id, Group>;
  readonly reachability: Reachability;
  private questions = 0;
  private answers = 0;

  /** @param heard is told every answer that is asked for */
  constructor(
    readonly set: StackSet,
    readonly network: Network,
    private readonly heard?: (
      answer: () => Answer,
      world: World,
      from: Interface | undefined,
    ) => void,
  ) {
    this.nodes = new Map(network.nodes);
    this.groups = new Map(network.groups);
    this.reachability = new Reachability({ ...network, nodes: this.nodes, groups: this.groups });
  }

  /** Somebody who wears these groups in a subnet. @param free wears one of their own too, that lets everything out */
  supposeClient(name: string, subnet: Id, groups: readonly Id[], free: boolean): Id {
    return this.suppose(name, 'function', subnet, free ? [...groups, this.openGroup()] : groups);
  }

  /** A server that wears these groups in a subnet, and answers on every port. */
  supposeServer(name: string, subnet: Id, groups: readonly Id[]): Id {
    return this.suppose(name, 'instance', subnet, groups);
  }

  /** A server that admits everybody. */
  supposeOpenServer(subnet: Id): Id {
    return this.suppose('a server that is open to all', 'instance', subnet, [this.openGroup()]);
  }

  /** Somebody who runs outside every VPC. */
  supposeOutside(): Id {
    const id = 'a function outside every VPC';
    this.nodes.set(id, { id, kind: 'function', interfaces: [], perhapsMore: undefined });
    return id;
  }

  private suppose(name: string, kind: NodeKind, subnet: Id, ids: readonly Id[]): Id {
    const id = `${name} in ${subnet}`;
    if (this.nodes.has(id)) return id;
    const own: Interface = {
      node: id,
      subnet,
      address: undefined,
      groups: { kind: 'groups', ids, perhapsMore: undefined },
      publicAddress: false,
    };
    this.nodes.set(id, { id, kind, interfaces: [own], perhapsMore: undefined });
    return id;
  }

  /** A group that lets everything in and out. */
  private openGroup(): Id {
    const id = 'a group of its own';
    const all: Rule = {
      id,
      traffic: { protocol: 'any', ports: ALL_PORTS },
      peer: { kind: 'ranges', ranges: [ALL_ADDRESSES], name: '' },
    };
    this.groups.set(id, {
      id,
      at: id,
      vpc: undefined,
      isDefault: false,
      inbound: [all],
      outbound: [all],
      perhapsMore: undefined,
    });
    return id;
  }

  /** One path for each interface of the source. */
  ask(
    from: Id,
    to: Id,
    port: number,
  ): { path: Path; answer: () => Answer; from: Interface | undefined }[] {
    this.questions += 1;
    refuseQuestions('the claims ask', this.questions, 'expected fewer ports or sources in a claim');
    const question = { from, to, protocol: 'tcp', port } as const;
    return this.reachability.askEach(question).map(({ path, from: source }) => {
      const answer = () => {
        this.answers += 1;
        refuseAnswers(this.answers);
        return toAnswer(question, path, this.set);
      };
      this.heard?.(answer, this, source);
      return { path, from: source, answer };
    });
  }

  representativePorts(): number[] {
    return representativePorts([this.network]);
  }
}
