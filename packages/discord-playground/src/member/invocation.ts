import type { APIMessage } from 'discord-api-types/v10';
import type { Invocation, ResponseStep } from '../contract.ts';
import { isLoading } from '../world/interactions.ts';
import { present } from '../world/messages.ts';
import type { Interaction, World } from '../world/world.ts';

/** Creates the `Invocation` of an interaction: its steps, and methods that wait for certain steps. */
export function createInvocation(world: World, interaction: Interaction): Invocation {
  const { steps } = interaction;

  /** Passes all past and future steps to `pick`, and resolves to the first result that is not undefined. */
  function first<T>(what: string, pick: (step: ResponseStep) => T | undefined, timeout = 20_000): Promise<T> {
    return new Promise((resolve, reject) => {
      let seen = 0;
      const finish = (end: () => void) => {
        clearTimeout(timer);
        interaction.listeners.delete(look);
        end();
      };
      const fail = (why: string) => finish(() => reject(new Error(`${what}: ${why}. Seen so far: ${summary(steps)}`)));
      const look = () => {
        for (; seen < steps.length; seen += 1) {
          const step = steps[seen];
          const found = step === undefined ? undefined : pick(step);
          if (found !== undefined) finish(() => resolve(found));
          else if (step?.kind === 'no-response') fail('the application did not respond');
        }
      };
      const timer = setTimeout(() => fail(`nothing in ${timeout} ms`), timeout);
      interaction.listeners.add(look);
      look();
    });
  }

  return {
    id: interaction.id,
    token: interaction.token,
    steps,
    acknowledged: () => first('acknowledged', (step) => step),
    reply: () => first('reply', messageOf),
    until: (wanted, timeout) =>
      first(
        'until',
        (step) => {
          const message = messageOf(step);
          return message !== undefined && wanted(message) ? message : undefined;
        },
        timeout,
      ),
    modal: () => first('modal', (step) => (step.kind === 'modal' ? step.modal : undefined)),
    choices: () => first('choices', (step) => (step.kind === 'choices' ? step.choices : undefined)),
    get original() {
      const { original } = interaction;
      return original === null || isLoading(original) ? null : present(world, original);
    },
    get followUps() {
      return interaction.followUps.map((stored) => present(world, stored));
    },
    get ephemeral() {
      return interaction.ephemeral;
    },
    async *[Symbol.asyncIterator]() {
      for (let seen = 0; ; ) {
        const step = steps[seen];
        if (step !== undefined) {
          seen += 1;
          yield step;
          continue;
        }
        await new Promise<void>((resolve) => {
          const wake = () => {
            interaction.listeners.delete(wake);
            resolve();
          };
          interaction.listeners.add(wake);
        });
      }
    },
  };
}

function messageOf(step: ResponseStep): APIMessage | undefined {
  return 'message' in step ? step.message : undefined;
}

function summary(steps: readonly ResponseStep[]): string {
  const describe = (step: ResponseStep) => {
    const message = messageOf(step);
    if (message === undefined) return step.kind;
    const texts = [
      message.content,
      ...message.embeds.map(({ title, description }) => `${title ?? ''} ${description ?? ''}`),
    ];
    return `${step.kind} ${JSON.stringify(texts.join(' | ').slice(0, 200))}`;
  };
  return steps.length === 0 ? 'nothing' : steps.map(describe).join(', ');
}
