import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { globCovers } from '@private-lambda/command-line/glob-covers';
import { InputError } from '@private-lambda/command-line/input-error';
import type { PackagedTemplate } from '@private-lambda/packaging/package-templates';
import * as v from 'valibot';
import { parse } from 'yaml';
import type { Finding } from './finding.ts';

const names = v.pipe(v.array(v.string()), v.minLength(1, 'at least one name'));

const exceptionSchema = v.strictObject({
  rule: v.pipe(
    v.string(),
    v.regex(/^([EWI]\d{4}|CKV2?_[A-Z]+_\d+)$/, 'the id of a rule, such as W3005 or CKV_AWS_18'),
  ),
  service: v.string('the name of a service, or all'),
  stages: v.union([v.literal('all'), names], 'all, or a list of stages'),
  resources: v.union(
    [v.literal('all'), names],
    'all, or a list of logical ids, in which * is any text',
  ),
  /** Found only where a stage says so, such as one in a VPC that was there: nobody asks to remove it elsewhere. */
  optional: v.optional(v.literal(true)),
  reason: v.pipe(v.string(), v.minLength(20, 'a sentence that says why')),
});

/** A finding that stays by decision. What it names (and does not call `all`) must each be found. */
export type Exception = v.InferOutput<typeof exceptionSchema>;

/** @throws {InputError} EXCEPTIONS_UNREADABLE, EXCEPTIONS_INVALID */
export function readExceptions(file: string): Exception[] {
  const shown = relative(process.cwd(), file);
  const content = readYaml(file, shown);
  const result = v.safeParse(v.array(exceptionSchema, 'a list of exceptions'), content);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new InputError(
    'EXCEPTIONS_INVALID',
    `${shown}: ${v.getDotPath(issue) ?? 'the file'}: found ${issue.received}, expected ${issue.type === 'strict_object' || issue.message.startsWith('Invalid') ? issue.expected : issue.message}`,
  );
}

function readYaml(file: string, shown: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new InputError('EXCEPTIONS_UNREADABLE', `${shown} is not readable YAML: ${reason}`, {
      cause,
    });
  }
}

/** Those that can be needed: a service that a team has taken out leaves its own behind. */
export function exceptionsOf(
  templates: readonly Pick<PackagedTemplate, 'service'>[],
  exceptions: readonly Exception[],
): readonly Exception[] {
  const services = new Set(templates.map(({ service }) => service));
  return exceptions.filter(({ service }) => service === 'all' || services.has(service));
}

/** Does the exception cover the finding? */
export function covers(exception: Exception, finding: Finding): boolean {
  return (
    exception.rule === finding.rule &&
    (exception.service === 'all' || exception.service === finding.service) &&
    (exception.stages === 'all' || exception.stages.includes(finding.stage)) &&
    (exception.resources === 'all' ||
      exception.resources.some((pattern) => globCovers(pattern, finding.resource)))
  );
}

/** What an exception names and no finding needs: one line each. */
export function listUnneeded(
  exceptions: readonly Exception[],
  findings: readonly Finding[],
): string[] {
  return exceptions.flatMap((exception) => {
    const { rule, service, stages, resources } = exception;
    const covered = findings.filter((finding) => covers(exception, finding));
    if (exception.optional) return [];
    if (covered.length === 0) return [`${rule} of service ${service}: nothing is found any more`];
    const unmet = (what: string, named: 'all' | string[], found: (finding: Finding) => string) =>
      named === 'all'
        ? []
        : named
            .filter((name) => !covered.some((finding) => globCovers(name, found(finding))))
            .map((name) => `${rule} of service ${service}: nothing is found for ${what} ${name}`);
    return [
      ...unmet('stage', stages, (finding) => finding.stage),
      ...unmet('resource', resources, (finding) => finding.resource),
    ];
  });
}
