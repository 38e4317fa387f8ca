import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configDirectory } from '../../config-directory.js';
import { loadStage } from '../../stage.js';

/** A folder with the frozen stages, anew for each test; stages are added to it and loaded from it. */
export function stageFiles() {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'stages-'));
    cpSync(join(configDirectory, 'defaults.yml'), join(directory, 'defaults.yml'));
    cpSync(join(configDirectory, 'stages'), join(directory, 'stages'), { recursive: true });
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const load = (stage: string) => loadStage(stage, directory);
  const write = (stage: string, content: string) =>
    writeFileSync(join(directory, 'stages', `${stage}.yml`), content);

  return {
    load,
    write,
    directory: () => directory,

    /** Stage `test`: these lines, over an address plan. */
    loadWith: (lines: string) => {
      const key = `${lines.split(':')[0]}:`;
      const kept = PLAN.filter((line) => !line.startsWith(key));
      write('test', [...kept, lines].join('\n'));
      return () => load('test');
    },

    /** Stage `short`, which uses the network of stage `test`. */
    shareNetwork: (lines = '', networkStage = 'test') => {
      write('short', `networkStage: ${networkStage}\n${lines}`);
      return () => load('short');
    },
  };
}

const PLAN = [
  'vpcCidr: 10.40.0.0/16',
  'publicSubnetCidrs: { A: 10.40.0.0/24, B: 10.40.1.0/24, C: 10.40.2.0/24, D: 10.40.3.0/24 }',
  'privateSubnetCidrs: { A: 10.40.16.0/20, B: 10.40.32.0/20, C: 10.40.48.0/20, D: 10.40.64.0/20 }',
];

/** What a stage with the ECS caller says at least. */
export const ECS_CALLER = [
  'ecsCaller: true',
  'ecsCertificateArn: arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234',
  'image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/ecs-caller:1.0.0',
];
