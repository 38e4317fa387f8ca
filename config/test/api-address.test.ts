import { apiAddressProblem, apiPorts, protectedApiUrlValue } from '../api-address.js';
import { loadStage } from '../stage.js';

const dev = loadStage('dev');
const named = {
  apiDomainName: 'pricing.internal.test',
  apiCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/0-1',
};
const by = (says: object) => ({ ...dev, ...says });

it.each<[string, object]>([
  ['HTTP alone', {}],
  ['HTTP under a name, with all that HTTPS will need', { ...named, apiHostedZone: 'made' }],
  ['both', { ...named, apiProtocol: 'both' }],
  ['both, with callers on HTTPS', { ...named, apiProtocol: 'both', callersUse: 'https' }],
  ['HTTPS alone', { ...named, apiProtocol: 'https', callersUse: 'https' }],
  ['one port, as long as there is one listener', { apiTlsPort: 80 }],
])('a stage may speak %s', (_what, says) => {
  expect(apiAddressProblem(by(says))).toBeUndefined();
});

it.each<[object, string]>([
  [{ apiProtocol: 'https' }, 'apiProtocol is https and apiDomainName is missing; expected'],
  [
    { ...named, apiCertificateArn: '', apiProtocol: 'both' },
    'apiProtocol is both and apiCertificateArn is missing; expected',
  ],
  [{ ...named, apiProtocol: 'https', apiTlsPort: 80 }, 'apiPort and apiTlsPort are both 80'],
  [{ callersUse: 'https' }, 'callersUse is https and apiProtocol is http; expected'],
  [
    { ...named, apiProtocol: 'https', callersUse: 'http' },
    'callersUse is http and apiProtocol is https; expected',
  ],
  [{ apiHostedZone: 'Z1' }, 'apiHostedZone is set and apiDomainName is missing'],
])('a stage that says %j is refused in one line', (says, line) => {
  expect(apiAddressProblem(by(says))).toContain(line);
});

it.each<[object, number[], string, string]>([
  [{}, [80], 'http://host:80', 'LoadBalancerDnsName'],
  [named, [80], 'http://host:80', 'ApiDomainName'],
  [{ ...named, apiProtocol: 'both' }, [80, 443], 'http://host:80', 'ApiDomainName'],
  [
    { ...named, apiProtocol: 'both', callersUse: 'https', apiTlsPort: 8443 },
    [80, 8443],
    'https://host:8443',
    'ApiDomainName',
  ],
  [{ ...named, apiProtocol: 'https' }, [443], 'https://host:443', 'ApiDomainName'],
])('with %j the load balancer listens on %j, and callers go to %s, of export %s', (...row) => {
  const [says, ports, url, output] = row;
  expect(apiPorts(by(says))).toEqual(ports);
  expect(protectedApiUrlValue(by(says), 'api')).toEqual({
    'Fn::Sub': [
      url.replace('host', '$' + '{Host}'),
      { Host: { 'Fn::ImportValue': `api-${output}` } },
    ],
  });
});
