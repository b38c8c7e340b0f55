import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, startThread } from '../../../functions/adapters/worker/stoppable-thread.ts';
import { ThreadPrograms } from './thread-programs.ts';

const long = { milliseconds: 300_000 };

describe('a thread for work that somebody could make endless', () => {
  let programs: ThreadPrograms;
  beforeAll(async () => {
    programs = await ThreadPrograms.make();
  });
  afterAll(() => programs.remove());

  const thread = async (name: string, body: string) => startThread(await programs.written(name, body));

  it('gives what it answers, one job after the other', async () => {
    const echo = await thread('echo', 'parentPort.postMessage(job);');
    expect(await answerOf(echo, 'one', long)).toBe('one');
    expect(await answerOf(echo, 'two', long)).toBe('two');
    await echo.terminate();
  });

  it('may answer several times: what is the last answer is for its caller to say', async () => {
    const several = await thread('several', 'for (const one of job) parentPort.postMessage(one);');
    const heard: number[] = [];
    const last = await answerOf(several, [1, 2, 3], long, (answer: number) => {
      heard.push(answer);
      return answer === 2;
    });
    expect([last, heard]).toEqual([2, [1, 2]]);
    await several.terminate();
  });

  it('that takes too long gives no answer, and can be stopped', async () => {
    const endless = await thread('endless', 'for (;;);');
    expect(await answerOf(endless, '', { milliseconds: 300 })).toBeUndefined();
    expect(await endless.terminate()).toBe(1);
  });

  it.each([
    ['takes too much memory', 'greedy', 'const all = []; for (;;) all.push({ all: [all.length] });'],
    ['breaks off', 'broken', "throw new Error('broken');"],
    ['ends', 'ended', 'process.exit(0);'],
  ])('that %s gives no answer, and takes nothing with it', async (_, name, body) => {
    expect(await answerOf(await thread(name, body), '', long)).toBeUndefined();
  });

  it('knows nothing of the environment', async () => {
    const asked = await thread('asked', 'parentPort.postMessage(Object.keys(process.env).join());');
    expect(await answerOf(asked, '', long)).toBe('');
    await asked.terminate();
  });
});
