import { createHash } from 'node:crypto';

/** Start and length of the time from which the ids of seeds seem to be, in milliseconds since Discord's epoch. */
const START = 31_536_000_000n;
const LENGTH = 126_000_000_000n;

/** Returns an id like Discord's that depends only on what it names, such as `('channel', guildId, 'sounds')`. */
export function seedId(...what: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(what)).digest().readBigUInt64BE();
  const milliseconds = START + ((hash >> 22n) % LENGTH);
  return ((milliseconds << 22n) | (hash & 0x3f_ffffn)).toString();
}
