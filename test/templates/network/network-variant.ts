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

function combinations({ Parameters = {} }: Template): Record<string, string>[] {
  return Object.entries(Parameters).reduce<Record<string, string>[]>(
    (partial, [name, { AllowedValues, Default }]) =>
      partial.flatMap((values) =>
        // Any text may be given where none is named: what the stage gives stands for it.
        (AllowedValues ?? [String(Default)]).map((value) => ({ ...values, [name]: value })),
      ),
    [{}],
  );
}
