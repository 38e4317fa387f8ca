/** A resource as a template states it, with the functions in its properties still to be carried out. */
export interface ResourceDeclaration {
  readonly type: string;
  readonly condition: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}
