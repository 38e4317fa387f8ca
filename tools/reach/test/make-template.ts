import { DEFAULT_REGION } from '../src/loading/load-system.ts';
import type { System } from '../src/template/system.ts';
import { readTemplate } from '../src/template/template.ts';

/** A system of one stack `a`, of what stands in its template `a.json`. */
export function parseTemplateData(data: Record<string, unknown>): System {
  return {
    templates: [readTemplate('a', 'a.json', data)],
    parameters: new Map(),
    region: DEFAULT_REGION,
    physicalIds: new Map(),
    names: new Map(),
  };
}
