import { ECS_CALLER, stageFiles } from './support/stage-files.ts';

describe('A stage with the ECS caller', () => {
  const { loadWith } = stageFiles();

  it('accepts the ECS caller with a certificate, an image and a way to pull it', () => {
    expect(loadWith(ECS_CALLER.join('\n'))()).toMatchObject({ ecsCaller: true });
    const withoutNat = ['natMode: none', 'containerEndpoints: true'];
    expect(loadWith([...ECS_CALLER, ...withoutNat].join('\n'))).not.toThrow();
  });

  it.each([
    [
      'a certificate',
      ECS_CALLER.filter((line) => !line.startsWith('ecsCert')),
      /ecsCertificateArn is missing/,
    ],
    ['an image', ECS_CALLER.filter((line) => !line.startsWith('image')), /image is missing/],
    [
      'a way to pull its image',
      [...ECS_CALLER, 'natMode: none'],
      /natMode is none; expected .*containerEndpoints/,
    ],
    [
      'a way for its log lines',
      [...ECS_CALLER, 'natMode: none', 'containerEndpoints: true', 'logsEndpoint: false'],
      /natMode is none; expected .*logsEndpoint/,
    ],
  ])('refuses the ECS caller without %s in one line', (_, lines, message) => {
    const load = loadWith(lines.join('\n'));

    expect(load).toThrow(expect.objectContaining({ code: 'STAGE_VALUE_MISSING' }));
    expect(load).toThrow(message);
    expect(load).toThrow(/^config\/stages\/test\.yml .*: ecsCaller is true and /);
    expect(load).not.toThrow(/\n/);
  });
});
