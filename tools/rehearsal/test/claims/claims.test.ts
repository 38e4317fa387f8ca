import { Claims } from '../../src/claims/claims.ts';

describe('Claims', () => {
  it('counts those that hold', () => {
    const claims = new Claims();
    claims.equal('Vpc', 'zones', ['a', 'b'], ['a', 'b']);
    expect(claims.present('Vpc', 'block', '10.0.0.0/16')).toBe('10.0.0.0/16');
    expect(claims.held).toBe(2);
  });

  it('names resource, what was found and what was expected in one that does not', () => {
    expect(() => new Claims().equal('PrivateSubnetA', 'way out', 'igw-1', 'nat-1')).toThrow(
      'PrivateSubnetA: way out is igw-1, expected nat-1',
    );
    expect(() => new Claims().equal('Group', 'rules', undefined, ['in'])).toThrow(
      'Group: rules is missing, expected ["in"]',
    );
    expect(() => new Claims().present('NatGatewayA', 'Elastic IP', undefined)).toThrow(
      'NatGatewayA: there is no Elastic IP',
    );
  });
});
