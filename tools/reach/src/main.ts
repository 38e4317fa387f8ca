import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { createProgram } from './program.ts';

await runCommandLine(createProgram());
