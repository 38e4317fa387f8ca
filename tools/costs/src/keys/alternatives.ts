import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { MADE_ZONE } from '../../../../config/api-address.js';
import { DEFAULT_REGION, partitionOf } from '../../../../config/region.js';
import { listDeployedStages, loadStage } from '../../../../config/stage.js';
import { NETWORK_KEYS, stageSchema } from '../../../../config/stage-schema.js';

/** A stage with one key changed. */
export interface Alternative {
  readonly key: string;
  /** Its value now, and the other one, as text. */
  readonly from: string;
  readonly to: string;
  /** What the changed stage file says. */
  readonly file: Readonly<Record<string, unknown>>;
}

/** A picklist with more values than these is a number in disguise, such as days. */
const FEW = 4;

/** Words that the schema takes among other text, and that have a price. */
const WORDS: Readonly<Record<string, readonly string[]>> = { apiHostedZone: [MADE_ZONE] };

type Values = Readonly<Record<string, unknown>>;

/**
 * What the schema asks for beside a value.
 * @param region of the stage: a certificate of another one is refused
 */
function neededIn(region: string): Readonly<Record<string, Values>> {
  const certificate = `arn:${partitionOf(region).id}:acm:${region}:111122223333:certificate/example`;
  const name = { apiDomainName: 'api.example' };
  const httpsInside = { ...name, apiCertificateArn: certificate };
  return {
    'ecsCaller: true': { ecsCertificateArn: certificate, image: 'example.invalid/caller:1' },
    [`apiHostedZone: ${MADE_ZONE}`]: name,
    'apiProtocol: both': httpsInside,
    'apiProtocol: https': httpsInside,
    'authorizer: jwt': { jwt: { issuer: 'https://issuer.example', audience: ['example'] } },
  };
}

const yamlMap = v.record(v.string(), v.unknown());

/**
 * The other values of every key: both of a switch, all of a short list, and those that other deployed stages have.
 * What a stage cannot take from another (its addresses, which have no default) is left out.
 * @param configDirectory with `defaults.yml` and `stages/`
 */
export function alternativesOf(stage: string, configDirectory: string): Alternative[] {
  const read = (path: string) =>
    v.parse(yamlMap, parse(readFileSync(join(configDirectory, path), 'utf8')));
  const file = read(`stages/${stage}.yml`);
  const settings = loadStage(stage, configDirectory);
  const values: Values = settings;
  const needed = neededIn(settings.region ?? DEFAULT_REGION);
  const others = listDeployedStages(configDirectory).filter((one) => one !== stage);
  const otherValues = others.map(
    (one): Readonly<Record<string, unknown>> => loadStage(one, configDirectory),
  );
  const keys = Object.keys(read('defaults.yml')).filter((key) => key !== 'networkStage');
  const changed = keys.flatMap((key) => {
    const now = values[key];
    const candidates = [
      ...fromSchema(key, now),
      ...(WORDS[key] ?? []),
      ...otherValues.map((other) => other[key]),
    ];
    const texts = new Map(candidates.map((value) => [JSON.stringify(value), value]));
    texts.delete(JSON.stringify(now));
    return [...texts.values()].map((value) => ({
      key,
      from: show(now),
      to: show(value),
      file: {
        ...file,
        ...fillIn(values, needed[`${key}: ${value}`]),
        [key]: value,
      },
    }));
  });
  return [...changed, ...sharedNetworks(stage, file, values, others)];
}

/** A stage that uses another's network says nothing about a network of its own. */
function sharedNetworks(
  stage: string,
  file: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
  others: readonly string[],
): Alternative[] {
  if (values['networkStage'] !== stage) return [];
  const own = structuredClone(file);
  for (const [outer = '', inner] of NETWORK_KEYS.map((key) => key.split('.'))) {
    const map = inner === undefined ? own : own[outer];
    if (typeof map === 'object' && map !== null) Reflect.deleteProperty(map, inner ?? outer);
  }
  return others.map((other) => ({
    key: 'networkStage',
    from: stage,
    to: other,
    file: { ...own, networkStage: other },
  }));
}

function fromSchema(key: string, now: unknown): readonly unknown[] {
  const schema = Object.entries(stageSchema.entries).find(([name]) => name === key)?.[1];
  if (schema?.type === 'boolean') return [!now];
  const options: readonly unknown[] = schema && 'options' in schema ? schema.options : [];
  return schema?.type === 'picklist' && options.length <= FEW ? options : [];
}

function fillIn(
  values: Readonly<Record<string, unknown>>,
  needed: Readonly<Record<string, unknown>> = {},
) {
  return Object.fromEntries(
    Object.entries(needed).map(([key, example]) => [key, values[key] || example]),
  );
}

function show(value: unknown): string {
  return typeof value === 'string' ? value || "''" : JSON.stringify(value).replaceAll('"', '');
}
