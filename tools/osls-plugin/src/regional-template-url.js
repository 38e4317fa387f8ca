import { partitionOf } from '../../../config/region.js';

/**
 * osls names the template by S3's global host (`https://s3.amazonaws.com/<bucket>/…`), which leads to us-east-1 first.
 * Regions that an account has to opt into do not answer there (S3 user guide, "Methods for accessing a bucket"); the
 * bucket is in the stack's own Region, so its host is always right. The hosts that osls knows of other partitions are
 * not all there (`s3-us-gov-east-1`).
 * @param {string} url
 * @param {string} region
 */
export function regionalTemplateUrl(url, region) {
  const host = `s3.${region}.${partitionOf(region).dnsSuffix}`;
  return url.replace(/^https:\/\/[^/]+\//, `https://${host}/`);
}
