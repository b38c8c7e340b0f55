import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { buildCommands, runNode } from '../harness/built-commands.ts';
import { readCommandLine } from '../../infra/ops/command-line.ts';

const scripts = async (): Promise<[name: string, file: string][]> => {
  const manifest = z.object({ scripts: z.record(z.string(), z.string()) });
  const { scripts: all } = manifest.parse(JSON.parse(await readFile('package.json', 'utf8')));
  return Object.entries(all).flatMap(([name, command]): [string, string][] => {
    const file = /^tsx (\S+)$/.exec(command)?.[1];
    return file === undefined ? [] : [[name, file]];
  });
};

it('every command of ours says with --help how it is called, and does nothing else', async () => {
  const commands = await scripts();
  expect(commands.length).toBeGreaterThan(10);
  // The browser of the screenshots cannot be bundled.
  const isBuilt = (file: string): boolean => file !== 'tools/screenshots.ts';
  const built = await buildCommands(commands.map(([, file]) => file).filter(isBuilt));
  try {
    for (const [name, file] of commands) {
      const environment = { CONDUCTLINE_STATE_FOLDER: '/nowhere' };
      const { out, error } = await (isBuilt(file)
        ? built.run(file, ['--help'], environment)
        : runNode(['--import', 'tsx', file, '--help'], environment));
      expect(error).toBe('');
      expect(out).toMatch(new RegExp(`^npm ${name === 'start' ? '' : 'run '}${name}\\b`));
    }
  } finally {
    await built.remove();
  }
});

it('every command of ours stands on the page of commands', async () => {
  const page = (await readFile('docs/operate/commands.md', 'utf8')).replace(/\s+/g, ' ');
  const missing = (await scripts()).filter(
    ([name]) => !new RegExp(`npm ${name === 'start' ? '' : 'run (--silent )?'}${name}\\b`).test(page),
  );
  expect(missing).toEqual([]);
});

it.each([
  [['--to', 'x', '--to', 'y'], /^--to is given twice\.$/],
  [['--two', 'x'], /^There is no option --two\. Did you mean --to\?$/],
  [['--press'], /^There is no option --press\. --help shows all of them\.$/],
  [['-x'], /^There is no option -x\./],
  [['x'], /^Nothing is known of "x" here\./],
  [['--to'], /argument missing/],
])('a command line is refused in a sentence: %j', (args, sentence) => {
  expect(() => readCommandLine('usage', { to: { type: 'string' } }, { args })).toThrow(sentence);
});

it('a command line is read by its options', () => {
  const options = { to: { type: 'string' }, loud: { type: 'boolean' } } as const;
  const { values, positionals } = readCommandLine('usage', options, {
    args: ['--to', 'x', 'a', '--loud'],
    positionals: true,
  });
  expect({ ...values }).toEqual({ to: 'x', loud: true });
  expect(positionals).toEqual(['a']);
});
