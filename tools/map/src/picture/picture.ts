/** One system as the page has it: every answer that can be shown, and where things are drawn. Plain data, written as JSON. */
export interface Picture extends Told {
  readonly layout: Layout;
}

/** What is said of a system, wherever it is drawn. */
export interface Told {
  /** Name of the stage, or what the command line calls the system. */
  readonly name: string;
  readonly items: readonly Item[];
  readonly answers: readonly ShownAnswer[];
  /** Every different hop once; answers name them by their index. */
  readonly hops: readonly ShownHop[];
  readonly claims: readonly ShownClaim[];
  /** Answers that say "blocked" are there, too; not in a large system. */
  readonly hasBlocked: boolean;
  /** The answers that a change has opened and closed are there, too. */
  readonly isComparison: boolean;
}

/** Something that is drawn: a node, a gateway, an endpoint, the internet, an AWS service. */
export interface Item {
  readonly id: string;
  /** Its logical id, cut where it is long. */
  readonly label: string;
  /** Tells it apart in a list: short name of its stack, and its label. */
  readonly name: string;
  /** Short name of its stack; empty where there is only one. */
  readonly stack: string;
  readonly kind: ItemKind;
  /** Below the label, a line each: what it is, its groups, its doors. */
  readonly lines: readonly string[];
  /** Of a function: the ways to invoke it, as a claim names them; `perhaps …` where that is not known. */
  readonly doors: readonly string[];
  /** The template that it stands in. */
  readonly file: string;
  /** It can open connections. */
  readonly opens: boolean;
  /** Somebody can ask whether it is reached. */
  readonly answers: boolean;
  /** A function that is invoked through a load balancer. */
  readonly isBehindBalancer: boolean;
}

export type ItemKind =
  | 'internet'
  | 'aws-service'
  | 'function'
  | 'load-balancer'
  | 'endpoint'
  | 'gateway'
  | 'other';

/** VPC, zone, subnets; nested. */
export interface Box {
  readonly id: string;
  readonly kind: 'vpc' | 'zone' | 'subnet' | 'outside';
  readonly label: string;
  /** Ids of its subnets, for who is only supposed to be in one of them. */
  readonly subnets: readonly string[];
  readonly boxes: readonly Box[];
  /** Ids of the items in it. */
  readonly items: readonly string[];
  /** Of a VPC: those on its edge towards the internet, and those on its edge towards AWS's services. */
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** What `reach explain` says about a stretch of ports; the words are those for its first port. */
export interface ShownAnswer {
  readonly from: string;
  readonly to: string;
  readonly protocol: 'tcp' | 'udp';
  readonly ports: readonly [from: number, to: number];
  readonly verdict: 'reachable' | 'blocked' | 'unknown';
  readonly hops: readonly number[];
  readonly blockedBy?: string;
  /** What would close an open way, as `reach check` says it. */
  readonly remedy?: string;
  /** Ids of the items that it passes between its ends. */
  readonly via: readonly string[];
  /** What became of it, where two systems are compared. */
  readonly change?: 'opened' | 'closed' | 'unknown';
  /** Asked by a claim about somebody who is only supposed to be there: part of no question. */
  readonly supposed?: true;
}

export interface ShownHop {
  readonly at: string;
  readonly step: string;
  readonly allowed: boolean;
  readonly because: string;
  readonly rule?: string;
  readonly unknown?: true;
  readonly file: string;
}

export interface ShownClaim {
  readonly id: string;
  readonly says: string;
  readonly outcome: 'satisfied' | 'violated' | 'undecided' | 'absent';
  readonly findings: readonly {
    readonly message: string;
    readonly remedy?: string;
    /** Index of the answer. */
    readonly answer?: number;
  }[];
  /** Indices of all answers that it was decided by; absent where the conditions of the templates have several outcomes. */
  readonly evidence?: readonly number[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (Rectangle & Pick<Box, 'id' | 'kind' | 'label' | 'subnets'>)[];
  /** By the id of the item. */
  readonly items: Readonly<Record<string, Rectangle>>;
  /** Routed lines, by `lineName`; any other is drawn straight. */
  readonly lines: Readonly<Record<string, readonly Point[]>>;
}

/** In pixels, from the upper left corner of the picture. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];
