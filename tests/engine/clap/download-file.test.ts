import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type DownloadOptions, downloadFile } from '../../../src/engine/clap/download-file.ts';
import {
  announce,
  type ModelHub,
  stallAfter,
  startModelHub,
  status,
  whole,
  withoutLength,
} from '../../helpers/model-hub.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const ID = 'someone/stand-in';
let folder: string;
let hub: ModelHub;

beforeEach(async () => {
  folder = await temporaryFolder();
  hub = await startModelHub(join(folder, 'hub'));
});

afterEach(async () => {
  hub.close();
});

describe('a download', () => {
  const content = Buffer.alloc(100_000, 'sound');
  const expected = { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
  let path: string;
  let options: DownloadOptions;

  beforeEach(async () => {
    const file = join(folder, 'hub', ID, 'weights');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    path = join(folder, 'weights');
    options = { url: `${hub.url}/${ID}/resolve/main/weights`, path, expected, retryMs: 1 };
  });

  /** Returns a progress handler that drops the connection when one of these numbers of bytes has arrived. */
  const dropAt =
    (...places: number[]) =>
    (received: number) => {
      if (places.includes(received)) hub.drop();
    };

  const remainingFiles = async () => (await readdir(folder)).filter((name) => name.startsWith('weights'));

  test('is complete and checked, and leaves no other file', async () => {
    expect(await downloadFile(options)).toEqual(expected);
    expect(content.equals(await readFile(path))).toBe(true);
    expect(await remainingFiles()).toEqual(['weights']);
  });

  test('continues a partial file', async () => {
    await writeFile(`${path}.part`, content.subarray(0, 60_000));
    await downloadFile(options);
    expect(hub.requests).toEqual(['weights bytes=60000-']);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('continues after each dropped connection', async () => {
    hub.overrides.push(stallAfter(30_000), status(503), stallAfter(30_000));
    await downloadFile({ ...options, onBytes: dropAt(30_000, 60_000) });
    expect(content.equals(await readFile(path))).toBe(true);
    expect(hub.requests).toEqual(['weights', 'weights bytes=30000-', 'weights bytes=30000-', 'weights bytes=60000-']);
  });

  test('starts over if the server cannot continue', async () => {
    await writeFile(`${path}.part`, content.subarray(0, 60_000));
    hub.overrides.push(whole);
    await downloadFile(options);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('starts over if the partial file is of another version', async () => {
    await writeFile(`${path}.part`, Buffer.alloc(60_000, 'other'));
    await downloadFile(options);
    expect(hub.requests).toEqual(['weights bytes=60000-', 'weights']);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test('of unknown content does not continue a file that has changed on the server meanwhile', async () => {
    const changed = Buffer.alloc(90_000, 'newer');
    hub.overrides.push(stallAfter(30_000));
    const onBytes = async (received: number) => {
      if (received !== 30_000) return;
      await writeFile(join(folder, 'hub', ID, 'weights'), changed);
      hub.drop();
    };
    await downloadFile({ ...options, expected: null, onBytes });
    expect(hub.requests).toEqual(['weights', 'weights bytes=30000-']);
    expect(changed.equals(await readFile(path))).toBe(true);
  });

  test('of unknown content does not continue a partial file of an earlier run', async () => {
    await writeFile(`${path}.part`, Buffer.alloc(60_000, 'other'));
    expect(await downloadFile({ ...options, expected: null })).toEqual(expected);
  });

  test('of unknown content is rejected if its end cannot be told from a broken connection', async () => {
    hub.overrides.push(withoutLength(30_000));
    await expect(downloadFile({ ...options, expected: null })).rejects.toThrow(/does not state the length/);
    expect(await remainingFiles()).toEqual([]);
  });

  test('for which the disk has no room is rejected before it starts', async () => {
    hub.overrides.push(announce(2 ** 50));
    const huge = { ...expected, bytes: 2 ** 50 };
    await expect(downloadFile({ ...options, expected: huge })).rejects.toThrow(/needs \d+ MB, and its disk has/);
    expect(await remainingFiles()).toEqual([]);
  });

  test('is written completely by a disk that writes half of each chunk', async () => {
    const probe = await open(join(folder, 'probe'), 'w');
    await probe.close();
    const handles = Object.getPrototypeOf(probe);
    const { write } = handles;
    const halves = vi.spyOn(handles, 'write').mockImplementation(function (this: typeof probe, ...args: unknown[]) {
      const [bytes] = args;
      return write.call(this, bytes instanceof Uint8Array ? bytes.subarray(0, bytes.length / 2) : bytes);
    });
    onTestFinished(() => halves.mockRestore());
    expect(await downloadFile(options)).toEqual(expected);
  });

  test('that fills the disk is not retried, frees the disk, and the error names the full disk', async () => {
    const probe = await open(join(folder, 'probe'), 'w');
    await probe.close();
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const write = vi.spyOn(Object.getPrototypeOf(probe), 'appendFile').mockRejectedValue(full);
    onTestFinished(() => write.mockRestore());
    await expect(downloadFile(options)).rejects.toMatchObject({
      kind: 'download',
      message: expect.stringContaining('no space left on device'),
    });
    expect(hub.requests).toHaveLength(1);
    expect(await remainingFiles()).toEqual([]);
  });

  test('that is already complete is only renamed', async () => {
    await writeFile(`${path}.part`, content);
    await downloadFile(options);
    expect(hub.requests).toEqual([]);
    expect(await remainingFiles()).toEqual(['weights']);
  });

  test('of the right length but other content is rejected and removed', async () => {
    const wrong = { ...expected, sha256: expected.sha256.replaceAll(/[0-7]/g, '8') };
    await expect(downloadFile({ ...options, expected: wrong })).rejects.toMatchObject({ kind: 'download' });
    expect(await remainingFiles()).toEqual([]);
  });

  test('of another length is rejected before it starts', async () => {
    await expect(downloadFile({ ...options, expected: { ...expected, bytes: 99 } })).rejects.toThrow(/100000 bytes/);
    expect(await remainingFiles()).toEqual([]);
  });

  test('of a file that the server does not have fails at once', async () => {
    await expect(downloadFile({ ...options, url: `${hub.url}/${ID}/resolve/main/nothing` })).rejects.toThrow(
      /answered 404/,
    );
    expect(hub.requests).toHaveLength(1);
  });

  test('fails after several attempts without a byte, and keeps the partial file for the next call', async () => {
    hub.overrides.push(stallAfter(30_000), ...Array(20).fill(status(503)));
    await expect(downloadFile({ ...options, onBytes: dropAt(30_000) })).rejects.toMatchObject({ kind: 'download' });
    expect(await remainingFiles()).toEqual(['weights.part']);
    hub.overrides.length = 0;
    await downloadFile(options);
    expect(content.equals(await readFile(path))).toBe(true);
  });

  test.each([
    ['an error', 404, {}],
    ['another length', 200, { 'content-length': 5_000_000 }],
  ])(
    'closes the connection of an answer that it rejects for %s, instead of receiving the rest',
    async (_, code, headers) => {
      const closed = new Promise((resolve) => {
        hub.overrides.push((_request, response) => {
          response.once('close', resolve);
          response.writeHead(code, headers).write('The rest never arrives.');
        });
      });
      await expect(downloadFile(options)).rejects.toMatchObject({ kind: 'download' });
      await closed;
    },
  );

  test('can be aborted', async () => {
    const stop = new AbortController();
    hub.overrides.push(stallAfter(9));
    const onBytes = () => stop.abort(new Error('enough'));
    await expect(downloadFile({ ...options, onBytes, signal: stop.signal })).rejects.toThrow('enough');
    expect(await remainingFiles()).toEqual(['weights.part']);
  });
});
