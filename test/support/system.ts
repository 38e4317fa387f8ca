import { DEPLOYER, ECS_CALLER, NETWORK } from '../../config/names.js';
import { loadStage } from '../../config/stage.js';
import { listPackaged, readTemplate } from './packaged-template.ts';
import { resolveTemplate } from './resolve-template.ts';
import { at, type Resource, resourceOf, type Template } from './template.ts';

/** All services of one stage, packaged, as a deploy would carry them out. */
export interface System {
  readonly stage: string;
  /** By service name; what has a false condition is gone. */
  readonly templates: Record<string, Template>;
  /** By service name. */
  readonly stackNames: Record<string, string>;
}

/** With the optional ECS caller, or without it. */
export type Variant = 'the three services' | 'the ECS caller too';
export const variants: readonly Variant[] = ['the three services', 'the ECS caller too'];

/**
 * A fresh copy each time, so that a test may break its own. The network is that of the stage whose network this one uses.
 */
export function readSystem(stage: string, variant: Variant = 'the ECS caller too'): System {
  const withEcsCaller = variant === 'the ECS caller too';
  const { networkStage } = loadStage(stage);
  const services = listPackaged().filter(
    (one) =>
      one.stage === (one.service === NETWORK ? networkStage : stage) &&
      one.service !== DEPLOYER &&
      (withEcsCaller || one.service !== ECS_CALLER),
  );
  return {
    stage,
    templates: Object.fromEntries(
      services.map(({ service, stage: of }) => {
        const { template, parameters } = readTemplate(service, of);
        const sent =
          service === NETWORK
            ? { ...parameters, WithEcsCaller: String(withEcsCaller) }
            : parameters;
        return [service, resolveTemplate(template, sent)];
      }),
    ),
    stackNames: Object.fromEntries(services.map(({ service, stackName }) => [service, stackName])),
  };
}

/** @throws Error when there is no such service */
export function templateOf(system: System, service: string): Template {
  const template = system.templates[service];
  if (!template) throw new Error(`no packaged service ${service}`);
  return template;
}

/** The properties of a resource, of which a test may change what it likes. @throws Error when there is none */
export function propertiesOf(system: System, service: string, id: string): Record<string, unknown> {
  const resource: Resource = resourceOf(templateOf(system, service), id);
  resource.Properties ??= {};
  return resource.Properties;
}

/** Every `Fn::ImportValue` of a template: the name imported, and where. */
export function importsOf(template: Template): { readonly name: string; readonly where: string }[] {
  const found: { name: string; where: string }[] = [];
  const walk = (value: unknown, where: string) => {
    if (typeof value !== 'object' || value === null) return;
    const name = at(value, 'Fn::ImportValue');
    if (name !== undefined) found.push({ name: String(name), where });
    for (const [key, inner] of Object.entries(value)) walk(inner, `${where}.${key}`);
  };
  for (const [id, resource] of Object.entries(template.Resources)) walk(resource.Properties, id);
  return found;
}

/** The names that a stack exports, with `${AWS::StackName}` replaced. */
export function exportsOf(system: System, service: string): string[] {
  const stackName = system.stackNames[service] ?? '';
  return Object.values(templateOf(system, service).Outputs).map((output) =>
    String(at(output, 'Export', 'Name', 'Fn::Sub')).replace(/^\$\{AWS::StackName\}/, stackName),
  );
}
