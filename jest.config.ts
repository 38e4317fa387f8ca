/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

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

const config: Config = {
  randomize: true,
  projects: [
    // One folder's own tests: quick, nothing is packaged.
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{bench,config,shared,services/*,tools/*}/test/**/*.test.ts'],
    },
    // More than one service: packaged templates of dev and prod, the local system end to end.
    {
      ...common,
      displayName: 'system',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      globalSetup: '<rootDir>/test/global-setup.ts',
    },
  ],
};

export default config;
