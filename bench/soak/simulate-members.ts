import type { APIMessage } from 'discord.js';
import { type Invocation, manualClock, type Playground, startPlayground, systemClock } from 'discord-playground';
import { seededRandom } from '../../src/engine/seeded-random.ts';
import { chooseAction } from './choose-action.ts';
import type { ActionContext, SimulatedMember } from './simulated-member.ts';
import { createThrottle } from './throttle.ts';

/** Counts of the members' actions and of the bot's answers. */
export interface Tally {
  /** Number of times that members took each action, by its name. */
  readonly actions: Record<string, number>;
  interactions: number;
  /** Times in milliseconds from sending an interaction to its acknowledgement. */
  readonly acknowledged: number[];
  /** Number of interactions that the bot did not acknowledge within 3 seconds. */
  missed: number;
  /** Descriptions of interactions that the bot acknowledged, but never answered or answered with an apology. */
  readonly lost: string[];
}

export interface SimulationOptions {
  readonly end: number;
  readonly rate: number;
  readonly slowOrigin: string;
  readonly maxOwnSounds: number;
  /** Time in milliseconds after which a missing answer counts as lost. */
  readonly answerTimeoutMs: number;
}

/** Starts a simulated Discord with two servers of `members` members each. The first member of a server is the owner. */
export async function startServers(
  members: number,
  strict: boolean,
): Promise<{ playground: Playground; people: SimulatedMember[] }> {
  const names = Array.from({ length: members }, (_, index) => ({ name: `member${index}` }));
  const playground = await startPlayground({
    guilds: ['A', 'B'].map((name) => ({ name, channels: [{ name: 'sounds' }], members: names })),
    clock: strict ? systemClock : manualClock(),
  });
  const people = playground.guilds.flatMap(({ id }) =>
    names.map(
      ({ name }, index): SimulatedMember => ({
        member: playground.member(name, id),
        manages: index === 0,
        kept: new Set(),
        unclear: new Set(),
      }),
    ),
  );
  return { playground, people };
}

/** Runs all members at once until the end time. Each member takes one action after the other. */
export async function simulateMembers(
  people: readonly SimulatedMember[],
  tally: Tally,
  options: SimulationOptions,
): Promise<void> {
  const pace = createThrottle(options.rate);
  let labels = 0;
  const contextOf = (random: () => number): ActionContext => {
    const context: ActionContext = {
      random,
      slowOrigin: options.slowOrigin,
      maxOwnSounds: options.maxOwnSounds,
      nextLabel: () => `sound ${++labels}`,
      async begin(start) {
        await pace();
        const begun = performance.now();
        const sent = start();
        tally.interactions += 1;
        if ((await sent.acknowledged()).kind === 'no-response') tally.missed += 1;
        else tally.acknowledged.push(performance.now() - begun);
        return sent;
      },
      async answerTo(sent) {
        if (wasMissed(sent)) return undefined;
        const wanted = ({ embeds, content, components = [] }: APIMessage) =>
          embeds.length > 0 || (content === '' ? components.length > 0 : isFinal(content));
        const answer = await sent.until(wanted, options.answerTimeoutMs);
        if (/Something went wrong/.test(answer.content)) throw new Error(answer.content);
        return answer;
      },
      send: async (start) => context.answerTo(await context.begin(start)),
      async type(start) {
        const sent = await context.begin(start);
        return wasMissed(sent) ? [] : sent.choices();
      },
    };
    return context;
  };
  await Promise.all(
    people.map(async (person, index) => {
      const random = seededRandom(index + 1);
      const context = contextOf(random);
      while (performance.now() < options.end) {
        const { name, action } = chooseAction(random);
        tally.actions[name] = (tally.actions[name] ?? 0) + 1;
        await action(person, context).catch((error: unknown) => {
          tally.lost.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        });
      }
    }),
  );
}

function wasMissed(sent: Invocation): boolean {
  return sent.steps[0]?.kind === 'no-response';
}

/** Checks whether a text is an answer. A progress line ends with an ellipsis or the number of a file. */
function isFinal(content: string): boolean {
  return !/…( \(\d+ of \d+\))?$/.test(content);
}
