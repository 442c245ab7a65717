import type { APIMessage } from 'discord.js';
import { type Invocation, manualClock, type Playground, startPlayground, systemClock } from 'discord-playground';
import { seededRandom } from '../../tests/helpers/mutate-file.ts';
import { chooseDeed } from './choose-action.ts';
import { createPace } from './throttle.ts';
import type { Person, Scene } from './simulated-member.ts';

/** What members did and what became of it. */
export interface Tally {
  /** How often members did what. */
  readonly deeds: Record<string, number>;
  interactions: number;
  /** Milliseconds from sending to the acknowledgement. */
  readonly acknowledged: number[];
  /** Not acknowledged within 3 seconds. */
  missed: number;
  /** Acknowledged and never answered, or answered with an apology. */
  readonly lost: string[];
}

export interface PlayOptions {
  readonly end: number;
  readonly rate: number;
  readonly slowOrigin: string;
  readonly enough: number;
  /** Milliseconds after which an answer does not come any more. */
  readonly patienceMs: number;
}

/** Two servers with as many members each; the first owns it. */
export async function startServers(
  members: number,
  strict: boolean,
): Promise<{ playground: Playground; people: Person[] }> {
  const names = Array.from({ length: members }, (_, index) => ({ name: `member${index}` }));
  const playground = await startPlayground({
    guilds: ['A', 'B'].map((name) => ({ name, channels: [{ name: 'sounds' }], members: names })),
    clock: strict ? systemClock : manualClock(),
  });
  const people = playground.guilds.flatMap(({ id }) =>
    names.map(
      ({ name }, index): Person => ({
        member: playground.member(name, id),
        manages: index === 0,
        kept: new Set(),
        unclear: new Set(),
      }),
    ),
  );
  return { playground, people };
}

/** All of them at once, each with one thing after the other, until the time is over. */
export async function play(people: readonly Person[], tally: Tally, options: PlayOptions): Promise<void> {
  const pace = createPace(options.rate);
  let labels = 0;
  const sceneOf = (random: () => number): Scene => {
    const scene: Scene = {
      random,
      slowOrigin: options.slowOrigin,
      enough: options.enough,
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
      async outcome(sent) {
        if (wasMissed(sent)) return undefined;
        const wanted = ({ embeds, content, components = [] }: APIMessage) =>
          embeds.length > 0 || (content === '' ? components.length > 0 : isFinal(content));
        const answer = await sent.until(wanted, options.patienceMs);
        if (/Something went wrong/.test(answer.content)) throw new Error(answer.content);
        return answer;
      },
      send: async (start) => scene.outcome(await scene.begin(start)),
      async type(start) {
        const sent = await scene.begin(start);
        return wasMissed(sent) ? [] : sent.choices();
      },
    };
    return scene;
  };
  await Promise.all(
    people.map(async (person, index) => {
      const random = seededRandom(index + 1);
      const scene = sceneOf(random);
      while (performance.now() < options.end) {
        const { name, deed } = chooseDeed(random);
        tally.deeds[name] = (tally.deeds[name] ?? 0) + 1;
        await deed(person, scene).catch((error: unknown) => {
          tally.lost.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        });
      }
    }),
  );
}

function wasMissed(sent: Invocation): boolean {
  return sent.steps[0]?.kind === 'no-response';
}

/** A line of progress ends with an ellipsis, or says which of several files it is about. */
function isFinal(content: string): boolean {
  return !/…( \(\d+ of \d+\))?$/.test(content);
}
