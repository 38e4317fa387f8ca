import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { createProgram } from './program.ts';

// The entry of the package that is published, which knows nothing of this repository.
await runCommandLine(createProgram('cfn-reach'));
