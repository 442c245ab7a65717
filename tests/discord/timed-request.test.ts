import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { RequestLost, timedRequest } from '../../src/discord/timed-request.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** A request that is never answered. */
const unanswered: Parameters<typeof timedRequest>[0] = (_, { signal }) =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

test.each([
  ['a request with files', new FormData(), undefined, 120_000],
  ['any other request', '{}', undefined, 15_000],
  ['a request with a limit of its own, such as a callback', '{}', 1400, 1400],
])('%s is lost after its time limit', async (_, body, limit, expected) => {
  const lost = vi.fn();
  timedRequest(unanswered, limit)('http://127.0.0.1/', { body }).catch(lost);
  await vi.advanceTimersByTimeAsync(expected - 1);
  expect(lost).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(lost).toHaveBeenCalledWith(expect.objectContaining({ name: 'RequestLost', isTimeout: true }));
});

test('an abort by the caller keeps its own error', async () => {
  const controller = new AbortController();
  const sent = timedRequest(unanswered)('http://127.0.0.1/', { body: '{}', signal: controller.signal });
  controller.abort();
  await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
});

test.each(['ECONNRESET', 'UND_ERR_SOCKET', 'EAI_AGAIN'])(
  'a connection that ends with %s is an error that discord.js retries',
  async (code) => {
    const cut = timedRequest(() => Promise.reject(Object.assign(new Error('cut'), { code })));
    const error: unknown = await cut('http://127.0.0.1/', { body: '{}' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestLost);
    expect(error).toMatchObject({ code: 'ECONNRESET', isTimeout: false });
  },
);

test('an error of the program is not hidden', async () => {
  const broken = timedRequest(() => Promise.reject(new TypeError('x is not a function')));
  await expect(broken('http://127.0.0.1/', { body: '{}' })).rejects.toThrow(TypeError);
});
