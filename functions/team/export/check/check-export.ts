import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Checks the files of a copy without the service: `node check.mjs`, in the folder into which all of them were unpacked. It
 * needs nothing but Node, opens nothing and writes nothing. Exit code 0: everything that can be checked is as it was made.
 * 1: something was changed or is missing. The rules are those of docs/audit-log.md.
 */

type Line = { readonly number: number; readonly sealed: string; readonly hash: string };
type Head = { readonly number: number; readonly hash: string };
type Log = { readonly caseId: string; readonly head: Head; readonly lines: readonly Line[] };
type Volume = {
  readonly volume: number;
  readonly of: number;
  readonly pieces: readonly { readonly path: string; readonly sha256: string }[];
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Each part with its length (32 bits, big endian) in front. */
const lengthPrefixed = (parts: readonly (string | Uint8Array)[]): Uint8Array =>
  Buffer.concat(
    parts.flatMap((part) => {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      return [length, bytes];
    }),
  );

/** A file, or the parts into which it was cut. */
const wholeFile = (folder: string, name: string): Buffer | undefined => {
  if (existsSync(join(folder, name))) return readFileSync(join(folder, name));
  const parts = readdirSync(folder)
    .filter((one) => one.startsWith(`${name}.part`))
    .sort();
  return parts.length === 0 ? undefined : Buffer.concat(parts.map((one) => readFileSync(join(folder, one))));
};

/** What is wrong with the chain of the audit log; nothing where it holds. */
const chainProblem = ({ caseId, head, lines }: Log): string | undefined => {
  let before: Uint8Array = Buffer.alloc(32);
  for (const [at, line] of lines.entries()) {
    const number = at + 1;
    if (line.number !== number) return `line ${number} is missing or not in its place`;
    const sealed = Buffer.from(line.sealed, 'base64');
    const hash = createHash('sha256')
      .update(lengthPrefixed(['conductline audit', caseId, String(number), before, sealed]))
      .digest();
    if (hash.toString('hex') !== line.hash) return `line ${number} was changed`;
    before = hash;
  }
  if (lines.length > head.number) return `there are more lines than the log had: ${head.number}`;
  if (lines.length === head.number && Buffer.from(before).toString('hex') !== head.hash)
    return 'the last line is not the one with which the log ended';
  return undefined;
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const checkVolumes = (folder: string): readonly string[] => {
  const names = readdirSync(folder).filter((name) => /^volume-\d+\.json$/.test(name));
  // What a file holds is checked by its hash; a list that was changed to fit is not noticed, and docs say so.
  const volumes = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Volume);
  const of = Math.max(0, ...volumes.map((one) => one.of));
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter(
    (number) => !volumes.some(({ volume }) => volume === number),
  );
  const pieces = volumes.flatMap((one) => one.pieces);
  const changed = pieces.flatMap(({ path, sha256: expected }) => {
    const file = join(folder, ...path.split('/'));
    if (!existsSync(file)) return [`${path} is missing`];
    return sha256(readFileSync(file)) === expected ? [] : [`${path} was changed`];
  });
  say(`Files: ${pieces.length} looked at, of ${volumes.length} of ${of} volumes.`);
  if (of === 0) return ['there is no list of files: unpack the first volume here'];
  return [...missing.map((number) => `volume ${number} is not unpacked here`), ...changed];
};

const checkLog = (folder: string): readonly string[] => {
  const file = wholeFile(folder, 'audit-log.json');
  if (!file) {
    say('Audit log: this copy has none.');
    return [];
  }
  // As above: the chain is what is checked, and it is worked out anew.
  const log = JSON.parse(file.toString('utf8')) as Log;
  const problem = chainProblem(log);
  if (problem !== undefined) return [`audit log: ${problem}`];
  const { lines, head } = log;
  const leaf = sha256(
    lengthPrefixed([
      'conductline anchor leaf',
      log.caseId,
      String(head.number),
      Buffer.from(head.hash, 'hex'),
    ]),
  );
  say(`Audit log: lines 1 to ${lines.length} of ${head.number} follow each other, from the first.`);
  say(`It ends with ${head.hash}. Compare that with the end of the printed copy.`);
  say(`Its leaf in a daily anchor of the same state is ${leaf}.`);
  return [];
};

const main = (folder: string): number => {
  const problems = [...checkVolumes(folder), ...checkLog(folder)];
  for (const problem of problems) say(`NOT AS IT WAS MADE: ${problem}.`);
  if (problems.length === 0) say('Everything that can be checked is as it was made.');
  return problems.length === 0 ? 0 : 1;
};

process.exitCode = main(process.argv[2] ?? process.cwd());
