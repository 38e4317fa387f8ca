import type { Account } from '@private-lambda/aws/account';
import { isDenied } from '@private-lambda/aws/denied';
import { findStack } from '@private-lambda/aws/find-stack';
import { chooseServices } from '@private-lambda/system/choose-services';
import { stackNameOf } from '@private-lambda/system/stack-name';
import { NETWORK, PROTECTED_API } from '../../../../config/names.js';
import type { ImportersOf } from '../importers.ts';
import { readTemplate } from '../read-template.ts';
import type { Deployment } from './deployment.ts';

export type Scheme = 'http' | 'https';

/** How somebody calls a protected API. */
export interface Call {
  readonly scheme: Scheme;
  readonly port: number;
}

/** A stack that may call, and what its template says of it. */
export interface LivingCaller {
  readonly stack: string;
  /** A folder of `services/`, where it is one of the stage's own. */
  readonly service: string | undefined;
  /** False of those that use the network alone: they call the API of another stage, or have the address as a value. */
  readonly callsThisApi: boolean;
  /** Undefined where the template may not be read, or says it by no `PROTECTED_API_URL`. */
  readonly calls: readonly Call[] | undefined;
  /** The authorities that it trusts, as `apiCertificateAuthority` says them; undefined where that cannot be read. */
  readonly trusts: string | undefined;
}

/** Of a function or of a container, in JSON or YAML; the value may be an `Fn::Sub`, whose host is a variable. */
const URL_IN_TEMPLATE =
  /PROTECTED_API_URL['"]?(?:[\s,:{['"-]|Value|Fn::Sub|!Sub)*(https?):\/\/(?:\$\{\w+\}|[\w.-]+)(?::(\d+))?/g;

/** In JSON alone, as osls writes it. */
const AUTHORITY_IN_TEMPLATE = /"PROTECTED_API_CA"(?:[\s,:]|"Value")*("(?:[^"\\]|\\.)*")/;

function trustOf(template: string): string | undefined {
  const text = AUTHORITY_IN_TEMPLATE.exec(template)?.[1];
  if (text !== undefined) return String(JSON.parse(text));
  return template.includes('PROTECTED_API_CA') ? undefined : '';
}

/** @param template its text, or a part of it */
export function callsOf(template: string): readonly Call[] {
  return [...template.matchAll(URL_IN_TEMPLATE)].map(([, scheme, port]) =>
    scheme === 'https'
      ? { scheme, port: Number(port ?? 443) }
      : { scheme: 'http', port: Number(port ?? 80) },
  );
}

export type AskCallers = () => Promise<readonly LivingCaller[]>;

/** Reads them once, when somebody asks first. */
export function askCallers(...deploy: Parameters<typeof readLivingCallers>): AskCallers {
  let asked: ReturnType<AskCallers> | undefined;
  return () => {
    asked ??= readLivingCallers(...deploy);
    return asked;
  };
}

/**
 * The stage's own services, and whoever imports the key to the network or the address of the API: callers in other
 * Regions, accounts and by parameters are not known.
 * Of a network that the deploy changes, the callers of the stages that share it are among them.
 */
async function readLivingCallers(
  account: Account,
  { stage, settings, stacks }: Deployment,
  importersOf: ImportersOf,
): Promise<readonly LivingCaller[]> {
  const services = new Map(
    chooseServices({ stage, whole: true }, settings)
      .filter((service) => service !== NETWORK && service !== PROTECTED_API)
      .map((service) => [stackNameOf(service, stage), service]),
  );
  const touches = (service: string) => stacks.some((one) => one.service === service);
  const ofNetwork = touches(NETWORK) ? await importersOfKey(importersOf, stage) : [];
  const ofApi = touches(PROTECTED_API) ? await importersOfAddress(importersOf, stage) : [];
  const found = await Promise.all(
    [...new Set([...services.keys(), ...ofNetwork, ...ofApi])].map(async (stack) => {
      if (services.has(stack) && !(await findStack(account, stack))) return [];
      const template = await readTemplateIfAllowed(account, stack);
      const calls = template === undefined ? [] : callsOf(template);
      const service = services.get(stack);
      // One of our own without a URL calls nobody.
      if (service !== undefined && template !== undefined && calls.length === 0) return [];
      return [
        {
          stack,
          service,
          callsThisApi: service !== undefined || ofApi.includes(stack),
          calls: calls.length === 0 ? undefined : calls,
          trusts: trustOf(template ?? ''),
        },
      ];
    }),
  );
  return found.flat();
}

/** Stacks that say in CloudFormation that they use the network as callers. */
const importersOfKey = (importersOf: ImportersOf, stage: string) =>
  importersOf(`${stackNameOf(NETWORK, stage)}-ApiClientSecurityGroupId`);

/** Stacks that say in CloudFormation that they call this API. */
async function importersOfAddress(importersOf: ImportersOf, stage: string) {
  const api = stackNameOf(PROTECTED_API, stage);
  // One after the other: CloudFormation answers few of these a second.
  return [
    ...(await importersOf(`${api}-LoadBalancerDnsName`)),
    ...(await importersOf(`${api}-ApiDomainName`)),
  ];
}

async function readTemplateIfAllowed(account: Account, stack: string) {
  try {
    return await readTemplate(account, stack);
  } catch (error) {
    if (isDenied(error)) return undefined;
    throw error;
  }
}
