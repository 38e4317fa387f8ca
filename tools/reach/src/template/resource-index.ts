import { Resource } from './resource.ts';
import type { ResourceDeclaration } from './resource-declaration.ts';
import { withGlobals } from './sam-globals.ts';
import type { Stack } from './stack.ts';
import { Undecided } from './undecided.ts';

interface Place {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly declaration: ResourceDeclaration;
}

/** The resources of all stacks by their type. Whether one exists is asked only where somebody asks for its type. */
export class ResourceIndex {
  private readonly places = new Map<string, Place[]>();
  private readonly existing = new Map<string, Resource[]>();

  constructor(stacks: ReadonlyMap<string, Stack>) {
    for (const stack of stacks.values()) {
      for (const [logicalId, declaration] of Object.entries(stack.template.resources)) {
        // A nested stack whose template is given is what that has.
        if (stacks.has(stack.id(logicalId))) continue;
        const places = this.places.get(declaration.type);
        const place = { stack, logicalId, declaration };
        if (places) places.push(place);
        else this.places.set(declaration.type, [place]);
      }
    }
  }

  ofType(accepts: (type: string) => boolean): Resource[] {
    const found: Resource[] = [];
    for (const [type, places] of this.places) {
      if (!accepts(type)) continue;
      let resources = this.existing.get(type);
      if (!resources) {
        resources = places.filter(exists).map(toResource);
        this.existing.set(type, resources);
      }
      for (const resource of resources) found.push(resource);
    }
    return found;
  }

  /** The same, with those whose condition is not settled. They are asked for on the chance that they exist. */
  thatMayExist(accepts: (type: string) => boolean): Resource[] {
    return [...this.places]
      .filter(([type]) => accepts(type))
      .flatMap(([, places]) => places.filter(mayExist).map(toResource));
  }

  withWords(words: readonly string[]): Resource[] {
    return [...this.places.values()]
      .flat()
      .filter(({ declaration }) => {
        const text = JSON.stringify(declaration.properties);
        return words.some((word) => text.includes(word));
      })
      .filter(exists)
      .map(toResource);
  }
}

function exists({ stack, declaration }: Place): boolean {
  return stack.conditions.holds(declaration.condition);
}

function mayExist(place: Place): boolean {
  try {
    return exists(place);
  } catch (error) {
    if (error instanceof Undecided) return true;
    throw error;
  }
}

/** SAM's functions take what they do not state from the Globals section. */
function toResource({
  stack,
  logicalId,
  declaration: { type, properties, init },
}: Place): Resource {
  const stated =
    type === 'AWS::Serverless::Function'
      ? withGlobals(stack.template.functionGlobals, properties)
      : properties;
  return new Resource(stack, logicalId, type, stated, init);
}
