import type { PriceName } from '../prices/price-list.ts';

/** Something that a resource is billed for whether it is used or not. */
export interface Charge {
  readonly kind: 'charge';
  /** `NAT gateway`; equal charges are added up under it. */
  readonly label: string;
  readonly price: PriceName;
  /** Units of the price: gateways, endpoint AZs, vCPUs. */
  readonly quantity: number;
}

/** A resource that the tool cannot price, with half a sentence that says why. */
export interface NotPriced {
  readonly kind: 'not priced';
  readonly label: string;
  readonly why: string;
}

/** A resource that is billed by what goes through it or lies in it, and costs nothing while nothing does. */
export interface ByUse {
  readonly kind: 'by use';
  readonly label: string;
}

export type Finding = Charge | NotPriced | ByUse;

export function charge(label: string, price: Charge['price'], quantity: number): Charge {
  return { kind: 'charge', label, price, quantity };
}

export function notPriced(label: string, why: string): NotPriced {
  return { kind: 'not priced', label, why };
}

export function byUse(label: string): ByUse {
  return { kind: 'by use', label };
}
