/**
 * As much of osls as this plugin touches; osls has no types of its own.
 *
 * @typedef {{ Type: string, Condition?: string, Properties?: Record<string, unknown> }} Resource
 * @typedef {{
 *   Parameters?: object,
 *   Outputs?: Record<string, unknown>,
 *   Resources?: Record<string, Resource>,
 * } | undefined} Template
 * @typedef {{ httpApi?: string | { method?: string, path: string, authorizer?: unknown } }} Event
 * @typedef {{ ParameterKey: string, ParameterValue: string }} StackParameter
 * @typedef {{
 *   uploadArtifacts?: unknown,
 *   setStackToUpdate?: unknown,
 *   getMostRecentObjects?(): Promise<{ Key: string }[]>,
 * }} Plugin what deploys, what rolls back, or any other
 * @typedef {{
 *   service: {
 *     service: string,
 *     custom?: {
 *       stageOfStack?: string,
 *       routeAuthorizer?: unknown,
 *       listenerTwin?: { of: string, is: string },
 *     },
 *     functions?: Readonly<Record<string, { events?: Event[] }>>,
 *     provider: {
 *       stackTags?: Readonly<Record<string, unknown>>,
 *       stackParameters?: StackParameter[],
 *       shouldNotDeploy?: boolean,
 *       coreCloudFormationTemplate: Template,
 *       compiledCloudFormationTemplate: Template,
 *     },
 *   },
 *   processedInput: { commands: readonly string[] },
 *   configSchemaHandler: { schema: { properties: { provider: { properties: Record<string, unknown> } } } },
 *   classes: { Error: new (message: string, code: string) => Error },
 *   pluginManager: { plugins: readonly Plugin[] },
 *   getProvider(name: 'aws'): Provider,
 * }} Serverless
 * @typedef {{
 *   naming: { getStackName(): string },
 *   getRegion(): string,
 *   getAwsSdkV3Config(): Promise<import('@aws-sdk/client-cloudformation').CloudFormationClientConfig>,
 * }} Provider
 */

export {};
