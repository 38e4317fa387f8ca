import { isAbsolute, relative, sep } from 'node:path';

/** A file as a person would name it here: by its way from the working folder, unless it lies outside. */
export function shownFile(file: string): string {
  const path = relative(process.cwd(), file);
  return path === '' || path.startsWith('..') || isAbsolute(path) ? file : path;
}

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
