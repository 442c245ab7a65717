/** Program that locks the folder given as its argument, prints a line, and keeps running. */
import { lockFolder } from '../../../src/files/lock.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name a folder');
await lockFolder(folder);
console.log('taken');
setInterval(() => {}, 60_000);
