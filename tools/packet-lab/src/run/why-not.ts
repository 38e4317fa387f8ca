import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { compile } from '../compile/compile.ts';
import { agentCommand, answerSchema } from './agent.ts';
import { trialNetwork, trialProbe } from './trial-network.ts';
import { withSbin } from './with-sbin.ts';

/** What a lab starts, and what looks into it. */
const PROGRAMS = ['unshare', 'nsenter', 'mount', 'ip', 'nft'];

/** A kernel setting that keeps labs away, the value that does so, and what to write instead. */
const SETTINGS = [
  // Ubuntu from 23.10 on: "Restricted unprivileged user namespaces".
  ['kernel.apparmor_restrict_unprivileged_userns', '1', '0'],
  // Debian's own.
  ['kernel.unprivileged_userns_clone', '0', '1'],
  // namespaces(7), "The /proc/sys/user directory"
  ['user.max_user_namespaces', '0', '10000'],
  ['user.max_net_namespaces', '0', '10000'],
  ['user.max_pid_namespaces', '0', '10000'],
  ['user.max_mnt_namespaces', '0', '10000'],
] as const;

export interface Machine {
  readonly platform: NodeJS.Platform;
  /** The program that is Python >= 3.10. */
  readonly python: string;
  /** With the `PATH` to search, and no folder beside it. */
  readonly env: NodeJS.ProcessEnv;
  /** Value of a kernel setting; undefined for one that the kernel does not have. */
  readonly setting: (name: string) => string | undefined;
}

export function thisMachine(python = 'python3'): Machine {
  return {
    platform: process.platform,
    python,
    env: withSbin(process.env),
    setting: (name) => {
      try {
        return readFileSync(join('/proc/sys', ...name.split('.')), 'utf8').trim();
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * Why no lab can run on a machine, and what to do about it, in one line; undefined where one can. A small lab is built
 * to find out, and a packet sent in it.
 */
export function whyNot(machine: Machine = thisMachine()): string | undefined {
  const { platform, python, env } = machine;
  if (platform !== 'linux') {
    return `${platform} has no network namespaces; use a virtual machine with Linux, or a privileged container`;
  }
  const missing = [...PROGRAMS, python].find(
    (program) => spawnSync(program, ['-V'], { env }).error,
  );
  if (missing !== undefined) {
    return `there is no program "${missing}" here; on Debian and Ubuntu: sudo apt-get install iproute2 nftables util-linux python3`;
  }
  const [program = '', ...args] = agentCommand(python);
  const orders = [
    { id: 1, do: 'apply', ...compile(trialNetwork) },
    { id: 2, do: 'probe', probes: [trialProbe] },
  ];
  const { stdout, stderr } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    input: orders.map((order) => `${JSON.stringify(order)}\n`).join(''),
  });
  const answers = stdout.split('\n').filter(Boolean);
  const [built, sent] = answers.map((line) => v.parse(answerSchema, JSON.parse(line)));
  if (!built) {
    const said = lastLine(stderr);
    return said.startsWith('unshare:')
      ? `user namespaces are refused here (${said}); ${toDo(machine)}`
      : `${python} does not run a lab (${said}); expected Python >= 3.10`;
  }
  if (built.error !== undefined) {
    return `this kernel does not build networks (${firstLine(built.error)}); sudo modprobe -a ${MODULES}`;
  }
  const said = sent?.error ?? String(sent?.result);
  if (said === 'refused') return undefined;
  return `packets do not arrive in networks that are built here (${said}); sudo modprobe -a ${MODULES}`;
}

/** What labs need of the kernel, where it is no part of it. */
const MODULES = 'veth nf_tables nft_ct nft_chain_nat nft_masq nf_conntrack_netlink';

function toDo({ setting }: Machine): string {
  const [wrong] = SETTINGS.filter(([name, value]) => setting(name) === value);
  if (!wrong) return 'in a container: run it privileged';
  const [name, , right] = wrong;
  return `sudo sysctl -w ${name}=${right}`;
}

const firstLine = (text: string) => text.trim().split('\n')[0] ?? '';
const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';
