import { readFileSync, statSync } from 'node:fs';
import { InputError } from '@private-lambda/command-line/input-error';

/** CloudFormation itself takes 1 MB from S3; ten times that is no template. Bytes. */
const MAX_TEMPLATE_BYTES = 10_000_000;

/**
 * Reads a JSON or YAML template as plain data, with YAML's short tags (`!Ref`) written out.
 * @param warn is told, in a line each, what is read in another way than its author may think
 * @throws InputError `REACH_TEMPLATE_…`, naming the file, for one that is missing, too large or not JSON or YAML
 */
export async function parseTemplate(file: string, warn: (line: string) => void): Promise<unknown> {
  const text = readTemplate(file);
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

function readTemplate(file: string): string {
  let size: number;
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw new InputError('REACH_TEMPLATE_MISSING', `${file}: not a file`);
    size = stat.size;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError('REACH_TEMPLATE_MISSING', `${file}: no such file`, { cause: error });
  }
  if (size > MAX_TEMPLATE_BYTES) {
    throw new InputError(
      'REACH_TEMPLATE_TOO_LARGE',
      `${file}: ${size} bytes, expected a template of at most ${MAX_TEMPLATE_BYTES} bytes`,
    );
  }
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new InputError('REACH_TEMPLATE_MISSING', `${file}: cannot be read`, { cause: error });
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n')[0]?.replace(/:$/, '').slice(0, 200) ?? '';
}
