import { existsSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { InputError } from '@private-lambda/command-line/input-error';
import { readInputFile } from '@private-lambda/command-line/read-input-file';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { ADDRESS_SLOTS } from '../../../../config/az-letters.js';
import { type Block, parseBlock } from '../blocks/block.ts';
import type { Entry } from '../plan/plan.ts';
import { TIERS, type Tier } from '../plan/request.ts';
import { setInSource } from './set-in-source.ts';

const VPC_KEY = 'vpcCidr';
const keyOf = (tier: Tier) => `${tier}SubnetCidrs`;

/** A stage file as the ledger of its blocks. */
export type StageFile = {
  readonly file: string;
  /** Empty for a file that does not exist yet. */
  readonly source: string;
  readonly vpc: Block | undefined;
  readonly entries: readonly Entry[];
};

/** @throws {InputError} SUBNETS_STAGE_UNREADABLE, SUBNETS_BLOCK_INVALID */
export function readStageFile(file: string): StageFile {
  const source = existsSync(file) ? readSource(file) : '';
  const map = readMap(file, source);
  const vpcText = map?.get(VPC_KEY);
  return {
    file,
    source,
    vpc: vpcText === undefined ? undefined : readBlock(vpcText, `${file}: ${VPC_KEY}`),
    entries: TIERS.flatMap((tier) => readTier(file, map, tier)),
  };
}

function readSource(file: string): string {
  const code = 'SUBNETS_STAGE_UNREADABLE';
  return readInputFile(file, { code, where: '--write: ', what: 'a stage file' });
}

function unreadable(file: string, reason: string) {
  return new InputError('SUBNETS_STAGE_UNREADABLE', `--write: ${file}: ${reason}`);
}

function readMap(file: string, source: string): YAMLMap | undefined {
  const document = parseDocument(source);
  const [error] = document.errors;
  if (error) throw unreadable(file, error.message.split('\n', 1)[0] ?? 'is not YAML');
  if (
    document.contents === null ||
    (isScalar(document.contents) && document.contents.value === null)
  )
    return undefined;
  if (!isMap(document.contents)) throw unreadable(file, 'expected a YAML map of stage values');
  return document.contents;
}

function readTier(file: string, map: YAMLMap | undefined, tier: Tier): Entry[] {
  const key = keyOf(tier);
  const blocks = map?.get(key);
  if (blocks === undefined) return [];
  if (!isMap(blocks)) throw unreadable(file, `${key}: expected a map of the slots A to D`);
  return blocks.items.map(({ key: letter, value }) => {
    const az = isScalar(letter) ? String(letter.value) : '';
    if (!ADDRESS_SLOTS.some((slot) => slot === az)) {
      throw unreadable(
        file,
        `${key}: found the slot "${az}", expected ${ADDRESS_SLOTS.join(', ')}`,
      );
    }
    const text = isScalar(value) ? value.value : value;
    return { tier, az, block: readBlock(text, `${file}: ${key}.${az}`) };
  });
}

function readBlock(value: unknown, where: string): Block {
  return parseBlock(typeof value === 'string' ? value : JSON.stringify(value ?? null), where);
}

/**
 * The file's text with these blocks. Bytes that belong to anything else stay as they are.
 * @throws {InputError} SUBNETS_STAGE_INCOMPLETE when a slot would stay empty, which `loadStage` refuses
 */
export function writeBlocks(stage: StageFile, vpc: Block, entries: readonly Entry[]): string {
  const { file } = stage;
  const isNew = stage.source === '';
  let source = isNew ? HEADER : stage.source;
  const expected: Record<string, unknown> = {
    ...toRecord(parseValues(source)),
    [VPC_KEY]: vpc.cidr,
  };
  source = setInSource(source, VPC_KEY, vpc.cidr);
  for (const tier of TIERS) {
    const blocks = new Map(
      entries.filter((entry) => entry.tier === tier).map(({ az, block }) => [az, block.cidr]),
    );
    const missing = ADDRESS_SLOTS.filter((slot) => !blocks.has(slot));
    if (missing.length > 0) {
      throw new InputError(
        'SUBNETS_STAGE_INCOMPLETE',
        `--write: ${file} needs the slots ${ADDRESS_SLOTS.join(', ')} of both tiers; no block for ${tier} ${missing.join(', ')}`,
      );
    }
    source = setInSource(source, keyOf(tier), blocks);
    expected[keyOf(tier)] = Object.fromEntries(blocks);
  }
  if (!isDeepStrictEqual(parseValues(source), expected)) {
    throw unreadable(file, 'its form is too unusual to be edited safely; write the blocks by hand');
  }
  return source;
}

const toRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

/** Undefined for text that is not one readable document any more, or stands for more than anybody writes. */
function parseValues(source: string): unknown {
  const document = parseDocument(source);
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS();
  } catch {
    return undefined; // aliases of aliases, which the parser refuses to carry out
  }
}

const HEADER =
  '# Addresses from `npm run subnets -- plan`; everything else as in config/defaults.yml.\n';
