import { whyNot } from '../../src/run/why-not.ts';

test('elsewhere than on Linux it says what to use', () => {
  expect(whyNot(process.env, 'darwin')).toMatch(/^darwin has no network namespaces; use /);
});

test('where a program is missing it says which, and how to get it', () => {
  expect(whyNot({ PATH: '/nowhere' }, 'linux')).toMatch(
    /^there is no program "ip" here; .*apt-get/,
  );
});
