/** What a checker objects to, in one packaged template. */
export interface Finding {
  tool: 'cfn-lint' | 'checkov';
  /** `W3005`, `CKV_AWS_18` */
  rule: string;
  service: string;
  stage: string;
  /** Logical id, or the path of a place outside the resources. */
  resource: string;
  message: string;
}

/** One line: tool, rule, service and stage, resource, message. */
export function formatFinding({ tool, rule, service, stage, resource, message }: Finding): string {
  return `${tool} ${rule} ${service}-${stage} ${resource}: ${message.replaceAll(/\s+/g, ' ')}`;
}
