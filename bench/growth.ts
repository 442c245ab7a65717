/**
 * Simulates a year of growth of a bot, and prints the machines, memory and money that it needs. Some costs were measured
 * by other benches, the others are estimates (docs/scaling.md). The habits of members and the prices are assumptions.
 *
 *   npx tsx bench/growth.ts
 */

/** Costs of this version, on 2 cores. Those in seconds, the memory of CLAP and the size of a record are estimates. */
const COST = {
  /** Memory of a process with any number of shards, with CLAP, and of a sound of an active server. */
  processMib: 226,
  clapMib: 290,
  vectorBytes: 4736,
  recordBytes: 1500,
  /** Memory of a server in the cache of discord.js, whether it is active or not: not measured. */
  serverBytes: 20_000,
  /** Disk for a sound in PostgreSQL, without its audio. */
  databaseBytes: 6300,
  /** Seconds of one core for the analysis of a sound with CLAP, and for a search by a stored sound with its picture. */
  analysisSeconds: 0.5,
  searchSeconds: 0.05,
  connections: 10,
};
/** What members do, on average: assumptions. */
const HABITS = {
  soundsPerMonth: 6,
  searchesPerDay: 3,
  /** Share of the searches that analyze an uploaded file. */
  fileShare: 0.7,
  /** Share of the servers that used the bot in the last ten minutes, and whose libraries are in memory. */
  activeShare: 0.05,
  audioBytes: 300_000,
  /** Requests of the busiest hour, relative to the mean. */
  peak: 4,
};
/** Limits of Discord, and of what one machine is trusted with. */
const LIMITS = { serversPerShard: 1000, maxServersPerShard: 2500, coresPerMachine: 8, memoryGib: 16, coreLoad: 0.5 };
/** Monthly prices in US dollars: assumptions. */
const PRICE = { machine: 60, databasePerGb: 0.25, audioPerGb: 0.02, databaseMachine: 50 };

interface Plan {
  readonly servers: number;
  readonly sounds: number;
}

const DAYS = 30;
const MONTHS = 12;
/** Growth of the simulated year: from the first number of servers to the second. */
const YEAR = { from: 100, to: 100_000 };

console.log('Needs by number of servers, after a year of the habits above:');
console.table(
  Object.fromEntries(
    [100, 10_000, 1_000_000].map((servers) => [
      servers.toLocaleString('en-US'),
      needs({ servers, sounds: servers * HABITS.soundsPerMonth * MONTHS }),
    ]),
  ),
);
console.log(`A year from ${YEAR.from} to ${YEAR.to.toLocaleString('en-US')} servers:`);
const months: Record<string, ReturnType<typeof needs>> = {};
let sounds = 0;
for (let month = 0; month <= MONTHS; month++) {
  const servers = Math.round(YEAR.from * (YEAR.to / YEAR.from) ** (month / MONTHS));
  if (month > 0) sounds += servers * HABITS.soundsPerMonth;
  months[`month ${month}`] = needs({ servers, sounds });
}
console.table(months);

/** Computes what a number of servers and sounds needs. */
function needs({ servers, sounds }: Plan) {
  const shards = Math.ceil(servers / LIMITS.serversPerShard);
  const perSecond = (perDay: number) => (perDay * servers * HABITS.peak) / 86_400;
  const cores =
    perSecond(HABITS.soundsPerMonth / DAYS + HABITS.fileShare * HABITS.searchesPerDay) * COST.analysisSeconds +
    perSecond(HABITS.searchesPerDay) * COST.searchSeconds;
  const soundBytes = HABITS.activeShare * (COST.vectorBytes + COST.recordBytes);
  const librariesGib = (sounds * soundBytes + servers * COST.serverBytes) / 2 ** 30;
  const processGib = (COST.processMib + COST.clapMib) / 1024;
  const machines = Math.max(
    1,
    Math.ceil(cores / (LIMITS.coresPerMachine * LIMITS.coreLoad)),
    Math.ceil(librariesGib / (LIMITS.memoryGib - processGib)),
  );
  const databaseGb = (sounds * COST.databaseBytes) / 1e9;
  const audioGb = (sounds * HABITS.audioBytes) / 1e9;
  const uploadsMbit = (perSecond(HABITS.soundsPerMonth / DAYS + HABITS.searchesPerDay) * HABITS.audioBytes * 8) / 1e6;
  const needsDatabase = machines > 1 || servers > LIMITS.maxServersPerShard;
  const database = needsDatabase ? PRICE.databaseMachine + databaseGb * PRICE.databasePerGb : 0;
  return {
    shards,
    processes: machines,
    'busy cores at the peak': cores.toFixed(2),
    'memory GiB': (machines * processGib + librariesGib).toFixed(1),
    'connections to the database': needsDatabase ? machines * COST.connections : 0,
    sounds: sounds.toLocaleString('en-US'),
    'records and vectors GB': databaseGb.toFixed(1),
    'audio GB': audioGb.toFixed(0),
    'Mbit/s at the peak': uploadsMbit.toFixed(1),
    'dollars a month': (machines * PRICE.machine + database + audioGb * PRICE.audioPerGb).toFixed(0),
  };
}
