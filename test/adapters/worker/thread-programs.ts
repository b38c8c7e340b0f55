import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** A folder of programs that threads are started with. */
export class ThreadPrograms {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async make(): Promise<ThreadPrograms> {
    return new ThreadPrograms(await mkdtemp(join(tmpdir(), 'threads-')));
  }

  /** A program of ours, as it is deployed. */
  async bundled(source: string): Promise<URL> {
    const outfile = join(this.#folder, `${parse(source).name}.mjs`);
    await build({ entryPoints: [source], outfile, bundle: true, format: 'esm', platform: 'node' });
    return pathToFileURL(outfile);
  }

  /** One that stands in its place. @param body what it does with each `job` */
  async written(name: string, body: string): Promise<URL> {
    const file = join(this.#folder, `${name}.mjs`);
    const source = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (job) => { ${body} });`;
    await writeFile(file, source);
    return pathToFileURL(file);
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}
