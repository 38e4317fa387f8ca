import { spawnSync } from 'node:child_process';
import { withSbin } from './with-sbin.ts';

const PROGRAMS = ['ip', 'nft', 'unshare', 'nsenter'];

/**
 * Why no lab can be started on this machine, and what to do about it, in one line; undefined where one can.
 * @param outer with the `PATH` to search, beside the folders of `withSbin`
 */
export function whyNot(
  outer: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (platform !== 'linux') {
    return `${platform} has no network namespaces; use a virtual machine with Linux, or a privileged container`;
  }
  const env = withSbin(outer);
  const missing = PROGRAMS.find((program) => spawnSync(program, ['-V'], { env }).error);
  if (missing !== undefined) {
    return `there is no program "${missing}" here; on Debian and Ubuntu: sudo apt-get install iproute2 nftables util-linux`;
  }
  const { status, stderr } = spawnSync(
    'unshare',
    ['-Urnm', 'mount', '-t', 'tmpfs', 'tmpfs', '/run'],
    { env, encoding: 'utf8' },
  );
  if (status === 0) return undefined;
  const said = stderr.trim().split('\n').at(-1);
  return `user namespaces are refused here (${said}); on Ubuntu: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; in a container: run it privileged`;
}
