import type { Aws } from '@private-lambda/aws/clients';
import { readRoutes } from '@private-lambda/system/read-routes';
import { readEcsCaller } from '../aws/ecs-caller.ts';
import { readHop } from '../aws/hop.ts';
import { readNetwork } from '../aws/network.ts';
import { claimAddresses } from '../claims/address-claims.ts';
import { claimCallers } from '../claims/caller-claims.ts';
import { Claims } from '../claims/claims.ts';
import { claimEcsCaller } from '../claims/ecs-caller-claims.ts';
import { claimEndpoints } from '../claims/endpoint-claims.ts';
import { claimFunctions } from '../claims/function-claims.ts';
import { claimLoadBalancer } from '../claims/load-balancer-claims.ts';
import { claimEcsCallerOutputs, claimOutputs } from '../claims/output-claims.ts';
import { claimSecurityGroups } from '../claims/security-group-claims.ts';
import type { DeployedSystem } from './deployed-system.ts';

/**
 * Compares what AWS says of the deployed system with what was designed. Reads only.
 * @returns the number of claims that hold: all of them
 * @throws BrokenClaimError
 */
export async function compareSystem(aws: Aws, system: DeployedSystem): Promise<number> {
  const [network, hop, publicRoutes, protectedRoutes] = await Promise.all([
    readNetwork(aws.ec2, system.network),
    readHop(aws, system),
    readRoutes('public'),
    readRoutes('protected'),
  ]);
  const claims = new Claims();
  claimAddresses(claims, system, network);
  claimSecurityGroups(claims, system, network);
  claimEndpoints(claims, system, network);
  claimLoadBalancer(claims, system, network, hop, protectedRoutes);
  claimFunctions(claims, system, hop, publicRoutes);
  claimCallers(claims, system.settings, hop);
  claimOutputs(claims, system, network, hop);
  if (system.ecsCaller) {
    const found = await readEcsCaller(aws, system.ecsCaller);
    claimEcsCaller(claims, system, system.ecsCaller, found);
    claimEcsCallerOutputs(claims, system.ecsCaller, found);
  }
  return claims.held;
}
