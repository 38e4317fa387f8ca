import { readTemplate } from './packaged-template.ts';
import { resolveTemplate } from './resolve-template.ts';
import type { Template } from './template.ts';

export interface TemplateVariant {
  /** For test titles: `dev, Azs=AB NatMode=none …` */
  title: string;
  parameters: Record<string, string>;
  template: Template;
}

/** One packaged template with every combination of allowed parameter values, resolved. */
export function templateVariants(service: string, stage: string): TemplateVariant[] {
  const { template } = readTemplate(service, stage);
  const parameters = Object.entries(template.Parameters ?? {});
  const combinations = parameters.reduce<Record<string, string>[]>(
    (partial, [name, { AllowedValues = [] }]) =>
      partial.flatMap((values) => AllowedValues.map((value) => ({ ...values, [name]: value }))),
    [{}],
  );
  return combinations.map((values) => ({
    title: [stage, ...Object.entries(values).map((entry) => entry.join('='))].join(' '),
    parameters: values,
    template: resolveTemplate(template, values),
  }));
}
