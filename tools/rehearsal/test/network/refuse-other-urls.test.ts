import { readStage } from '@private-lambda/packaging/read-stage';
import { refuseOtherUrls } from '../../src/network/refuse-other-urls.ts';

const named = { apiDomainName: 'pricing.internal.test', apiCertificateArn: 'arn:aws:acm:…' };

describe('The network of packets', () => {
  it("takes a stage whose callers use HTTP and the load balancer's own name", () => {
    expect(() => refuseOtherUrls('dev', readStage('dev'))).not.toThrow();
  });

  it.each([
    ['HTTPS', { ...named, apiProtocol: 'https' }, 'https://pricing.internal.test'],
    [
      'HTTPS',
      { ...named, apiProtocol: 'both', callersUse: 'https' },
      'https://pricing.internal.test',
    ],
    [
      'a name',
      { ...named, apiProtocol: 'both', callersUse: 'http' },
      'http://pricing.internal.test',
    ],
  ] as const)('refuses one whose callers use %s: %j', (_what, changed, origin) => {
    expect(() => refuseOtherUrls('dev', { ...readStage('dev'), ...changed })).toThrow(
      expect.objectContaining({
        code: 'REHEARSAL_NETWORK_URL',
        message: expect.stringContaining(`Stage "dev" has callers of ${origin};`),
      }),
    );
  });
});
