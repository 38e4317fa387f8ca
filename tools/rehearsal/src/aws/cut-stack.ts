import {
  type CloudFormationClient,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import * as v from 'valibot';
import { BrokenClaimError } from '../claims/broken-claim-error.ts';
import { readDeployedTemplate } from './deployed-template.ts';
import { readFailure, type Stack } from './stack.ts';

const resourceSchema = v.looseObject({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
});
const templateSchema = v.looseObject({
  Resources: v.record(v.string(), resourceSchema),
});

/** A deployed stack of which resources are taken away, and put back, by updates of the stack. */
export class CutStack {
  readonly #client: CloudFormationClient;
  readonly #stack: Stack;
  readonly #body: string;
  readonly #parameters: readonly string[];

  private constructor(
    client: CloudFormationClient,
    stack: Stack,
    body: string,
    parameters: readonly string[],
  ) {
    this.#client = client;
    this.#stack = stack;
    this.#body = body;
    this.#parameters = parameters;
  }

  static async of(client: CloudFormationClient, stack: Stack): Promise<CutStack> {
    const { body, parameters } = await readDeployedTemplate(client, stack.name);
    return new CutStack(client, stack, body, [...parameters.keys()]);
  }

  /** Logical ids of the resources that exist, and are as asked for. */
  idsWhere(asked: (resource: v.InferOutput<typeof resourceSchema>) => boolean): string[] {
    const { Resources } = v.parse(templateSchema, JSON.parse(this.#body));
    return Object.entries(Resources)
      .filter(([id, resource]) => this.#stack.resources.has(id) && asked(resource))
      .map(([id]) => id);
  }

  /**
   * Takes these away. What refers to one of them keeps the physical id that it had.
   * @throws BrokenClaimError with what CloudFormation said, where the stack could not be updated
   */
  async cut(...logicalIds: readonly string[]): Promise<void> {
    const physicalId = (id: unknown) =>
      typeof id === 'string' && logicalIds.includes(id) ? this.#stack.resources.get(id) : undefined;
    const template = v.parse(
      templateSchema,
      JSON.parse(this.#body, (_key, value) => physicalId(value?.Ref) ?? value),
    );
    const left = Object.entries(template.Resources).filter(([id]) => !logicalIds.includes(id));
    await this.#update(JSON.stringify({ ...template, Resources: Object.fromEntries(left) }));
  }

  /** As it was deployed. */
  async restore(): Promise<void> {
    await this.#update(this.#body);
  }

  async #update(TemplateBody: string): Promise<void> {
    const StackName = this.#stack.name;
    await this.#client.send(
      new UpdateStackCommand({
        StackName,
        TemplateBody,
        Parameters: this.#parameters.map((ParameterKey) => ({
          ParameterKey,
          UsePreviousValue: true,
        })),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    try {
      await waitUntilStackUpdateComplete(
        { client: this.#client, maxWaitTime: 60, minDelay: 0.1, maxDelay: 1 },
        { StackName },
      );
    } catch (cause) {
      const failure = await readFailure(this.#client, StackName);
      const message = failure ?? `${StackName}: the update has not ended`;
      throw new BrokenClaimError(message, { cause });
    }
  }
}
