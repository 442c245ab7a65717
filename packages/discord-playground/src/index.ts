export type * from './contract.ts';
export type { SetupProgress, SetupTexts } from './page/protocol.ts';
export type { PageOptions, PageSetup } from './page/start-page.ts';
export { startPage } from './page/start-page.ts';
export { startPlayground } from './start-playground.ts';
export type { Clock, ManualClock } from './world/clock.ts';
export { manualClock, systemClock } from './world/clock.ts';
export type { GuildSeed } from './world/seed.ts';
export { defaultGuilds } from './world/seed.ts';
