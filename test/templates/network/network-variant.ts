import { loadStage, type Stage } from '../../../config/stage.js';
import { readTemplate, testedStages } from '../../support/packaged-template.ts';
import { resolveTemplate } from '../../support/resolve-template.ts';
import type { Template } from '../../support/template.ts';

/** The network as CloudFormation would build it for one combination of parameter values. */
export interface NetworkVariant {
  /** `dev Azs=AB NatMode=none …` */
  title: string;
  stage: Stage;
  parameters: Record<string, string>;
  template: Template;
}

/** Address slots in use. */
export function azLettersOf({ parameters }: NetworkVariant): string[] {
  return [...(parameters['Azs'] ?? '')];
}

let known: readonly NetworkVariant[] | undefined;

/**
 * The packaged templates with every combination of allowed parameter values, some hundred: made once, and for all tests
 * of a file. Whoever makes a mistake in one takes {@link copiesOf} it. A network in a VPC that is there already
 * (existingVpc) is another, which is not held to these claims, and one that a stage shares is of the other stage.
 */
export function networkVariants(): readonly NetworkVariant[] {
  known ??= makeVariants();
  return known;
}

/** The same variants, each with a template to break. */
export function copiesOf(variants: readonly NetworkVariant[]): readonly NetworkVariant[] {
  return variants.map((variant) => ({ ...variant, template: structuredClone(variant.template) }));
}

function makeVariants(): readonly NetworkVariant[] {
  const own = testedStages.filter((name) => {
    const { existingVpc, networkStage } = loadStage(name);
    return existingVpc === undefined && networkStage === name;
  });
  return own.flatMap((name) => {
    const { template } = readTemplate('network', name);
    const stage = loadStage(name);
    return combinations(template).map((parameters) => ({
      title: [name, ...Object.entries(parameters).map((entry) => entry.join('='))].join(' '),
      stage,
      parameters,
      template: resolveTemplate(template, parameters),
    }));
  });
}

/** What the load balancer speaks changes rules that nothing else changes: only the zones vary with it. */
const BY_ITSELF = 'ApiProtocol';

function combinations({ Parameters = {} }: Template): Record<string, string>[] {
  const usual = String(Parameters[BY_ITSELF]?.Default);
  return [
    ...product(Parameters, (name) => name !== BY_ITSELF),
    ...product(Parameters, (name) => name === BY_ITSELF || name === 'Azs').filter(
      (values) => values[BY_ITSELF] !== usual,
    ),
  ];
}

/** @param isVaried of which parameters every allowed value is taken; of the others that of the stage */
function product(
  parameters: NonNullable<Template['Parameters']>,
  isVaried: (name: string) => boolean,
): Record<string, string>[] {
  return Object.entries(parameters).reduce<Record<string, string>[]>(
    (partial, [name, { AllowedValues, Default }]) => {
      // Any text may be given where none is named.
      const taken = (isVaried(name) && AllowedValues) || [String(Default)];
      return partial.flatMap((values) => taken.map((value) => ({ ...values, [name]: value })));
    },
    [{}],
  );
}
