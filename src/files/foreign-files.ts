import { readdir } from 'node:fs/promises';

/** Names that file managers, network drives and backup programs put into every folder. */
const FOREIGN =
  /^(\.DS_Store|\._.*|\.AppleDouble|\.Spotlight-V100|\.fseventsd|\.Trash.*|\.directory|\.nfs.*|\.fuse_hidden.*|\.stfolder|\.stignore|\.sync.*|@eaDir|@tmp|#recycle|#snapshot|\$RECYCLE\.BIN|System Volume Information|Thumbs\.db|ehthumbs\.db|desktop\.ini|lost\+found)$/i;

/** Returns the names in a folder, without those that other programs put into every folder. */
export async function readNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !FOREIGN.test(name));
}
