import { whyNot } from '../../src/run/why-not.ts';
import { withSbin } from '../../src/run/with-sbin.ts';

test('elsewhere than on Linux it says what to use', () => {
  expect(whyNot(process.env, 'darwin')).toMatch(/^darwin has no network namespaces; use /);
});

test('where a program is missing it says which, and how to get it', () => {
  expect(whyNot({ PATH: '/nowhere' }, 'linux')).toMatch(
    /^there is no program "\w+" here; .*apt-get/,
  );
});

test('programs are found where Debian has them, also when PATH does not name it', () => {
  expect(withSbin({ PATH: '/bin' })).toEqual({ PATH: '/bin:/usr/local/sbin:/usr/sbin:/sbin' });
  expect(withSbin({})).toEqual({ PATH: '/usr/local/sbin:/usr/sbin:/sbin' });
});
