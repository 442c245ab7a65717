/** Oldest version of Node.js that runs Soundalike, as in `engines` of package.json. */
const MIN_NODE = [20, 19] as const;

/**
 * Returns what to do if a version of Node.js is too old; null if it is not. Older versions of Node.js cannot load the
 * rest of the program, so this module imports nothing.
 * @param version version without the `v`, such as `18.19.0`
 */
export function nodeProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return null;
  return `Soundalike needs Node.js ${MIN_NODE.join('.')} or newer, and this is ${version}. Install it from https://nodejs.org or your system's packages, then run "npm ci" again.`;
}
