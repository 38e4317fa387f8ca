import { thisMachine, whyNot } from '../../src/run/why-not.ts';
import { failing, machineWith } from '../support/machine.ts';

/** This machine, with other programs found first. */
function except(programs: Readonly<Record<string, string>>) {
  const { env } = machineWith(programs);
  const own = thisMachine();
  return { ...own, env: { PATH: `${env['PATH']}:${own.env.PATH}` } };
}

test('a kernel that allows no user namespaces is named as the reason', () => {
  const inner = 'echo 0 >/proc/sys/user/max_user_namespaces && exec unshare "$@"';
  const { PATH } = thisMachine().env;
  const machine = except({ unshare: `PATH=${PATH} exec unshare -Ur sh -c '${inner}' sh "$@"` });
  const setting = (name: string) => (name === 'user.max_user_namespaces' ? '0' : undefined);
  expect(whyNot({ ...machine, setting })).toMatch(
    /^user namespaces are refused here \(unshare: unshare failed: No space left on device\); sudo sysctl -w user\.max_user_namespaces=10000$/,
  );
});

test.each([
  ['nft', 'nft -f -: Error: Could not process rule: Operation not supported'],
  ['ip', 'ip -batch -: Error: Could not process rule: Operation not supported'],
])('what %s refuses of a network is given, with the modules of the kernel', (program, said) => {
  const machine = except({ [program]: failing(said.replace(/^.*?-: /, '')) });
  expect(whyNot(machine)).toBe(
    `this kernel does not build networks (${said}); sudo modprobe -a veth nf_tables nft_ct nft_chain_nat nft_masq nf_conntrack_netlink`,
  );
});

test('a network in which no packet arrives is none', () => {
  expect(whyNot(except({ nft: '' }))).toMatch(
    /^packets do not arrive in networks that are built here \(no answer\); /,
  );
});

test('here nothing keeps a lab away', () => {
  expect(whyNot()).toBeUndefined();
});
