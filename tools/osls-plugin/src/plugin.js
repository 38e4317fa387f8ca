import { takeAnyRegion } from './any-region.js';
import { declareFirstDeployParameters } from './first-deploy-parameters.js';
import { writeTwinRules } from './listener-twin.js';
import { addMarkerOutput } from './marker-output.js';
import { narrowLogRights } from './narrow-log-rights.js';
import { narrowPermissions } from './narrow-permissions.js';
import { isOlderThanBucket } from './older-than-bucket.js';
import { ownStageProblem } from './own-stage.js';
import { ownerOf } from './ownership.js';
import { changesStack, refusalOf } from './refuse-stack.js';
import { askEveryRoute, sayWhichAreOpen } from './route-authorizer.js';
import { lastOperationFailed } from './stack-status.js';

/**
 * What every service adds to osls, whichever way it is deployed: `npm run deploy`, compose, or `serverless deploy` in
 * its folder. One file a job; this one says when each is done.
 */
// biome-ignore lint/style/noDefaultExport: osls takes a plugin from the default export
export default class ServicePlugin {
  #serverless;
  #options;
  /** @type {import('@aws-sdk/client-cloudformation').Stack | undefined} as it was before this command */
  #stack;
  /** @type {import('./osls.js').StackParameter[] | undefined} to send when everything else is done */
  #protectedParameters;
  /** @type {Promise<import('@aws-sdk/client-cloudformation').CloudFormationClient> | undefined} */
  #client;

  /**
   * @param {import('./osls.js').Serverless} serverless
   * @param {{ force?: boolean }} options of the command line; osls's own plugins read the same object
   */
  constructor(serverless, options) {
    this.#serverless = serverless;
    this.#options = options;
    takeAnyRegion(serverless);
    this.hooks = {
      initialize: () => {
        askEveryRoute(serverless.service);
        return this.#askWhoseStack();
      },
      'after:package:compileEvents': () =>
        sayWhichAreOpen(serverless.service.provider.compiledCloudFormationTemplate),
      'before:aws:package:finalize:mergeCustomProviderResources': () => {
        narrowPermissions(serverless);
        narrowLogRights(serverless);
      },
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        writeTwinRules(serverless);
        addMarkerOutput(serverless, this.#owner());
      },
      'before:aws:deploy:deploy:createStack': async () => {
        this.#useClient();
        declareFirstDeployParameters(serverless);
        await this.#leaveUnprotected();
      },
      'after:aws:deploy:deploy:updateStack': () => this.#protect(),
      'before:aws:deploy:deploy:checkForChanges': () => this.#forceAfterFailure(),
      'after:aws:deploy:deploy:checkForChanges': () => this.#deployAfterRollback(),
      'before:rollback:rollback': () => this.#useClient(),
    };
  }

  /** Before anything is packaged, uploaded or emptied. */
  async #askWhoseStack() {
    const command = this.#serverless.processedInput.commands.join(' ');
    if (!changesStack(command)) return;
    const elsewhere = ownStageProblem(command, this.#serverless.service, this.#owner());
    if (elsewhere !== undefined) throw this.#refuse(elsewhere, 'PRIVATE_LAMBDA_NETWORK_SHARED');
    const { findStack } = await import('./find-stack.js');
    this.#stack = await findStack(await this.#cloudFormation(), this.#stackName);
    const refusal = this.#stack && refusalOf(command, this.#stack, this.#owner());
    if (refusal !== undefined) throw this.#refuse(refusal, 'PRIVATE_LAMBDA_STACK_REFUSED');
  }

  /** What osls deploys and rolls back with make clients of their own, unless they have one. */
  #useClient() {
    const { plugins } = this.#serverless.pluginManager;
    const updating = plugins.filter(
      ({ uploadArtifacts, setStackToUpdate }) => uploadArtifacts ?? setStackToUpdate,
    );
    if (updating.length !== 2)
      throw new Error(
        'osls has not one plugin to deploy and one to roll back: not the version this is for',
      );
    const cloudFormationClientPromise = this.#cloudFormation();
    for (const plugin of updating) Object.assign(plugin, { cloudFormationClientPromise });
  }

  async #leaveUnprotected() {
    const { unprotectedParameters } = await import('./protect-last.js');
    const { provider } = this.#serverless.service;
    const { stackParameters = [] } = provider;
    const first = unprotectedParameters(stackParameters, this.#stack);
    if (first === undefined) return;
    this.#protectedParameters = stackParameters;
    provider.stackParameters = first;
  }

  async #protect() {
    if (!this.#protectedParameters || this.#serverless.service.provider.shouldNotDeploy) return;
    const { protectStack } = await import('./protect-last.js');
    await protectStack(await this.#cloudFormation(), this.#stackName, this.#protectedParameters);
  }

  /**
   * After a deploy that failed, the bucket holds what the stack does not have: osls, which compares with the bucket,
   * would say "No changes to deploy".
   */
  #forceAfterFailure() {
    const failed = lastOperationFailed(this.#stack?.StackStatus);
    // Protection may still be owed by a deploy that was stopped before it: osls would skip this one and never ask.
    if (failed || this.#protectedParameters !== undefined) this.#options.force = true;
  }

  /** osls has just found that nothing has changed. */
  async #deployAfterRollback() {
    const { provider } = this.#serverless.service;
    if (!provider.shouldNotDeploy) return;
    const { readTemplate } = await import('./find-stack.js');
    const live = await readTemplate(await this.#cloudFormation(), this.#stackName);
    const planned = provider.compiledCloudFormationTemplate ?? {};
    const { plugins } = this.#serverless.pluginManager;
    const deploy = plugins.find(({ getMostRecentObjects }) => getMostRecentObjects);
    const newest = (await deploy?.getMostRecentObjects?.()) ?? [];
    const keys = newest.map(({ Key }) => Key);
    provider.shouldNotDeploy = !isOlderThanBucket(live, planned, keys);
  }

  /** Made once, and by commands that change a stack alone: the SDK is large, and packaging needs none of it. */
  #cloudFormation() {
    this.#client ??= import('./cloudformation-client.js').then(({ createCloudFormationClient }) =>
      createCloudFormationClient(this.#serverless.getProvider('aws')),
    );
    return this.#client;
  }

  get #stackName() {
    return this.#serverless.getProvider('aws').naming.getStackName();
  }

  #owner() {
    const owner = ownerOf(this.#serverless.service.provider.stackTags);
    if (owner !== undefined) return owner;
    throw this.#refuse(
      'provider.stackTags of serverless.yml: expected project, service and stage; they say whose the stack is',
      'PRIVATE_LAMBDA_TAGS_MISSING',
    );
  }

  /** osls prints the message of an error, and its code nowhere. @param {string} line @param {string} code */
  #refuse(line, code) {
    return new this.#serverless.classes.Error(`${line} [${code}]`, code);
  }
}
