/**
 * The first deploy of a stack creates it from a template that holds no more than the deployment bucket, yet osls sends
 * `provider.stackParameters` with it, and CloudFormation refuses values for parameters that a template does not
 * declare ("Parameters: [NatMode] do not exist in the template"). This osls plugin declares them there too.
 */
// biome-ignore lint/style/noDefaultExport: osls takes a plugin from the default export
export default class FirstDeployParameters {
  /**
   * @typedef {{ Parameters?: object } | undefined} Template
   * @param {{ service: { provider: { coreCloudFormationTemplate: Template, compiledCloudFormationTemplate: Template } } }} serverless
   */
  constructor({ service }) {
    this.hooks = {
      'before:aws:deploy:deploy:createStack': () => {
        const { coreCloudFormationTemplate: first, compiledCloudFormationTemplate: whole } =
          service.provider;
        if (first && whole?.Parameters) first.Parameters = whole.Parameters;
      },
    };
  }
}
