import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findPostgres, sharedPostgres } from '../../helpers/postgres-server.ts';
import { rounds } from '../../helpers/rounds.ts';
import { postgresPlace } from '../helpers/postgres-place.ts';
import { newSound } from '../helpers/sounds.ts';

/** Longest time in milliseconds that a member waits for the line that the database does not answer. */
const MAX_WAIT_MS = 20_000;
const RECOVERY_MS = 5000;

/** Starts a proxy of a port whose connections can be cut without being closed, as by a network that drops packets. */
async function startProxy(port: number) {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    const pairs: [Socket, Socket][] = [
      [client, target],
      [target, client],
    ];
    for (const [from, to] of pairs) {
      sockets.add(from);
      from.on('data', (bytes) => isCut || to.write(bytes));
      from.on('error', () => to.destroy());
      from.on('close', () => isCut || to.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port: own } = server.address() as AddressInfo;
  return {
    port: own,
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
      // What was dropped does not come again, so these connections end at some time.
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
  };
}

// Takes the time limit of a query, 12 s, for each change that does not get an answer.
describe.runIf(findPostgres() !== undefined && rounds(0, 1) > 0)('a network that drops what the database sends', () => {
  test('makes members wait for a kind line, loses nothing, and is used again within 5 s', {
    timeout: 600_000,
  }, async () => {
    const server = await sharedPostgres();
    const direct = await server.createDatabase();
    const proxy = await startProxy(server.port);
    const libraries = await (await postgresPlace(direct.replace(String(server.port), String(proxy.port)))).open();
    const add = async (seed: number) => {
      const library = await libraries.open('1');
      return library.change((writer) => writer.add(newSound(seed)));
    };
    const added = new Set<string>();
    for (let round = 0; round < 5; round++) {
      added.add((await add(10 * round)).label);
      const running = add(10 * round + 1).then(
        ({ label }) => void added.add(label),
        () => undefined,
      );
      proxy.cut();
      const begun = performance.now();
      await expect(add(10 * round + 2)).rejects.toMatchObject({
        details: { code: expect.stringMatching(/^database(Away|Unsure)$/) },
      });
      await running;
      expect(performance.now() - begun).toBeLessThan(MAX_WAIT_MS);
      proxy.mend();
      const mended = performance.now();
      added.add((await add(10 * round + 3)).label);
      expect(performance.now() - mended).toBeLessThan(RECOVERY_MS);
    }
    const labels = (await libraries.open('1')).list().map(({ label }) => label);
    for (const label of added) expect(labels).toContain(label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});
