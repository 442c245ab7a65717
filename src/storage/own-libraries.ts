import type { Libraries, ShardRange } from './libraries.ts';

/** Returns the libraries with only the guilds on some shards in their lists, so that each process cares for its own. */
export function ownLibraries(libraries: Libraries, { shards, total }: ShardRange): Libraries {
  const isOwn = (guildId: string) => shards.includes(Number((BigInt(guildId) >> 22n) % BigInt(total)));
  const { departures } = libraries;
  return {
    ...libraries,
    guilds: async () => (await libraries.guilds()).filter(isOwn),
    departures: {
      ...departures,
      list: async () => new Map([...(await departures.list())].filter(([guildId]) => isOwn(guildId))),
    },
  };
}
