import { REGION_NAME } from '../../../config/region.js';

/**
 * osls knows a list of Regions, and none of those that came after it, such as the European Sovereign Cloud's. The form
 * of a name is enough: config/osls.js has read it, and AWS answers for what does not exist.
 * @param {import('./osls.js').Serverless} serverless
 */
export function takeAnyRegion({ configSchemaHandler }) {
  const { provider } = configSchemaHandler.schema.properties;
  provider.properties.region = { type: 'string', pattern: REGION_NAME.source };
}
