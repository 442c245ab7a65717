import { createHash } from 'node:crypto';

/** A Discord id contains its time of creation. Start and length of the range of times in generated ids. */
const START = 31_536_000_000n;
const LENGTH = 126_000_000_000n;

/** Returns an id in Discord's format that depends only on the arguments, such as `('channel', guildId, 'sounds')`. */
export function seedId(...what: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(what)).digest().readBigUInt64BE();
  const milliseconds = START + ((hash >> 22n) % LENGTH);
  return ((milliseconds << 22n) | (hash & 0x3f_ffffn)).toString();
}
