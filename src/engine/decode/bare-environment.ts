/** What a program needs to be found and to find its libraries. */
const NEEDED = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot'];

/**
 * The environment of the programs that are started here. This process's own has secrets in it, such as the bot's token,
 * and variables that make ffmpeg write reports; a program that reads strangers' files gets neither.
 */
export function bareEnvironment(): Record<string, string> {
  return Object.fromEntries(
    NEEDED.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
