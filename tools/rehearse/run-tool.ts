import { spawn } from 'node:child_process';

export type ToolEnd = { readonly code: number | null; readonly printed: string };

/** Runs a program to its end; `code` is null when it is not here or was cut off. */
export const runTool = (
  command: string,
  args: readonly string[],
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    readonly folder?: string;
    readonly seconds: number;
  },
): Promise<ToolEnd> =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      env: { ...process.env, ...options.environment },
      ...(options.folder === undefined ? {} : { cwd: options.folder }),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.seconds * 1_000,
      killSignal: 'SIGKILL',
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.once('error', () => resolve({ code: null, printed }));
    child.once('close', (code) => resolve({ code, printed }));
  });
