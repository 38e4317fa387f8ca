/** @typedef {{ name: string, from: string }} NamedRegion a Region, and what names it */

/**
 * The Region that somebody names, found as the AWS CLI finds it: option, `AWS_REGION`, `AWS_DEFAULT_REGION`, the
 * profile's `region`, of which that in the credentials file wins (botocore, `Session.full_config`).
 * @param {{
 *   option?: string | undefined,
 *   environment: Readonly<Record<string, string | undefined>>,
 *   profile?: string | undefined,
 * }} where `option` is the value of `--region`; without a profile that of the environment, also beside keys
 * @returns {Promise<NamedRegion | undefined>} undefined when nothing names one
 */
export async function findNamedRegion({ option, environment, profile }) {
  if (option) return { name: option, from: '--region' };
  for (const from of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const name = environment[from];
    if (name) return { name, from };
  }
  const { configFile, credentialsFile } = await readSharedFiles(environment);
  const { AWS_DEFAULT_PROFILE, AWS_PROFILE } = environment;
  const of = profile || AWS_DEFAULT_PROFILE || AWS_PROFILE || 'default';
  const name = credentialsFile[of]?.['region'] ?? configFile[of]?.['region'];
  return name ? { name, from: `profile ${of}` } : undefined;
}

/**
 * The AWS CLI's configuration files, each profile → its settings; one that is not there is empty.
 * @param {Readonly<Record<string, string | undefined>>} environment
 */
export async function readSharedFiles({ AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE }) {
  // Loaded for this alone: most commands of osls never come here.
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  return loadSharedConfigFiles({
    ...(AWS_CONFIG_FILE && { configFilepath: AWS_CONFIG_FILE }),
    ...(AWS_SHARED_CREDENTIALS_FILE && { filepath: AWS_SHARED_CREDENTIALS_FILE }),
    ignoreCache: true,
  });
}
