import { isAbsolute, relative, sep } from 'node:path';

/** RFC 3986 relative reference from the working folder, as SARIF's artifactLocation.uri wants it. */
export function relativeUri(file: string): string {
  const path = relative(process.cwd(), file);
  // Another drive of Windows has no way from here.
  if (isAbsolute(path)) return encodeURI(`file:///${path.split(sep).join('/')}`);
  return path.split(sep).map(encodeSegment).join('/');
}

/** A lone half of a pair, which no URI can hold, becomes U+FFFD. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed());
}
