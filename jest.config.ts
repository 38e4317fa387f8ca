/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';
import { whyNot } from './tools/packet-lab/src/run/why-not.ts';

const common: Config = {
  transform: {
    '\\.(ts|js|mjs)$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } },
    ],
  },
  // These packages ship ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(cidr-tools|ip-bigint)/)'],
  modulePathIgnorePatterns: ['/dist/', '/\\.serverless/', '/\\.esbuild/'],
  clearMocks: true,
  restoreMocks: true,
};

/** Tests that stay as they are whatever a user makes of the system: of config/ they see a frozen copy. */
const frozen: Config = {
  ...common,
  moduleNameMapper: {
    '/config-directory\\.js$': '<rootDir>/test/fixture/config-directory.ts',
    '^@private-lambda/packaging/(read-stage)$': '<rootDir>/test/fixture/$1.ts',
    '^@private-lambda/system/(stack-name|service-order)$': '<rootDir>/test/fixture/$1.ts',
  },
  globalSetup: '<rootDir>/test/fixture/lay-out.ts',
};

/** What a tool says of this project: in the folder of the tool, so that it goes with it. */
const SYSTEM_TESTS = '<rootDir>/{test,tools/*/test/system}/**/*.test.ts';
const NOT_OF_A_TOOL = ['/node_modules/', '/tools/[^/]+/test/(system|stages|proof|browser)/'];

/** Tests that send packets run where there are network namespaces. */
const noPackets = whyNot();
if (noPackets !== undefined) process.stderr.write(`no packets are sent: ${noPackets}\n`);
const PACKETS = noPackets === undefined ? [] : ['/test/packets/'];

/** `npm test` is the first two, `npm run test:tools` the next two (docs/testing.md). */
const config: Config = {
  randomize: true,
  // Many tests start a process, which on a busy machine takes more than Jest's five seconds. Of a project Jest reads none.
  testTimeout: 30_000,
  // Jest would leave one core alone, which of two is half.
  maxWorkers: '100%',
  projects: [
    // One folder's own tests: quick, nothing is packaged.
    {
      ...frozen,
      displayName: 'unit',
      testMatch: ['<rootDir>/{config,shared,services/*}/test/**/*.test.ts'],
    },
    // More than one service: packaged templates of the stages that there are, the local system end to end.
    {
      ...common,
      displayName: 'system',
      testMatch: [SYSTEM_TESTS],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/(stages|whole)/'],
      globalSetup: '<rootDir>/test/global-setup.ts',
    },
    // The tools' own tests.
    {
      ...frozen,
      displayName: 'tools',
      testMatch: ['<rootDir>/{bench,tools/*}/test/**/*.test.ts'],
      testPathIgnorePatterns: [...NOT_OF_A_TOOL, ...PACKETS],
    },
    // The claims of `system` once more, on a frozen system: that they hold there, and that each of them can fail.
    {
      ...frozen,
      displayName: 'claims',
      testMatch: [
        '<rootDir>/test/templates/**/*.test.ts',
        '<rootDir>/tools/*/test/system/{claims,adopted}.test.ts',
      ],
      // These two compare the templates with sources that a user changes.
      testPathIgnorePatterns: [
        '/node_modules/',
        '/test/templates/(routes|parameters)\\.test\\.ts$',
      ],
      globals: { systemUnderTest: 'frozen' },
    },
    // What a page says, done to a copy of the repository: `npm run test:whole`.
    {
      ...common,
      displayName: 'whole',
      testMatch: ['<rootDir>/test/whole/**/*.test.ts'],
    },
    // The deploy policy against an IAM simulator of its own installation: `npm run test:policy`.
    {
      ...frozen,
      displayName: 'policy',
      testMatch: ['<rootDir>/tools/deployer-policy/test/proof/**/*.test.ts'],
    },
    // The page of `npm run map` in a browser of its own installation: `npm run test:map`.
    {
      ...frozen,
      displayName: 'map',
      testMatch: ['<rootDir>/tools/map/test/browser/**/*.test.ts'],
    },
    // Stages that nobody has: every key of the schema otherwise, and some that are drawn from it.
    {
      ...common,
      displayName: 'stages',
      testMatch: ['<rootDir>/test/stages/**/*.test.ts'],
    },
  ],
};

export default config;
