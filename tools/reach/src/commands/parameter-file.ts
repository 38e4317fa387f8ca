import { InputError } from '@private-lambda/command-line/input-error';
import { isRecord } from '../template/is-record.ts';
import { readYamlFile } from '../template/read-yaml-file.ts';
import { type ParameterEntry, readPlace } from './parameter-options.ts';

const CODE = 'REACH_PARAMS_FILE';

/**
 * Values of many parameters: YAML or JSON with `STACK.Name: VALUE`, or with the names under each stack. A list is the
 * value of a list parameter.
 * @throws InputError `REACH_PARAMS_FILE` with the file and the key that is not of the form
 */
export function readParameterFile(file: string): ParameterEntry[] {
  const data = readYamlFile(file, CODE, 'a file of values', '--params ');
  if (!isRecord(data)) throw bad(file, 'expected a mapping of STACK.Name to VALUE');
  return Object.entries(data).flatMap(([key, value]) => {
    if (isRecord(value)) {
      return Object.entries(value).map(([name, own]) => readEntry(file, `${key}.${name}`, own));
    }
    return [readEntry(file, key, value)];
  });
}

function readEntry(file: string, key: string, value: unknown): ParameterEntry {
  const place = readPlace(key);
  if (!place) throw bad(file, `${key}: expected STACK.Name`);
  const items = Array.isArray(value) ? value : [value];
  if (items.some((item) => item === null || typeof item === 'object')) {
    throw bad(file, `${key}: expected a text, a number or a list of them`);
  }
  return { ...place, value: items.map(String).join(',') };
}

function bad(file: string, found: string): InputError {
  return new InputError(CODE, `--params ${file}: ${found}`);
}
