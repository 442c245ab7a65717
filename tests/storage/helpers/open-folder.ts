/** Program that opens the libraries of the folder given as its argument, and reads the settings of guilds 1 and 2. */
import { openLowdbLibraries } from '../../../src/storage/lowdb/store.ts';

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('name a folder');
const messageOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
try {
  const warn = (_: object, text: string) => console.log(`warn: ${text}`);
  const info = () => {};
  const libraries = await openLowdbLibraries({ dataDir, log: { warn, info } });
  for (const guild of ['1', '2']) {
    const opened = libraries.open(guild).then(({ size }) => `${size} sounds`);
    console.log(`${guild}: ${await opened.catch(messageOf)}`);
  }
  await libraries.close();
} catch (error) {
  console.log(messageOf(error));
}
