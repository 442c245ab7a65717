export type { Clock, ManualClock } from './clock.ts';
export { manualClock, systemClock } from './clock.ts';
export type * from './contract.ts';
export type { LibraryProgress } from './page/protocol.ts';
export type { PageOptions, StartingLibrary } from './page/start-page.ts';
export { startPage } from './page/start-page.ts';
export type { GuildSeed } from './seed.ts';
export { defaultGuilds } from './seed.ts';
export { startPlayground } from './start-playground.ts';
