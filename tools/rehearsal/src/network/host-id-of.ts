/** "LoadBalancer": its name is a part of its ARN, `…:loadbalancer/app/<name>/<id>`; that of a Classic one is all of it. */
const BALANCER = /:loadbalancer\/(?:(?:app|net)\/)?([^/]+)/;

/** The id of a host in the network: a load balancer has its name there, everybody else the physical id. */
export const hostIdOf = (physicalId: string) => BALANCER.exec(physicalId)?.[1] ?? physicalId;
