/** A resource as a template states it, with the functions in its properties still to be carried out. */
export interface ResourceDeclaration {
  readonly type: string;
  readonly condition: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
  /** "AWS::CloudFormation::Init" of its metadata: files and commands that cfn-init writes and runs. */
  readonly init?: unknown;
}

/** "Using modules" of the registry: CloudFormation puts the resources of one in its place. */
export function isModule(type: string): boolean {
  return type.endsWith('::MODULE');
}
