import { whyNot } from '../../src/run/why-not.ts';
import { withSbin } from '../../src/run/with-sbin.ts';
import { failing, machineWith } from '../support/machine.ts';

/** What a lab starts. All of them do nothing here. */
const PROGRAMS = { unshare: '', nsenter: '', mount: '', ip: '', nft: '', python3: '' };

test('elsewhere than on Linux it says what to use', () => {
  expect(whyNot({ ...machineWith({}), platform: 'darwin' })).toBe(
    'darwin has no network namespaces; use a virtual machine with Linux, or a privileged container',
  );
});

test.each(Object.keys(PROGRAMS))(
  'where there is no %s it says so, and how to get it',
  (program) => {
    const others = Object.entries(PROGRAMS).filter(([name]) => name !== program);
    expect(whyNot(machineWith(Object.fromEntries(others)))).toBe(
      `there is no program "${program}" here; on Debian and Ubuntu: sudo apt-get install iproute2 nftables util-linux python3`,
    );
  },
);

const REFUSED = 'unshare: write failed /proc/self/uid_map: Operation not permitted';

test.each([
  [
    { 'kernel.apparmor_restrict_unprivileged_userns': '1' },
    'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  ],
  [
    { 'kernel.unprivileged_userns_clone': '0' },
    'sudo sysctl -w kernel.unprivileged_userns_clone=1',
  ],
  [{ 'user.max_user_namespaces': '0' }, 'sudo sysctl -w user.max_user_namespaces=10000'],
  [{ 'user.max_net_namespaces': '0' }, 'sudo sysctl -w user.max_net_namespaces=10000'],
  [{ 'user.max_pid_namespaces': '0' }, 'sudo sysctl -w user.max_pid_namespaces=10000'],
  [{ 'user.max_mnt_namespaces': '0' }, 'sudo sysctl -w user.max_mnt_namespaces=10000'],
  [
    { 'kernel.apparmor_restrict_unprivileged_userns': '0', 'user.max_user_namespaces': '9' },
    'in a container: run it privileged',
  ],
])('where user namespaces are refused it says what to do: %j', (settings, toDo) => {
  const machine = machineWith({ ...PROGRAMS, unshare: failing(REFUSED) }, settings);
  expect(whyNot(machine)).toBe(`user namespaces are refused here (${REFUSED}); ${toDo}`);
});

test('a Python that cannot run the lab is named, and nothing else blamed', () => {
  const said = 'TypeError: unsupported operand type(s) for |';
  const machine = machineWith({ ...PROGRAMS, unshare: failing(said) });
  expect(whyNot(machine)).toBe(`python3 does not run a lab (${said}); expected Python >= 3.10`);
});

test('programs are found where Debian has them, also when PATH does not name it', () => {
  expect(withSbin({ PATH: '/bin' })).toEqual({ PATH: '/bin:/usr/local/sbin:/usr/sbin:/sbin' });
  expect(withSbin({})).toEqual({ PATH: '/usr/local/sbin:/usr/sbin:/sbin' });
});
