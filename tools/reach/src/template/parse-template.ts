import { InputError } from '@private-lambda/command-line/input-error';
import { readInputFile } from '@private-lambda/command-line/read-input-file';

/** Twice what CloudFormation takes ("CloudFormation quotas", 1 MB). The parser takes a second or more for half of it. */
const MAX_YAML = 2_000_000;

/**
 * Reads a JSON or YAML template as plain data, with YAML's short tags (`!Ref`) written out.
 * @param warn is told, in a line each, what is read in another way than its author may think
 * @throws InputError `REACH_TEMPLATE_…`, naming the file, for one that is missing, too large or not JSON or YAML
 */
export async function parseTemplate(file: string, warn: (line: string) => void): Promise<unknown> {
  const text = readInputFile(file, { code: 'REACH_TEMPLATE_UNREADABLE', what: 'a template' });
  const looksLikeJson = text.trimStart().startsWith('{');
  if (looksLikeJson) {
    try {
      return JSON.parse(text);
    } catch (error) {
      // YAML's flow style starts with a brace, too.
      if (file.endsWith('.json')) {
        throw new InputError('REACH_TEMPLATE_SYNTAX', `${file}: not JSON (${firstLine(error)})`, {
          cause: error,
        });
      }
    }
  }
  if (text.length > MAX_YAML) {
    throw new InputError(
      'REACH_TEMPLATE_UNREADABLE',
      `${file}: ${text.length} characters of YAML, expected a template of at most ${MAX_YAML}`,
    );
  }
  // The YAML parser is loaded when it is needed: packaged templates are JSON, and starting is half of an answer's time.
  const { parseYamlTemplate } = await import('./parse-yaml-template.ts');
  try {
    const { data, warnings } = parseYamlTemplate(text);
    for (const warning of warnings) warn(`${file}: ${warning}`);
    return data;
  } catch (error) {
    const what = looksLikeJson ? 'neither JSON nor YAML' : 'not valid YAML';
    throw new InputError('REACH_TEMPLATE_SYNTAX', `${file}: ${what} (${firstLine(error)})`, {
      cause: error,
    });
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]?.replace(/:$/, '').slice(0, 200) ?? '';
}
