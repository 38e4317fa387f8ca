import { readFileSync } from 'node:fs';
import { runCommandLine } from '@private-lambda/command-line/run-command-line';
import { createProgram } from './program.ts';

const script = () => readFileSync(new URL('./page.js', import.meta.url), 'utf8');
await runCommandLine(createProgram('npm run map --', script));
