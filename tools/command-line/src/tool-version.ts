/** Put in by the bundler from the tool's own package.json. */
declare const TOOL_VERSION: string | undefined;

/** The version that `--version` prints. */
export function toolVersion(): string {
  return typeof TOOL_VERSION === 'string' ? TOOL_VERSION : 'not built';
}
