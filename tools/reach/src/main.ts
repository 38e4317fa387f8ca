import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { createProgram } from './program.ts';
import { addCheckProject } from './project/add-check-project.ts';
import { addMap } from './project/add-map.ts';

const program = createProgram('npm run reach --');
addCheckProject(program);
addMap(program);
await runCommandLine(program);
