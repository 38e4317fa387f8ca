/** What is to be built, as texts for `ip -batch` and `nft -f`. */
export interface Plan {
  readonly namespaces: readonly Namespace[];
  readonly links: readonly Link[];
}

export interface Namespace {
  readonly name: string;
  /** Whether it passes on packets that are not for itself. */
  readonly forwards: boolean;
  /** Lines for `ip -batch`. They can be applied again, on top of what they made. */
  readonly ip: readonly string[];
  /** Tables for `nft -f`, which are all that it has. */
  readonly nft: readonly string[];
}

/** A cable between two namespaces: the device at each of its ends. */
export interface Link {
  readonly ends: readonly [Device, Device];
}

export interface Device {
  readonly namespace: string;
  /** At most 15 characters. */
  readonly device: string;
}
