/** The options, as typed. */
export interface InitCommand {
  readonly name?: string | undefined;
  readonly prefix?: string | undefined;
  readonly title?: string | undefined;
  readonly repository?: string | undefined;
  readonly holder?: string | undefined;
  readonly stages?: string | undefined;
  readonly region?: readonly string[] | undefined;
  readonly cidr?: readonly string[] | undefined;
  readonly existingVpc?: readonly string[] | undefined;
  readonly nat?: readonly string[] | undefined;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly allowDirty?: true;
  /** False with `--no-test`. */
  readonly test: boolean;
}
