/** What a rule is and where AWS states it: each file in this folder has one, and docs/reach-rules.md lists them all. */
export interface AwsRule {
  /** The rule in a sentence. */
  readonly says: string;
  /** Title of the AWS page. */
  readonly page: string;
}
