import { InputError } from '@private-lambda/command-line/input-error';
import { protectedApiUrl } from '../../../../config/api-address.js';
import type { Stage } from '../../../../config/stage.js';

/** In the place of the name that AWS gives. */
const OWN_NAME = 'load-balancer.invalid';

/**
 * In the network of packets the load balancer has its own name alone, and POSTs are counted that are not encrypted.
 * @throws InputError for a stage whose callers use HTTPS, or another name
 */
export function refuseOtherUrls(stage: string, settings: Stage): void {
  const { protocol, hostname, origin } = new URL(protectedApiUrl(settings, OWN_NAME));
  if (protocol === 'http:' && hostname === OWN_NAME) return;
  throw new InputError(
    'REHEARSAL_NETWORK_URL',
    `Stage "${stage}" has callers of ${origin}; expected HTTP and the load balancer's own name, which is all that the network of packets has`,
  );
}
