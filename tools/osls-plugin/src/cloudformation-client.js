import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { regionalTemplateUrl } from './regional-template-url.js';

/**
 * A client with osls's credentials and Region, which names templates by the Region's own S3 host.
 * @param {import('./osls.js').Provider} provider
 */
export async function createCloudFormationClient(provider) {
  const client = new CloudFormationClient(await provider.getAwsSdkV3Config());
  client.middlewareStack.add(
    (next) => (call) => {
      if ('TemplateURL' in call.input && call.input.TemplateURL !== undefined) {
        call.input.TemplateURL = regionalTemplateUrl(call.input.TemplateURL, provider.getRegion());
      }
      return next(call);
    },
    { step: 'initialize' },
  );
  return client;
}
