import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { writeStandIn } from '../../../scripts/clap-stand-in/write-stand-in.ts';
import { loadClapModel } from '../../../src/engine/clap/clap-model.ts';
import { copyModel } from '../../../src/engine/clap/copy-model.ts';
import { type FetchProgress, fetchModel } from '../../../src/engine/clap/fetch-model.ts';
import { PUBLISHED } from '../../../src/engine/clap/model-manifest.ts';
import { loadTextModel } from '../../../src/engine/clap/text-model.ts';
import { COMMIT, type ModelHub, stallAfter, startModelHub, status, wholeOrRest } from '../../helpers/model-hub.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const ID = 'someone/stand-in';
let folder: string;
let modelsDir: string;
let hub: ModelHub;

beforeEach(async () => {
  folder = await temporaryFolder();
  modelsDir = join(folder, 'models');
  hub = await startModelHub(join(folder, 'hub'));
});

afterEach(async () => {
  hub.close();
});

describe('a model', () => {
  beforeEach(async () => {
    await writeStandIn(join(folder, 'hub'), { id: ID });
  });

  const fetch = () => fetchModel({ modelsDir, id: ID, endpoint: hub.url, retryMs: 1 });

  test('is downloaded from a mirror and loads', async () => {
    const fetched = await fetch();
    expect(fetched.folder).toBe(join(modelsDir, ID));
    expect(fetched.downloaded.at(-1)).toBe('config.json');
    const clap = await loadClapModel({ modelsDir, id: ID });
    expect(clap.id).toContain('stand-in for someone/stand-in');
    await clap.close();
    const texts = await loadTextModel({ modelsDir, id: ID });
    expect(await texts.embedText('low')).toHaveLength(512);
    await texts.close();
  });

  test('is tied to the commit of the first download', async () => {
    expect((await fetch()).revision).toBe(COMMIT);
    const lock = JSON.parse(await readFile(join(modelsDir, ID, 'model-lock.json'), 'utf8'));
    expect(lock).toMatchObject({ id: ID, revision: COMMIT });
    expect(Object.keys(lock.files)).toHaveLength(5);
  });

  test('that is complete is not downloaded again', async () => {
    await fetch();
    hub.requests.length = 0;
    expect((await fetch()).downloaded).toEqual([]);
    expect(hub.requests).toEqual([]);
  });

  test('is repaired by downloading the damaged file only', async () => {
    await fetch();
    await writeFile(join(modelsDir, ID, 'tokenizer.json'), '{}');
    expect((await fetch()).downloaded).toEqual(['tokenizer.json']);
  });

  test('that has changed on the hub since the first download is rejected', async () => {
    await fetch();
    await rm(join(modelsDir, ID, 'config.json'));
    await writeFile(join(folder, 'hub', ID, 'config.json'), '{"model_type":"clap","more":true}');
    await expect(fetch()).rejects.toMatchObject({ kind: 'download' });
  });

  test('reports progress that never decreases and ends at the total', async () => {
    const seen: FetchProgress[] = [];
    await fetch();
    await rm(join(modelsDir, ID, 'onnx'), { recursive: true });
    await fetchModel({ modelsDir, id: ID, endpoint: hub.url, onProgress: (progress) => seen.push(progress) });
    const received = seen.map((progress) => progress.received);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
    expect(seen.at(-1)?.received).toBe(seen.at(-1)?.total);
  });

  test('is downloaded by one of several callers that find a stale lock', async () => {
    const ended = spawn(process.execPath, ['-e', '']);
    await once(ended, 'exit');
    await mkdir(join(modelsDir, ID), { recursive: true });
    await writeFile(join(modelsDir, ID, 'fetch-3.lock'), `${ended.pid} ${hostname()}`);
    const outcomes = await Promise.allSettled([fetch(), fetch(), fetch(), fetch()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(hub.requests.filter((file) => file === 'tokenizer.json')).toHaveLength(1);
  });

  test('from a hub that never answers is rejected when the time limit is over', async () => {
    const limit = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
    // The time is over as soon as the request has arrived.
    const silent = createServer(() => limit.abort(new DOMException('', 'TimeoutError')));
    onTestFinished(() => {
      timeout.mockRestore();
      silent.closeAllConnections();
      silent.close();
    });
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const address = silent.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' && address?.port}`;
    await expect(fetchModel({ modelsDir, id: ID, endpoint })).rejects.toMatchObject({ kind: 'download' });
  });

  test('that is incomplete does not count as a model', async () => {
    hub.overrides.push(wholeOrRest, wholeOrRest, wholeOrRest, status(404));
    await expect(fetch()).rejects.toThrow(/404/);
    await expect(loadClapModel({ modelsDir, id: ID })).rejects.toMatchObject({ reason: 'missing' });
  });

  test('with the name of a published model must have the published files', async () => {
    const published = PUBLISHED['Xenova/clap-htsat-unfused'];
    await writeStandIn(join(folder, 'hub'));
    await expect(fetchModel({ modelsDir, endpoint: hub.url })).rejects.toMatchObject({ kind: 'download' });
    expect(published?.revision).toMatch(/^[0-9a-f]{40}$/);
    expect(hub.requests).toHaveLength(1);
  });

  test.each([
    ['a hub that is no address', { endpoint: 'models' }],
    ['a hub with another protocol', { endpoint: 'ftp://127.0.0.1/' }],
    ['a name outside the models folder', { id: '../escape' }],
  ])('is not requested from %s', async (_, change) => {
    await expect(fetchModel({ modelsDir, id: ID, endpoint: hub.url, ...change })).rejects.toMatchObject({
      kind: 'usage',
    });
  });
});

describe('a model from a folder', () => {
  test('is copied and loads; its unpublished files are listed', async () => {
    await writeStandIn(join(folder, 'stick'));
    const { copied, unpublished } = await copyModel({ from: join(folder, 'stick'), modelsDir });
    expect(copied).toHaveLength(5);
    expect(unpublished).toContain('onnx/audio_model_quantized.onnx');
    const clap = await loadClapModel({ modelsDir });
    expect(clap.hasText).toBe(true);
    await clap.close();
  });

  test('may be in the model’s own folder, in the other precision, without a text network', async () => {
    const from = await writeStandIn(join(folder, 'stick'), { dtype: 'fp32' });
    await rm(join(from, 'onnx/text_model.onnx'));
    const { copied } = await copyModel({ from, modelsDir });
    expect(copied).toContain('onnx/audio_model.onnx');
    expect(copied).not.toContain('onnx/text_model.onnx');
  });

  test('is not copied while the same model is being downloaded', async () => {
    await writeStandIn(join(folder, 'stick'), { id: ID });
    await writeStandIn(join(folder, 'hub'), { id: ID });
    hub.overrides.push(stallAfter(9));
    const stop = new AbortController();
    let started = () => {};
    const begins = new Promise<void>((resolve) => {
      started = resolve;
    });
    const options = { modelsDir, id: ID, endpoint: hub.url, signal: stop.signal, onProgress: () => started() };
    const fetching = fetchModel(options).catch(() => 'stopped');
    await begins;
    await expect(copyModel({ from: join(folder, 'stick'), modelsDir, id: ID })).rejects.toMatchObject({ kind: 'busy' });
    stop.abort();
    expect(await fetching).toBe('stopped');
  });

  test('without a model is an error', async () => {
    await expect(copyModel({ from: folder, modelsDir })).rejects.toMatchObject({ kind: 'not-found' });
  });
});
