import type { Host, Interface, LabNetwork } from '../model.ts';

/** The device of whoever has only one. */
export const OWN_DEVICE = 'eth0';
/** In a router, the device that leads to the internet gateway. */
export const GATEWAY_DEVICE = 'igw';
export const INTERNET = 'internet';

/** Of a router at the end of each of its cables; link-local addresses are nobody's in a VPC. */
export const ROUTER_ADDRESS = '169.254.1.1';

/** Characters of a file name, which a namespace is under `/run/netns`. */
const clean = (id: string) => id.replaceAll(/[^\w.-]+/g, '-');

/** Each network interface is a namespace of its own. */
export const interfaceNamespace = ({ id }: Pick<Host, 'id'>, { address }: Interface) =>
  `${clean(id)}.${address}`;

export const routerNamespace = (vpc: string) => `router.${clean(vpc)}`;
export const gatewayNamespace = (vpc: string) => `internet-gateway.${clean(vpc)}`;
export const plainNamespace = (id: string) => clean(id);

/** In the router of their VPC, devices are called by the address to which they lead. */
export const interfaceDevice = ({ address }: Interface) => address;

export const peeringDevice = ({ peerings }: LabNetwork, id: string) =>
  `pcx${peerings.findIndex((each) => each.id === id)}`;

export const endpointDevice = ({ gatewayEndpoints }: LabNetwork, id: string) =>
  `vpce${gatewayEndpoints.findIndex((each) => each.id === id)}`;
