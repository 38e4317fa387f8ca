import { isFrozen } from '../../support/packaged-template.ts';
import { resourceOf, type Template } from '../../support/template.ts';
import { copiesOf, type NetworkVariant, networkVariants } from './network-variant.ts';

/** A statement about the network, as a function: each problem is a line that names what breaks it. */
export type NetworkClaim = (variant: NetworkVariant) => string[];

/** One mistake somebody could make, and a word of the line that names it. */
export interface NetworkTwin {
  readonly mistake: string;
  /** Parameter values without which the mistake cannot be made. */
  readonly when?: Readonly<Record<string, string>>;
  readonly make: (template: Template) => void;
  readonly named: string;
}

/**
 * Holds a claim on every variant of the network of every deployed stage. On the frozen system it also holds that the
 * claim fails when one of the mistakes is made.
 */
export function describeNetworkClaim(
  title: string,
  claim: NetworkClaim,
  twins: readonly NetworkTwin[],
): void {
  describe(title, () => {
    it('holds on every variant of every stage', () => {
      const variants = networkVariants();
      if (isFrozen) expect(variants).not.toEqual([]);
      for (const variant of variants) {
        const { title } = variant;
        expect({ title, problems: claim(variant) }).toEqual({ title, problems: [] });
      }
    });

    if (!isFrozen) return;
    it.each(twins)('fails when $mistake', ({ when = {}, make, named }) => {
      const concerned = networkVariants().filter(({ parameters }) =>
        Object.entries(when).every(([name, value]) => parameters[name] === value),
      );

      expect(concerned).not.toEqual([]);
      for (const variant of copiesOf(concerned)) {
        make(variant.template);
        expect(claim(variant).join('\n')).toContain(named);
      }
    });
  });
}

/** Makes a mistake: gives properties of a resource other values, or (by `undefined`) takes them away. */
export function change(id: string, properties: Record<string, unknown>) {
  return (template: Template) => {
    const resource = resourceOf(template, id);
    resource.Properties = { ...resource.Properties, ...properties };
  };
}

/** Makes a mistake: leaves a resource out. */
export function remove(id: string) {
  return (template: Template) => {
    resourceOf(template, id);
    delete template.Resources[id];
  };
}

/** Makes a mistake: adds a resource. */
export function add(id: string, type: string, properties: Record<string, unknown>) {
  return (template: Template) => {
    template.Resources[id] = { Type: type, Properties: properties };
  };
}
